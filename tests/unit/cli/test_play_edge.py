"""How the player's client deals with an edge that is away for a while."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse
from starlette.routing import Route

from services.cli.play.edge import Edge, EdgeAway
from services.cli.play.receipts import Outcome
from services.cli.play.wording import Request
from services.cli.problems import CommandProblem
from services.kit.web import run_web

REQUEST = Request("/v1/messages", {"text": "hello"}, "r1-action-1")


class Answers:
    """An HTTP server that gives prepared answers, one after the other, and remembers what it was asked."""

    def __init__(self, *answers: tuple[int, dict]) -> None:
        self.left = list(answers)
        self.keys: list[str | None] = []
        self.queries: list[dict] = []

    async def answer(self, request: HttpRequest) -> JSONResponse:
        self.keys.append(request.headers.get("idempotency-key"))
        self.queries.append(dict(request.query_params))
        status, body = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        return JSONResponse(body, status)

    @asynccontextmanager
    async def asked_by(self, patience: float = 10.0) -> AsyncIterator[Edge]:
        port = free_port()
        app = Starlette(routes=[Route("/{path:path}", self.answer, methods=["GET", "POST"])])
        server = await run_web(app, "127.0.0.1", port, drain_timeout=1)
        edge = Edge(f"http://127.0.0.1:{port}", "key", patience)
        try:
            yield edge
        finally:
            await edge.close()
            await server.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def test_an_action_is_sent_again_under_its_key_until_the_edge_takes_it():
    answers = Answers((503, {"reason": "AWAY"}), (503, {"reason": "AWAY"}), (200, {"ticket_id": "t1"}))
    async with answers.asked_by() as edge:
        answer = await edge.post(REQUEST)
    assert (answer.outcome, answer.attempts, answer.body) == (Outcome.ACCEPTED, 3, {"ticket_id": "t1"})
    assert answers.keys == [REQUEST.key] * 3


async def test_a_refusal_is_final():
    answers = Answers((409, {"reason": "SURVEY_ANSWERED"}))
    async with answers.asked_by() as edge:
        answer = await edge.post(REQUEST)
    assert (answer.outcome, answer.attempts, answer.reason) == (Outcome.REFUSED, 1, "409 SURVEY_ANSWERED")


async def test_what_got_no_answer_in_time_is_not_known():
    edge = Edge(f"http://127.0.0.1:{free_port()}", "key", patience=0.5)
    answer = await edge.post(REQUEST)
    with pytest.raises(EdgeAway):
        await edge.get("/v1/tickets")
    with pytest.raises(CommandProblem, match="no edge answers"):
        await edge.check()
    await edge.close()
    assert answer.outcome is Outcome.UNKNOWN and answer.attempts > 1


async def test_a_list_is_read_page_after_page():
    answers = Answers((200, {"tickets": [1, 2], "next_cursor": "c"}), (200, {"tickets": [3], "next_cursor": ""}))
    async with answers.asked_by() as edge:
        found = [ticket async for ticket in edge.each("/v1/tickets", "tickets", {"status": "open"})]
    assert found == [1, 2, 3]
    assert [query.get("cursor") for query in answers.queries] == [None, "c"]
    assert {query["status"] for query in answers.queries} == {"open"}


async def test_what_is_not_there_is_none():
    async with Answers((404, {"reason": "NO_SURVEY"})).asked_by() as edge:
        assert await edge.get("/v1/tickets/t1/survey") is None


async def test_an_unknown_key_is_a_problem_of_one_line():
    async with Answers((401, {"reason": "API_KEY_UNKNOWN"})).asked_by() as edge:
        with pytest.raises(CommandProblem, match="doesn't know the API key"):
            await edge.check()
