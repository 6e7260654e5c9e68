"""Every answer of an HTTP API that isn't good news is a problem as RFC 9457 has it, and never a stack trace."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request
from prometheus_client import REGISTRY
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from services.kit.errors import Away, RefusalKind, Refused, Violation
from services.kit.http import LARGEST_BODY, create_app, run_web
from services.kit.telemetry import current_traceparent

GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Line(BaseModel):
    quantity: int


class Order(BaseModel):
    lines: list[Line]


def shop() -> FastAPI:
    app = create_app("A shop", "1")

    @app.get("/fail/{how}")
    async def fail(how: str):
        if how == "away":
            raise Away("the store", "mongodb://user:secret@db refused")
        if how == "fault":
            raise ValueError("what a customer wrote")
        raise Refused("NOT_SO", "not so", RefusalKind(how), (Violation("lines.0.a/b", "X", "y"),))

    @app.post("/orders")
    async def orders(order: Order):
        return {"count": len(order.lines)}

    @app.get("/trace")
    async def trace():
        return {"traceparent": current_traceparent()}

    @app.get("/broken-off")
    async def broken_off():
        async def chunks():
            yield b"half"
            raise ValueError("the other half")

        return StreamingResponse(chunks())

    @app.get("/live")
    async def live():
        async def chunks():
            yield b"first"
            await app.state.held.wait()

        return StreamingResponse(chunks())

    @app.get("/slow")
    async def slow(request: Request):
        app.state.entered.set()
        await app.state.held.wait()
        return {}

    return app


@pytest.fixture
async def app() -> FastAPI:
    return shop()


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    server = await run_web(app, "127.0.0.1", 0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as made:
        yield made
    await server.stop()


def told(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert {"type", "title", "detail", "instance", "trace_id", "errors"} <= set(problem)
    return answer.status_code, problem["reason"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("invalid", 422),
        ("unauthenticated", 401),
        ("forbidden", 403),
        ("not_found", 404),
        ("conflict", 409),
        ("failed_precondition", 409),
        ("too_large", 413),
    ],
)
async def test_a_refusal_has_its_status_its_reason_and_a_pointer(client, kind, status):
    answer = await client.get(f"/fail/{kind}")
    assert told(answer) == (status, "NOT_SO")
    assert answer.json()["instance"] == f"/fail/{kind}"
    assert answer.json()["errors"] == [{"pointer": "#/lines/0/a~1b", "reason": "X", "detail": "y"}]


async def test_what_is_away_is_a_503_that_says_when_to_come_back(client):
    answer = await client.get("/fail/away")
    assert told(answer) == (503, "AWAY")
    assert answer.headers["retry-after"] == "1"
    assert "secret" not in answer.text


async def test_what_nobody_expected_tells_nothing_of_itself(client):
    answer = await client.get("/fail/fault")
    assert told(answer) == (500, "INTERNAL")
    assert "customer" not in answer.text and "Traceback" not in answer.text


async def test_who_has_no_key_is_told_how_to_bring_one(client):
    assert (await client.get("/fail/unauthenticated")).headers["www-authenticate"] == "Bearer"


async def test_paths_and_methods_that_do_not_exist(client):
    assert told(await client.get("/nothing")) == (404, "NO_SUCH_PATH")
    answer = await client.delete("/orders")
    assert told(answer) == (405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "POST"


async def test_bad_json_points_at_the_field(client):
    answer = await client.post("/orders", json={"lines": [{"quantity": "many"}]})
    assert told(answer) == (422, "INVALID_FIELDS")
    assert answer.json()["errors"][0]["pointer"] == "#/lines/0/quantity"
    answer = await client.post("/orders", content=b"{", headers={"content-type": "application/json"})
    assert told(answer)[0] == 422


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_over_the_limit_is_too_large(client, announced):
    body = b"[" + b" " * LARGEST_BODY + b"]"

    async def chunks():
        for start in range(0, len(body), 100_000):
            yield body[start : start + 100_000]

    answer = await client.post("/orders", content=body if announced else chunks())
    assert told(answer) == (413, "TOO_LARGE")


async def test_an_answer_that_breaks_is_cut_off(client):
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get("/broken-off")


async def test_the_trace_of_the_caller_goes_on(client):
    assert (await client.get("/trace", headers={"traceparent": GIVEN})).json() == {"traceparent": GIVEN}
    own = (await client.get("/trace", headers={"traceparent": "nonsense"})).json()["traceparent"]
    assert len(own) == len(GIVEN) and own != GIVEN


async def test_requests_are_measured_by_route_and_not_by_path(client):
    def count(**labels: str) -> float:
        return REGISTRY.get_sample_value("heliodesk_http_seconds_count", labels) or 0

    missing = count(route="none", method="GET", status="404")
    await client.get("/fail/conflict")
    await client.get("/nowhere/1")
    await client.get("/nowhere/2")
    assert count(route="/fail/{how}", method="GET", status="409") >= 1
    assert count(route="none", method="GET", status="404") == missing + 2


async def test_a_request_in_hand_is_answered_before_the_server_stops(app):
    app.state.entered, app.state.held = asyncio.Event(), asyncio.Event()
    server = await run_web(app, "127.0.0.1", 0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as client, asyncio.timeout(10):
        request = asyncio.create_task(client.get("/slow"))
        await app.state.entered.wait()
        stopping = asyncio.create_task(server.stop())
        await asyncio.sleep(0)
        app.state.held.set()
        assert (await request).status_code == 200
        await stopping


async def test_a_request_in_hand_is_counted_until_its_answer_begins(app, client):
    def waiting() -> float:
        return REGISTRY.get_sample_value("heliodesk_requests_in_flight", {"kind": "http"}) or 0

    before, app.state.entered, app.state.held = waiting(), asyncio.Event(), asyncio.Event()
    slow = asyncio.create_task(client.get("/slow"))
    await app.state.entered.wait()
    assert waiting() == before + 1
    async with client.stream("GET", "/live") as live:
        assert live.status_code == 200
        assert waiting() == before + 1
        app.state.held.set()
        await slow
    for how in ("fault", "away", "invalid"):
        await client.get(f"/fail/{how}")
    assert waiting() == before
