"""A breach is told when nothing can overturn it any more: not what Kafka has and nobody has read, and not what Kafka
hasn't got yet."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import mongoengine
import pytest
from heliodesk.ticketing.v1 import service_pb2, types_pb2

from services.kit import documents
from services.kit.commands import Gathered
from services.kit.errors import Away
from services.kit.ids import new_id
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.ticketing.documents import DOCUMENTS, MEMBERS, ORDERS, TICKETS
from services.ticketing.rpc import TicketingRpc
from services.ticketing.tiers import Tiers
from tests.integration.sla.conftest import OPENED_AT, TENANT, Desk
from tests.support.streams import eventually


class Ticketing:
    """The calls of the service itself. While Kafka is away for it alone, its events stay in their outboxes."""

    def __init__(self, desk: Desk) -> None:
        database, now = desk.store.database, desk.time.now
        tickets = Store(database, dataclasses.replace(TICKETS, topic=desk.tickets), "test", now)
        orders = Store(database, ORDERS, "test", now)
        tiers = Tiers(Store(database, MEMBERS, "test", now), tickets, self._offer)
        self._publisher = desk.publisher
        self._loop = asyncio.get_running_loop()
        self._kept: list[Pending] = []
        self.kafka_is_away = False
        self.asked = 0

        def run(works: Sequence) -> list:
            outcomes, pending = tickets.run(works)
            self._offer(pending)
            return outcomes

        self._calls = TicketingRpc(tickets, orders, tiers, Gathered(run), self._offer, desk.time)

    def _offer(self, pending: Sequence[Pending]) -> None:
        if self.kafka_is_away:
            self._kept.extend(pending)
        else:
            self._loop.call_soon_threadsafe(self._publisher.offer, pending)

    def kafka_is_back(self) -> None:
        self.kafka_is_away = False
        self._publisher.offer(self._kept)

    async def oldest_unpublished(self) -> datetime | None:
        answer = await self._calls.GetUnpublished(service_pb2.GetUnpublishedRequest(), _call())
        self.asked += 1
        return answer.oldest_at.ToDatetime(OPENED_AT.tzinfo) if answer.HasField("oldest_at") else None

    async def message(self) -> str:
        """Opens an urgent ticket."""
        request = service_pb2.ReceiveMessageRequest(
            channel=types_pb2.CHANNEL_CHAT,
            thread="thread-1",
            external_id="message-1",
            text="Where is my parcel?",
            priority=types_pb2.PRIORITY_URGENT,
        )
        getattr(request, "from").address = "ada"
        return (await self._calls.ReceiveMessage(request, _call())).ticket_id

    async def reply(self, ticket: str) -> None:
        request = service_pb2.ReplyRequest(ticket_id=ticket, agent_id="agent-ana", text="Tomorrow.")
        await self._calls.Reply(request, _call())

    async def is_asked_again(self) -> None:
        """Twice, so that the first answer has had its effect."""
        before = self.asked
        await eventually(lambda: self.asked >= before + 2)


def _call() -> Call:
    return Call(TENANT, new_id(), None, "", ())


@pytest.fixture
async def ticketing(desk, mongodb_uri) -> AsyncIterator[Ticketing]:
    documents.connect("ticketing", mongodb_uri, desk.store.database.name)
    documents.ensure_indexes(DOCUMENTS)
    made = Ticketing(desk)
    desk.unpublished = made.oldest_unpublished
    yield made
    mongoengine.disconnect("ticketing")


async def test_a_reply_that_kafka_has_not_got_yet_at_the_due_instant_keeps_the_promise(desk, ticketing):
    async with desk.following(), desk.ticking():
        ticket = await ticketing.message()
        await desk.becomes(ticket, "running")
        ticketing.kafka_is_away = True
        desk.pass_time(minutes=14)
        await ticketing.reply(ticket)
        desk.pass_time(minutes=2)
        await ticketing.is_asked_again()
        assert desk.clock(ticket).overdue(desk.time.now())
        ticketing.kafka_is_back()
        clock = await desk.becomes(ticket, "met")
        assert clock.met_at == OPENED_AT + timedelta(minutes=14)


async def test_what_happened_after_the_due_instant_holds_up_no_verdict(desk, ticketing):
    async with desk.following(), desk.ticking():
        ticket = await ticketing.message()
        await desk.becomes(ticket, "running")
        ticketing.kafka_is_away = True
        desk.pass_time(minutes=15, microseconds=1)
        await ticketing.reply(ticket)
        desk.pass_time(seconds=1)
        await desk.becomes(ticket, "breached")


async def test_a_command_may_be_in_flight_for_a_quarter_of_a_second(desk, ticketing):
    async with desk.following(), desk.ticking() as reading:
        ticket = await ticketing.message()
        await desk.becomes(ticket, "running")
        desk.pass_time(minutes=15, milliseconds=249)
        clock = await eventually(lambda: (clock := desk.clock(ticket)) and clock.warned_at and clock)
        await eventually(lambda: not reading.waiting)
        assert clock.state == "running"
        desk.pass_time(milliseconds=1)
        await desk.becomes(ticket, "breached")


async def test_while_ticketing_is_away_warnings_are_given_and_verdicts_wait(desk, ticketing):
    asked = 0

    async def nobody_answers() -> None:
        nonlocal asked
        asked += 1
        raise Away("ticketing", "nobody is there")

    async with desk.following(), desk.ticking():
        ticket = await ticketing.message()
        await desk.becomes(ticket, "running")
        desk.unpublished = nobody_answers
        desk.pass_time(minutes=16)
        await eventually(lambda: asked >= 2)
        clock = desk.clock(ticket)
        assert (clock.state, len(clock.warned_at)) == ("running", 1)
        assert desk.health.ready()
        desk.unpublished = ticketing.oldest_unpublished
        await desk.becomes(ticket, "breached")
