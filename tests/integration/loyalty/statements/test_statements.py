"""A member's statement from the real store, over gRPC and over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from heliodesk.loyalty.v1 import statement_service_pb2 as calls

from services.edge.api import make_api
from services.edge.contracts import bindings, services
from services.edge.live.hub import Hub
from services.edge.shops import Shop, Shops
from services.kit.aggregate import Work
from services.kit.errors import Refused
from services.kit.health import Health
from services.kit.problems import MEDIA_TYPE
from services.kit.rpc import Client, serve
from services.kit.settings import Settings
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.profile import set_profile
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.words import Source
from services.loyalty.statements.rpc import StatementServicer
from tests.support.doors import door_of
from tests.support.orders import NOON

SERVICE = "heliodesk.loyalty.v1.StatementService"
KEY = "hd_test_0123456789"
NOBODY = "127.0.0.1:9"


class _Unpublished:
    def in_force(self, tenant, at):
        return UNPUBLISHED


@pytest.fixture
async def client(store, unused_tcp_port) -> AsyncIterator[Client]:
    """Asks the service, which knows a member who speaks Japanese."""
    for number, points in enumerate((300, 200, 50)):
        earn(store, points, number)
    settings = Settings(service="loyalty", HELIODESK_GRPC_PORT=unused_tcp_port)
    servicer = StatementServicer(store, _Unpublished(), lambda: NOON)
    server = await serve([(SERVICE, servicer)], settings, Health())
    asking = Client(f"127.0.0.1:{unused_tcp_port}", SERVICE, timeout=30)
    yield asking
    await asking.close()
    await server.stop()


def earn(store, points, number):
    def decide(standing):
        book = book_of("kumo", "lena", standing)
        set_profile(book, Profile(zone="Asia/Tokyo", market="JP", language="ja"), NOON)
        at = NOON - timedelta(days=100 - 40 * number)
        credit(book, Credit(Source.ORDER, "", points, at, at + timedelta(days=30), order_id=f"A-{number}"))
        return change_of(book, standing, NOON)

    store.run([Work("kumo/lena", decide)])


@pytest.fixture
async def http(client, unused_tcp_port) -> AsyncIterator[httpx.AsyncClient]:
    clients = {service.full_name: Client(NOBODY, service, timeout=0.2) for service in services()}
    clients[SERVICE] = client
    door = door_of(Shops([Shop(name="kumo", keys=(KEY,))]), clients)
    app = make_api(bindings(), clients, door, None, Hub(NOBODY, []))
    headers = {"authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://edge", headers=headers) as asking:
        yield asking
    for one in clients.values():
        await one.close()


async def test_a_statement_over_grpc_is_in_the_members_own_language(client):
    request = calls.GetStatementRequest(customer_id="lena")
    answer = await client.call("GetStatement", request, tenant="kumo")
    assert answer.content_type == "text/html; charset=utf-8"
    page = answer.data.decode()
    assert '<html lang="ja" dir="ltr">' in page and "ご注文 A-1 で獲得" in page
    # Of the last ninety days: the first order lies before them.
    assert "A-0 " not in page.partition("ご利用履歴")[2].partition("</table>")[0]


async def test_over_http_the_edge_passes_on_what_the_service_has_made(http):
    page = await http.get("/v1/loyalty/accounts/lena/statement", params={"language": "de"})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["cache-control"] == "no-store"
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    assert page.headers["content-security-policy"] == policy
    assert "Punkteauszug" in page.text

    printed = await http.get("/v1/loyalty/accounts/lena/statement", params={"format": "pdf"})
    assert printed.headers["content-type"] == "application/pdf" and printed.content.startswith(b"%PDF-")

    days = {"format": "json", "from": "2025-11-01", "until": "2025-12-31", "language": "en"}
    told = (await http.get("/v1/loyalty/accounts/lena/statement", params=days)).json()
    assert told["language"] == "en" and told["opening"] == 0
    assert [(one["text"], one["points"]) for one in told["lines"]] == [("Earned with order A-0", 300)]
    assert told["closing"] == 300 and told["balance"] == 550


@pytest.mark.parametrize(
    ("params", "status", "reason", "pointer"),
    [
        ({"from": "2026-02-31"}, 422, "INVALID_FIELDS", "#/from"),
        ({"from": "yesterday"}, 422, "INVALID_FIELDS", "#/from"),
        ({"from": "2026-03-02", "until": "2026-03-01"}, 422, "INVALID_FIELDS", "#/until"),
        ({"format": "doc"}, 422, "INVALID_FIELDS", "#/format"),
        ({"language": "not a language"}, 422, "INVALID_FIELDS", "#/language"),
    ],
)
async def test_what_can_not_be_asked_is_refused_as_a_problem(http, params, status, reason, pointer):
    answer = await http.get("/v1/loyalty/accounts/lena/statement", params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE)
    assert answer.json()["reason"] == reason
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


async def test_who_has_no_account_has_no_statement(http, client):
    assert (await http.get("/v1/loyalty/accounts/nobody/statement")).json()["reason"] == "NO_ACCOUNT"
    with pytest.raises(Refused, match="NO_ACCOUNT"):
        await client.call("GetStatement", calls.GetStatementRequest(customer_id="lena"), tenant="another")


async def test_the_api_says_that_a_statement_is_a_body_of_its_own(http):
    described = (await http.get("/openapi.json")).json()
    answer = described["paths"]["/v1/loyalty/accounts/{customer_id}/statement"]["get"]["responses"]["200"]
    assert answer["content"] == {"*/*": {"schema": {"type": "string", "format": "binary"}}}
