"""HTTP/JSON made from the contracts: every call has its route, and bad input is refused before it goes anywhere."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from google.api import annotations_pb2
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from heliodesk.common.v1 import access_pb2

from services.edge.api import make_api
from services.edge.contracts import BadBinding, bindings, services
from services.edge.live.hub import Hub
from services.edge.shops import Shop, Shops
from services.kit.problems import MEDIA_TYPE
from services.kit.rpc import Client
from tests.support.doors import door_of

KEY = "hd_test_0123456789"
TICKET = "0198c0de-7a11-7c3e-9b1f-3d5e8a2b4c6d"
MESSAGE = {"channel": "email", "thread": "t-1", "external_id": "m-1", "from": {"address": "a@b.c"}, "text": "Where?"}
# Nobody listens there: who gets through to it is answered 503.
NOBODY = "127.0.0.1:9"


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    clients = {service.full_name: Client(NOBODY, service, timeout=0.2) for service in services()}
    door = door_of(Shops([Shop(name="kumo", keys=(KEY,))]), clients)
    app = make_api(bindings(), clients, door, None, Hub(NOBODY, []))
    transport = httpx.ASGITransport(app)
    headers = {"authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://edge", headers=headers) as client:
        yield client
    for one in clients.values():
        await one.close()


def problem(response: httpx.Response, status: int, reason: str) -> dict[str, Any]:
    assert (response.status_code, response.headers["content-type"]) == (status, MEDIA_TYPE), response.text
    body = response.json()
    assert (body["status"], body["reason"]) == (status, reason)
    assert len(body["trace_id"]) == 32
    return body


def pointers(body: dict[str, Any]) -> dict[str, str]:
    return {error["pointer"]: error["reason"] for error in body["errors"]}


async def test_every_bound_call_is_an_operation_and_a_route(http: httpx.AsyncClient):
    described = (await http.get("/openapi.json")).json()
    found = {operation["operationId"] for path in described["paths"].values() for operation in path.values()}
    assert found == {f"{one.method.containing_service.name}.{one.method.name}" for one in bindings()} | {"stream"}
    for binding in bindings():
        path = re.sub(r"{(ticket|escalation)_id}", TICKET, binding.path).replace("{", "").replace("}", "")
        answer = await http.request(binding.verb, path, headers={"authorization": ""})
        problem(answer, 401, "API_KEY_MISSING")


async def test_a_new_call_of_a_contract_is_served_without_new_code():
    parrot = a_service_of_tomorrow()
    client = Client(NOBODY, parrot, timeout=0.2)
    clients = {parrot.full_name: client}
    door = door_of(Shops([Shop(name="kumo", keys=(KEY,))]), clients, [parrot])
    app = make_api(bindings([parrot]), clients, door, None, Hub(NOBODY, []))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://edge", headers={"x-api-key": KEY}) as http:
        described = (await http.get("/openapi.json")).json()["paths"]["/v1/parrots/{name}/words"]["post"]
        assert described["operationId"] == "ParrotService.Say"
        problem(await http.post("/v1/parrots/jo/words", json={"word": "hello"}), 503, "AWAY")
        answer = await http.post("/v1/parrots/jo/words", json={"word": 1, "loud": True})
        assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#/word": "WRONG_TYPE", "#/loud": "UNKNOWN_FIELD"}
    await client.close()


def a_service_of_tomorrow() -> ServiceDescriptor:
    file = FileDescriptorProto(name="test/parrot.proto", package="test.parrot.v1", syntax="proto3")
    file.dependency.extend(["google/api/annotations.proto", "heliodesk/common/v1/access.proto"])
    message = file.message_type.add(name="SayRequest")
    for number, name in enumerate(("name", "word"), start=1):
        message.field.add(name=name, number=number, type=FieldDescriptorProto.TYPE_STRING, label=1)
    method = file.service.add(name="ParrotService").method.add(
        name="Say", input_type=".test.parrot.v1.SayRequest", output_type=".test.parrot.v1.SayRequest"
    )
    method.options.Extensions[annotations_pb2.http].post = "/v1/parrots/{name}/words"
    method.options.Extensions[annotations_pb2.http].body = "*"
    method.options.Extensions[access_pb2.access].scope = access_pb2.SCOPE_TICKETS_WRITE
    pool = descriptor_pool.Default()
    pool.AddSerializedFile(file.SerializeToString())
    return pool.FindServiceByName("test.parrot.v1.ParrotService")


def test_a_body_of_its_own_is_the_answer_of_a_get_alone():
    file = FileDescriptorProto(name="test/page.proto", package="test.page.v1", syntax="proto3")
    file.dependency.extend(["google/api/annotations.proto", "google/api/httpbody.proto"])
    file.message_type.add(name="ShowRequest")
    service = file.service.add(name="PageService")
    for name, verb in (("Show", "get"), ("Make", "post")):
        method = service.method.add(
            name=name, input_type=".test.page.v1.ShowRequest", output_type=".google.api.HttpBody"
        )
        setattr(method.options.Extensions[annotations_pb2.http], verb, "/v1/pages")
    descriptor_pool.Default().AddSerializedFile(file.SerializeToString())
    found = bindings([descriptor_pool.Default().FindServiceByName("test.page.v1.PageService")])
    assert next(found).answers_body
    with pytest.raises(BadBinding, match="PageService.Make: only a get answers a body of its own"):
        next(found)


async def test_what_is_right_goes_to_its_service(http: httpx.AsyncClient):
    away = problem(await http.post("/v1/messages", json=MESSAGE), 503, "AWAY")
    assert away["detail"].startswith("heliodesk.ticketing.v1.TicketingService")
    problem(await http.get("/v1/tickets", params={"status": "on_hold", "page_size": "20"}), 503, "AWAY")


async def test_an_unknown_key_is_401(http: httpx.AsyncClient):
    answer = await http.get("/v1/tickets", headers={"authorization": "Bearer nobody"})
    problem(answer, 401, "API_KEY_UNKNOWN")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_x_api_key_will_do(http: httpx.AsyncClient):
    problem(await http.get("/v1/tickets", headers={"authorization": "", "x-api-key": KEY}), 503, "AWAY")


@pytest.mark.parametrize("body", [b"", b"{", b'{"text": NaN}', b"\xff\xfe", b'"' * 3, b"[" * 5000])
async def test_malformed_json_is_422(http: httpx.AsyncClient, body: bytes):
    answer = await http.post("/v1/messages", content=body, headers={"content-type": "application/json"})
    problem(answer, 422, "MALFORMED_JSON")


@pytest.mark.parametrize("body", [b"[]", b"null", b"3", b'"text"'])
async def test_json_that_is_no_object_is_422(http: httpx.AsyncClient, body: bytes):
    answer = await http.post("/v1/messages", content=body, headers={"content-type": "application/json"})
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#": "WRONG_TYPE"}


@pytest.mark.parametrize(
    ("changed", "pointer", "reason"),
    [
        ({"sujet": "?"}, "#/sujet", "UNKNOWN_FIELD"),
        ({"from": {"address": "a@b.c", "age": 3}}, "#/from/age", "UNKNOWN_FIELD"),
        ({"from": {}}, "#/from/address", "REQUIRED"),
        ({"text": ""}, "#/text", "REQUIRED"),
        ({"text": 7}, "#/text", "WRONG_TYPE"),
        ({"text": "x" * 65537}, "#/text", "TOO_LONG"),
        ({"thread": "a/b"}, "#/thread", "MALFORMED"),
        ({"channel": "pigeon"}, "#/channel", "UNKNOWN_VALUE"),
        ({"channel": 1}, "#/channel", "UNKNOWN_VALUE"),
        ({"sent_at": "yesterday"}, "#/sent_at", "INVALID_INSTANT"),
        ({"sent_at": "2026-02-30T00:00:00Z"}, "#/sent_at", "INVALID_INSTANT"),
    ],
)
async def test_a_field_that_is_wrong_is_pointed_at(http: httpx.AsyncClient, changed: dict, pointer: str, reason: str):
    answer = await http.post("/v1/messages", json={**MESSAGE, **changed})
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {pointer: reason}


async def test_every_wrong_field_is_named_in_one_answer(http: httpx.AsyncClient):
    answer = await http.post("/v1/messages", json={"from": {"address": "a@b.c"}, "thread": "t"})
    found = pointers(problem(answer, 422, "INVALID_FIELDS"))
    assert found == {"#/channel": "REQUIRED", "#/external_id": "REQUIRED", "#/text": "REQUIRED"}


async def test_a_language_a_currency_and_a_country_that_do_not_exist_are_422(http: httpx.AsyncClient):
    answer = await http.post("/v1/translation/translate", json={"text": "Hi", "target_language": "qqq-Zzzzz"})
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#/target_language": "UNKNOWN_LANGUAGE"}
    line = {"line_id": "1", "sku": "A", "quantity": 1, "unit_price": {"minor_units": 1, "currency": "EUX"}}
    total = {"minor_units": 1, "currency": "EUR"}
    placed = {"customer_id": "c", "country": "XX", "total": total, "lines": [line]}
    answer = await http.post("/v1/orders/o-1/facts", json={"fact_id": "f", "placed": placed})
    found = pointers(problem(answer, 422, "INVALID_FIELDS"))
    assert found == {
        "#/placed/country": "UNKNOWN_COUNTRY",
        "#/placed/lines/0/unit_price/currency": "UNKNOWN_CURRENCY",
    }


async def test_one_fact_is_told_at_a_time(http: httpx.AsyncClient):
    none = await http.post("/v1/orders/o-1/facts", json={"fact_id": "f"})
    assert pointers(problem(none, 422, "INVALID_FIELDS")) == {"#/fact": "REQUIRED"}
    two = await http.post("/v1/orders/o-1/facts", json={"fact_id": "f", "delivered": {}, "cancelled": {}})
    assert pointers(problem(two, 422, "INVALID_FIELDS")) == {"#/cancelled": "ONE_TOO_MANY"}


async def test_an_id_of_the_wrong_kind_is_422(http: httpx.AsyncClient):
    answer = await http.get("/v1/tickets/7")
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#/ticket_id": "NOT_A_UUID"}
    answer = await http.get("/v1/loyalty/accounts/a%20b")
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#/customer_id": "MALFORMED"}


async def test_a_field_of_the_path_does_not_stand_in_the_body(http: httpx.AsyncClient):
    body = {"ticket_id": TICKET, "agent_id": "ana", "text": "Tomorrow."}
    answer = await http.post(f"/v1/tickets/{TICKET}/replies", json=body)
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#/ticket_id": "UNKNOWN_FIELD"}


@pytest.mark.parametrize(
    ("query", "pointer", "reason"),
    [
        ("status=sold", "#/status", "UNKNOWN_VALUE"),
        ("page_size=many", "#/page_size", "WRONG_TYPE"),
        ("page_size=501", "#/page_size", "TOO_GREAT"),
        ("page_size=99999999999", "#/page_size", "OUT_OF_RANGE"),
        ("page_size=", "#/page_size", "WRONG_TYPE"),
        ("page=2", "#/page", "UNKNOWN_FIELD"),
        ("page_size=1&page_size=2", "#/page_size", "REPEATED"),
    ],
)
async def test_a_parameter_that_is_wrong_is_pointed_at(http: httpx.AsyncClient, query: str, pointer: str, reason: str):
    answer = await http.get(f"/v1/tickets?{query}")
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {pointer: reason}


async def test_a_query_that_is_no_text_is_422(http: httpx.AsyncClient):
    problem(await http.get("/v1/tickets?cursor=%ff"), 422, "MALFORMED_QUERY")


async def test_a_post_takes_no_query(http: httpx.AsyncClient):
    answer = await http.post("/v1/messages?text=hi", json=MESSAGE)
    assert pointers(problem(answer, 422, "INVALID_FIELDS")) == {"#/text": "UNKNOWN_FIELD"}


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_body_that_is_not_announced_as_json_is_415(http: httpx.AsyncClient, content_type: str):
    answer = await http.post("/v1/messages", content=b"{}", headers={"content-type": content_type})
    problem(answer, 415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_body_of_more_than_a_million_bytes_is_413(http: httpx.AsyncClient):
    answer = await http.post("/v1/messages", json={**MESSAGE, "text": "x" * 1_000_001})
    problem(answer, 413, "TOO_LARGE")


async def test_a_body_that_grows_too_long_is_413(http: httpx.AsyncClient):
    async def growing() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b" " * 100_000

    answer = await http.post("/v1/messages", content=growing(), headers={"content-type": "application/json"})
    problem(answer, 413, "TOO_LARGE")


@pytest.mark.parametrize("key", ["", "k" * 256, "k\x7f"])
async def test_a_key_that_cannot_be_is_422(http: httpx.AsyncClient, key: str):
    answer = await http.post("/v1/messages", json=MESSAGE, headers={"idempotency-key": key})
    assert pointers(problem(answer, 422, "INVALID_IDEMPOTENCY_KEY")) == {"#/idempotency-key": "INVALID_IDEMPOTENCY_KEY"}


async def test_no_such_path_and_no_such_method(http: httpx.AsyncClient):
    problem(await http.get("/v1/nothing"), 404, "NO_SUCH_PATH")
    problem(await http.get("/v1/tickets/"), 404, "NO_SUCH_PATH")
    problem(await http.delete("/v1/tickets"), 405, "METHOD_NOT_ALLOWED")


async def test_the_page_needs_nothing_from_elsewhere(http: httpx.AsyncClient):
    assert (await http.get("/")).json()["docs"] == "/docs"
    page = (await http.get("/docs")).text
    assert "http://" not in page and "https://" not in page
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"):
        assert f"/docs/assets/{asset}" in page
        assert (await http.get(f"/docs/assets/{asset}")).status_code == 200


async def test_the_description_carries_what_the_contracts_say(http: httpx.AsyncClient):
    described = (await http.get("/openapi.json")).json()
    assert described["openapi"].startswith("3.1")
    message = described["components"]["schemas"]["ReceiveMessageRequest"]
    assert message["required"] == ["channel", "thread", "external_id", "from", "text"]
    assert message["additionalProperties"] is False
    assert message["properties"]["text"]["maxLength"] == 65536
    assert "Where is my parcel?" in message["properties"]["subject"]["examples"]
    assert message["properties"]["external_id"]["description"].startswith("The message's id on its channel")
    assert described["components"]["schemas"]["Channel"]["enum"][0] == "email"
    receive = described["paths"]["/v1/messages"]["post"]
    assert set(receive["responses"]) == {"200", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503"}
    assert receive["parameters"][0]["name"] == "Idempotency-Key"
