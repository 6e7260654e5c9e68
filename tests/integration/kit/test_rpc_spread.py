"""A peer of which several run: calls are spread over all of them, and go on with those that are left."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback

from services.kit.errors import Away
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.rpc import Client, Server, serve
from services.kit.settings import Settings
from tests.support.streams import eventually

FEEDBACK = "heliodesk.feedback.v1.FeedbackService"


class Counting:
    """Counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    async def GetSurvey(self, request, call) -> feedback.GetSurveyResponse:
        self.calls += 1
        return feedback.GetSurveyResponse()

    async def GetTicketSurvey(self, request, call): ...

    async def GetSatisfaction(self, request, call): ...

    async def AnswerSurvey(self, request, call): ...


@pytest.fixture
async def peers() -> AsyncIterator[list[tuple[Server, Counting]]]:
    settings = Settings(service="feedback", HELIODESK_GRPC_PORT=0, HELIODESK_DRAIN_TIMEOUT=1)
    made = []
    for _ in range(3):
        servicer = Counting()
        made.append((await serve([(FEEDBACK, servicer)], settings, Health()), servicer))
    yield made
    for server, _ in made:
        await server.stop()


@pytest.fixture
async def client(peers) -> AsyncIterator[Client]:
    """Of a name that stands for all of them, as a headless Service's does."""
    made = Client("ipv4:" + ",".join(f"127.0.0.1:{server.port}" for server, _ in peers), FEEDBACK)
    yield made
    await made.close()


async def ask(client: Client) -> None:
    await client.call("GetSurvey", feedback.GetSurveyRequest(survey_id=new_id()), tenant="acme")


async def all_were_asked(client: Client, peers) -> bool:
    await ask(client)
    return all(servicer.calls for _, servicer in peers)


async def test_calls_are_spread_evenly_over_all_that_run(client, peers):
    # Connections come up one after another; until then the first ones have it all.
    await eventually(lambda: all_were_asked(client, peers))
    before = [servicer.calls for _, servicer in peers]
    for _ in range(30):
        await ask(client)
    assert [servicer.calls - earlier for (_, servicer), earlier in zip(peers, before, strict=True)] == [10, 10, 10]


async def test_calls_go_on_with_those_that_are_left(client, peers):
    await eventually(lambda: all_were_asked(client, peers))
    gone, servicer = peers.pop()
    await gone.stop()

    async def answered() -> bool:
        """A caller hears of a peer's end a moment after it."""
        try:
            await ask(client)
        except Away:
            return False
        return True

    await eventually(answered)
    before = servicer.calls
    for _ in range(20):
        await ask(client)
    assert servicer.calls == before
