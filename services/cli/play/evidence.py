"""Everything that the report is computed from: what was sent, and what edge, Kafka and store say about it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.cli.play.edge import Edge
from services.cli.play.kafka import Event, Kafka, Offsets
from services.cli.play.ops import outbox_pending
from services.cli.play.receipts import Receipt
from services.cli.play.scene import Scene
from services.cli.play.stored import Stored, read_stored
from services.cli.play.wording import Wording

Json = dict[str, Any]

# Wall seconds. A relay looks into its outboxes once a second, and what it counted stands in the metrics until the next.
REST_PATIENCE = 20.0
_LOOK_AGAIN = 1.2


@dataclass(frozen=True)
class Before:
    """How things stood when the play began."""

    ends: Offsets
    dead_letters: Mapping[str, int]


@dataclass(frozen=True)
class Answers:
    """This run's things as the edge tells them: `tickets` by id, `messages` by ticket, `accounts` and `entries` by
    customer."""

    tickets: Mapping[str, Json] = field(default_factory=dict)
    messages: Mapping[str, Sequence[Json]] = field(default_factory=dict)
    clocks: Sequence[Json] = ()
    accounts: Mapping[str, Json] = field(default_factory=dict)
    entries: Mapping[str, Sequence[Json]] = field(default_factory=dict)

    def ids(self) -> set[str]:
        """Of the tickets and of their messages."""
        return {*self.tickets, *(message["message_id"] for each in self.messages.values() for message in each)}


@dataclass(frozen=True)
class Evidence:
    """`events` are those of this run; `dead_letters` are those that came up in its time, whoever caused them.
    `unsettled` is what had not come to rest when it was gathered."""

    receipts: Sequence[Receipt] = ()
    answers: Answers = field(default_factory=Answers)
    events: Sequence[Event] = ()
    stored: Sequence[Stored] = ()
    pending: Mapping[str, int | None] = field(default_factory=dict)
    lags: Mapping[str, int] = field(default_factory=dict)
    dead_letters: Mapping[str, int] = field(default_factory=dict)
    unsettled: Sequence[str] = ()

    @property
    def at_rest(self) -> bool:
        """Whether nothing waits, in an outbox or for a reader."""
        waiting = (*self.pending.values(), *self.lags.values(), *(document.waiting for document in self.stored))
        return not any(waiting)

    @property
    def tenants(self) -> set[str]:
        """Whose the events are: one, when all is well."""
        return {event.envelope.tenant for event in self.events}


async def look_before(kafka: Kafka) -> Before:
    """Raises Away."""
    return Before(await kafka.ends(), await kafka.dead_letters())


async def gather(scene: Scene, receipts: Sequence[Receipt], before: Before, unsettled: Sequence[str]) -> Evidence:
    """Takes the picture at a moment at which nothing moves: the simulated clock goes on, and promises still end.

    Where no such moment comes within REST_PATIENCE, it answers the last picture. Raises EdgeAway, Away (Kafka, the
    store).
    """
    answers = await ask(scene.edge, scene.wording)
    ours = answers.ids() | {receipt.ticket_id for receipt in receipts}
    give_up = time.monotonic() + REST_PATIENCE
    while True:
        ends = await scene.kafka.ends()
        seen = await _look(scene, before, ends, lambda name: name in ours or scene.wording.is_own(name))
        moved = await scene.kafka.ends() != ends
        if (seen.at_rest and not moved) or time.monotonic() > give_up:
            return replace(seen, receipts=receipts, answers=answers, unsettled=unsettled)
        await asyncio.sleep(_LOOK_AGAIN)


async def _look(scene: Scene, before: Before, ends: Offsets, is_ours: Callable[[str], bool]) -> Evidence:
    read = await scene.kafka.read(before.ends, ends)
    events = [event for event in read if is_ours(event.envelope.subject) or is_ours(event.key)]
    stored: list[Stored] = []
    for tenant in {event.envelope.tenant for event in events}:
        where = (scene.settings.mongodb_uri, scene.settings.database_prefix, tenant)
        stored.extend(await asyncio.to_thread(read_stored, *where, is_ours))
    return Evidence(
        events=events,
        stored=stored,
        pending=await outbox_pending(scene.settings),
        lags=await scene.kafka.lags(),
        dead_letters=_grown(before.dead_letters, await scene.kafka.dead_letters()),
    )


async def ask(edge: Edge, wording: Wording) -> Answers:
    """What the edge tells of this run. Raises EdgeAway."""
    listed = edge.each("/v1/tickets", "tickets")
    tickets = {ticket["ticket_id"]: ticket async for ticket in listed if wording.is_own(ticket["thread"])}
    listed = edge.each("/v1/loyalty/accounts", "accounts")
    accounts = {account["customer_id"]: account async for account in listed if wording.is_own(account["customer_id"])}
    return Answers(
        tickets=tickets,
        messages=await _each_of(edge, tickets, "/v1/tickets/{}/messages", "messages"),
        clocks=[clock async for clock in edge.each("/v1/sla/clocks", "clocks") if clock["ticket_id"] in tickets],
        accounts=accounts,
        entries=await _each_of(edge, accounts, "/v1/loyalty/accounts/{}/entries", "entries"),
    )


async def _each_of(edge: Edge, ids: Iterable[str], path: str, field_name: str) -> dict[str, list[Json]]:
    """A whole list for each id; the edge's client bounds how many are asked for at once."""

    async def one(id_: str) -> list[Json]:
        return [entry async for entry in edge.each(path.format(id_), field_name)]

    ids = list(ids)
    return dict(zip(ids, await asyncio.gather(*(one(id_) for id_ in ids)), strict=True))


def _grown(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    return {topic: count - before.get(topic, 0) for topic, count in now.items() if count > before.get(topic, 0)}
