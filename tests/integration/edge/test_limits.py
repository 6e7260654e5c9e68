"""How much may be called, and how long it may be, over real connections."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import grpc
import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback

from services.kit.errors import RefusalKind
from services.kit.ids import new_id
from services.kit.rpc_call import LARGEST_MESSAGE
from services.kit.rpc_status import to_error
from services.kit.web import LARGEST_HEAD
from tests.integration.edge.conftest import SERVICE, Edge


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket holds ten seconds of them."""
    monkeypatch.setenv("HELIODESK_LIMIT_WRITES", "1")
    monkeypatch.setenv("HELIODESK_LIMIT_ROUTES", "heliodesk.audit.v1.AuditService.ListAuditEntries=2")
    monkeypatch.setenv("HELIODESK_LIMIT_FAILURES", "4")


async def answer(edge: Edge, comment: str = "") -> feedback.AnswerSurveyResponse:
    async with edge.channel() as channel:
        send = channel.unary_unary(
            f"/{SERVICE}/AnswerSurvey",
            request_serializer=feedback.AnswerSurveyRequest.SerializeToString,
            response_deserializer=feedback.AnswerSurveyResponse.FromString,
        )
        request = feedback.AnswerSurveyRequest(survey_id=new_id(), score=5, comment=comment)
        return await send(request, metadata=(("x-api-key", edge.key),), timeout=10)


async def test_who_calls_too_much_is_told_when_to_come_back(edge: Edge):
    answers = [await edge.http.post(f"/v1/surveys/{new_id()}/answer", json={"score": 5}) for _ in range(25)]
    good, bad = ([one for one in answers if (one.status_code == 200) is fine] for fine in (True, False))
    assert 10 <= len(good) < 25 and len(edge.surveys.calls) == len(good)
    assert good[0].headers["ratelimit-policy"] == '"writes";q=10;w=10, "shop-writes";q=9000;w=10'
    assert good[0].headers["ratelimit"].startswith('"writes";r=9;t=1, "shop-writes";r=8999;t=')
    for one in bad:
        assert (one.status_code, one.json()["reason"]) == (429, "RATE_LIMITED")
        assert one.headers["content-type"] == "application/problem+json"
        assert one.headers["retry-after"] == "1"
        assert one.headers["ratelimit"].startswith('"writes";r=0;t=')
    assert (await edge.http.get(f"/v1/surveys/{new_id()}")).status_code == 404
    other = {"authorization": f"Bearer {edge.other_key}"}
    theirs = await edge.http.post(f"/v1/surveys/{new_id()}/answer", json={"score": 5}, headers=other)
    assert theirs.status_code == 200


async def test_a_call_that_is_limited_by_itself_leaves_the_others_alone(edge: Edge):
    answers = [await edge.http.get("/v1/audit") for _ in range(25)]
    good, bad = ([one for one in answers if (one.status_code == 200) is fine] for fine in (True, False))
    assert 20 <= len(good) < 25
    assert good[0].headers["ratelimit-policy"].startswith('"route";q=20;w=10, "reads";q=')
    for one in bad:
        assert (one.status_code, one.json()["reason"]) == (429, "RATE_LIMITED")
        assert one.headers["ratelimit"].startswith('"route";r=0;t=')
    assert (await edge.http.get("/v1/api-keys")).status_code == 200


async def test_over_grpc_it_is_exhausted_with_a_time_to_wait(edge: Edge):
    with pytest.raises(grpc.aio.AioRpcError) as error:
        for _ in range(25):
            await answer(edge)
    assert error.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    refused = to_error("edge", error.value)
    assert (refused.kind, refused.reason) == (RefusalKind.LIMITED, "RATE_LIMITED")
    assert 0 < refused.retry_after <= 1


async def test_wrong_keys_are_refused_and_then_no_longer_looked_at(edge: Edge):
    assert (await edge.http.get(f"/v1/surveys/{new_id()}")).status_code == 404
    wrong = [
        await edge.http.get("/v1/sla/policy", headers={"authorization": f"Bearer wrong-key-{number}"})
        for number in range(6)
    ]
    assert [one.status_code for one in wrong] == [401] * 4 + [429] * 2
    assert int(wrong[-1].headers["retry-after"]) <= 15
    # The shop's own systems may stand behind the same address.
    assert (await edge.http.get(f"/v1/surveys/{new_id()}")).status_code == 404


async def test_a_body_without_a_length_is_cut_off_where_it_is_too_long(edge: Edge):
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 50_000_000:
            sent += 100_000
            yield b" " * 100_000
            await asyncio.sleep(0)

    headers = {"content-type": "application/json"}
    refused = await edge.http.post(f"/v1/surveys/{new_id()}/answer", content=endless(), headers=headers)
    assert (refused.status_code, refused.json()["reason"]) == (413, "TOO_LARGE")
    assert not edge.surveys.calls


async def test_a_message_that_is_too_long_goes_nowhere(edge: Edge):
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await answer(edge, "x" * (LARGEST_MESSAGE + 1))
    assert error.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert to_error("edge", error.value).kind is RefusalKind.TOO_LARGE
    assert not edge.surveys.calls


@pytest.mark.parametrize("header", [b"x-long: ", b"x-many: 1\r\n"], ids=["one without end", "many without end"])
async def test_headers_without_end_are_not_kept(edge: Edge, header: bytes):
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.settings.http_port)
    writer.write(b"GET / HTTP/1.1\r\nhost: edge\r\n" + header)
    more = b"x" * 1000 if header.endswith(b" ") else header * 100
    answer = b""
    # It may be closed while more is coming.
    with contextlib.suppress(ConnectionError):
        for _ in range(10 * LARGEST_HEAD // len(more)):
            writer.write(more)
            await writer.drain()
            await asyncio.sleep(0)
        answer = await asyncio.wait_for(reader.read(100), 10)
    assert answer.startswith(b"HTTP/1.1 431") or not answer
    writer.close()
    assert (await edge.http.get("/")).status_code == 200
