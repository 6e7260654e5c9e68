"""What became of the messages that were sent: in the store, and in Kafka."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from pymongo import MongoClient

from services.kit import topics
from services.kit.broker import lags
from services.kit.envelope import Envelope
from services.kit.errors import Away
from tests.bench.load_platform import Platform
from tests.support.streams import read_topic

# Each message opens a ticket: these are told of it, once.
_ONCE = tuple(
    kind.DESCRIPTOR.full_name for kind in (ticketing.TicketOpened, ticketing.MessageReceived, sla.ClockStarted)
)
_LOOK_EVERY = 1.0


@dataclass(frozen=True)
class Outcome:
    """Tickets by their conversation's thread, as the store has them; how many events of a type, told apart by their
    ids, Kafka has of a ticket."""

    tickets: Mapping[str, Sequence[tuple[str, int]]]
    events: Mapping[str, Counter[str]]

    def lost(self, accepted: Iterable[tuple[str, str]]) -> list[str]:
        """Those of the accepted (thread, ticket) that aren't there as they should be, and why."""
        return [f"{thread}: {why}" for thread, ticket in accepted if (why := self._wrong(thread, ticket))]

    def _wrong(self, thread: str, ticket: str) -> str:
        if self.tickets.get(thread) != [(ticket, 1)]:
            return f"answered with ticket {ticket} of one message, the store has {self.tickets.get(thread)}"
        counted = self.events.get(ticket, Counter())
        return ", ".join(f"{counted[kind]} {kind}" for kind in _ONCE if counted[kind] != 1)


def settled(platform: Platform, within: float) -> float:
    """Waits until all groups have read all; answers how many wall seconds that took. Raises RuntimeError."""
    began = time.monotonic()
    while _behind(platform):
        if time.monotonic() - began > within:
            raise RuntimeError(f"consumers are still behind after {within:.0f} s")
        time.sleep(_LOOK_EVERY)
    return time.monotonic() - began


def _behind(platform: Platform) -> bool:
    try:
        return any(lag.behind for lag in lags(platform.kafka))
    except Away:
        return True


def outcome(platform: Platform) -> Outcome:
    """Of all that was ever sent."""
    tickets: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    with MongoClient(platform.env["MONGODB_URI"]) as client:
        database = client[f"{platform.env['HELIODESK_DATABASE']}_ticketing"]
        for found in database["tickets"].find({}, {"state.ticket_id": 1, "state.thread": 1, "state.message_count": 1}):
            state = found["state"]
            tickets[state["thread"]].append((state["ticket_id"], state["message_count"]))
    return Outcome(tickets, asyncio.run(_events(platform.kafka)))


async def _events(kafka: str) -> dict[str, Counter[str]]:
    ids: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for topic in (topics.TICKET, topics.CLOCK):
        for record in await read_topic(kafka, topic.name):
            envelope = Envelope.from_headers(record.headers)
            ids[envelope.subject, envelope.type].add(envelope.id)
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (ticket, kind), found in ids.items():
        counted[ticket][kind] = len(found)
    return counted
