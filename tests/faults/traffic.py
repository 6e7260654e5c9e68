"""Traffic as a shop has it, against the edge, from a client that sends again what got no answer; and what must be true
of it afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pprint import pformat
from typing import Any
from uuid import uuid4

from services.cli.play.day import Action, Day
from services.cli.play.edge import Edge
from services.cli.play.evidence import Before, Evidence, gather, look_before
from services.cli.play.invariants import judge
from services.cli.play.player import Player
from services.cli.play.points import expected_accounts
from services.cli.play.receipts import Receipt
from services.cli.play.scene import Scene
from services.cli.play.settling import settle
from services.cli.play.wording import Wording
from services.kit.clock import Clock
from services.kit.instants import from_text
from tests.faults.platform import Platform
from tests.support.streams import eventually

EPOCH = datetime(2026, 3, 2, tzinfo=UTC)
_CURRENCIES = ("EUR", "USD", "JPY", "KWD")
_PRIORITIES = ("urgent", "high", "normal", "low")
# The engine of these tests has the second language, and not the first.
_WORDS = (
    "Guten Tag, meine Bestellung ist noch nicht angekommen. Wo bleibt sie?",
    "Buenos días, mi pedido todavía no ha llegado. ¿Dónde está mi paquete?",
)

# Wall seconds that a command may be in flight between its look at the clock and its write: a call has five. A verdict
# waits for a quarter of a second of them, which is what they take while nothing is broken.
IN_FLIGHT_SECONDS = 6


class Traffic:
    """Some conversations and orders, begun one after the other over `seconds` wall seconds."""

    def __init__(self, platform: Platform, seconds: float, conversations: int = 14, orders: int = 10) -> None:
        self._platform = platform
        self._clock: Clock = platform.settings.clock()
        self.day = make_day(timedelta(seconds=seconds * self._clock.rate), conversations, orders)
        self._edge = Edge(platform.edge_url, platform.api_key(), patience=120)
        self._before: Before | None = None
        self._player: Player | None = None
        self._scene: Scene | None = None

    @property
    def receipts(self) -> Sequence[Receipt]:
        return self._player.receipts

    @property
    def told(self) -> float:
        """The share of the actions that have their answer."""
        return len(self.receipts) / len(self.day.actions)

    async def until(self, share: float, within: float = 60.0) -> None:
        """Returns when this share of the actions has its answer, and some haven't."""
        await eventually(lambda: self.told >= share, within)
        assert self.told < 1, "the traffic is over before anything could happen to it"

    @asynccontextmanager
    async def flowing(self) -> AsyncIterator[None]:
        """Plays beside what is done inside; all of it has been sent at the end."""
        self._before = await look_before(self._platform.kafka)
        starts_at = self._clock.now()
        wording = Wording(self.day, f"r{uuid4().hex[:8]}", starts_at - self.day.epoch)
        self._player = Player(self.day, wording, self._edge, self._clock, starts_at, speed=1)
        self._scene = Scene(self._edge, self._platform.kafka, self._platform.settings, wording)
        playing = asyncio.create_task(self._player.play(asyncio.Event(), lambda receipt: None))
        try:
            yield
            assert await playing
        finally:
            playing.cancel()
            await asyncio.wait([playing])

    async def assert_all_is_well(self) -> Evidence:
        """Waits until nothing is on its way any more. Everything was accepted, and every invariant holds."""
        tickets = {receipt.ticket_id for receipt in self.receipts if receipt.ticket_id}
        try:
            unsettled = await settle(self._scene, tickets, self._clock.now(), patience=90)
            evidence = await gather(self._scene, self.receipts, self._before, unsettled)
        finally:
            await self._edge.close()
        found = judge(evidence, self._scene.wording, expected_accounts(self.receipts, self._scene.wording))
        problems = {finding.name: list(finding.problems) for finding in found if not finding.ok}
        for name, wrong in (
            ("every action is accepted", not_accepted(self.receipts)),
            ("a solved ticket has one survey, and its answer", wrong_surveys(evidence)),
            (
                "a promise is judged by when the reply was sent",
                wrong_verdicts(evidence, timedelta(seconds=IN_FLIGHT_SECONDS * self._clock.rate)),
            ),
        ):
            if listed := list(wrong):
                problems[name] = listed
        assert not problems, pformat(problems, width=140)
        return evidence


def make_day(length: timedelta, conversations: int, orders: int) -> Day:
    told: list[tuple[timedelta, str, dict[str, Any]]] = []
    # A lane takes half of the time, and the last one begins when half of it is over.
    for number in range(conversations):
        begins = length / 2 * (number / conversations)
        told.extend((begins + length / 2 * at, *said) for at, *said in _conversation(number))
    for number in range(orders):
        begins = length / 2 * (number / orders)
        told.extend((begins + length / 2 * at, "order", said) for at, said in _order(number))
    numbers = count(1)
    ordered = sorted(told, key=lambda action: action[0])
    return Day(EPOCH, tuple(Action(next(numbers), at, do, content) for at, do, content in ordered))


def _conversation(number: int) -> Iterator[tuple[float, str, dict[str, Any]]]:
    """Place in the lane's time (0 to 1), what is done, and what it says."""
    where = {"channel": "chat", "thread": f"thread-{number}"}
    agent = {**where, "agent": f"agent-{number % 3}"}
    sender = {"address": f"visitor-{number}", "name": "Ada Lang", "customer": f"customer-{number}"}

    words = _WORDS[number % 2]

    def message(place: int) -> dict[str, Any]:
        return {**where, "message": f"thread-{number}-{place}", "from": sender, "text": f"{words} ({place})"}

    yield 0.0, "message", message(1)
    yield 0.1, "priority", {**where, "priority": _PRIORITIES[number % 4]}
    yield 0.2, "message", message(2)
    yield 0.3, "note", {**agent, "text": "The parcel stands at the customs."}
    yield 0.4, "assign", agent
    yield 0.5, "reply", {**agent, "text": "It comes on Thursday."}
    yield 0.6, "message", message(3)
    yield 0.7, "status", {**agent, "status": "solved"}
    yield 0.9, "answer_survey", {**where, "score": 1 + number % 5, "comment": f"comment {number}"}


def _order(number: int) -> Iterator[tuple[float, dict[str, Any]]]:
    currency, total = _CURRENCIES[number % 4], 10_000 + 1_234 * number
    name = f"order-{number}"

    def fact(kind: str, said: dict[str, Any]) -> dict[str, Any]:
        return {"order": name, "fact_id": f"{name}-{kind}", kind: said}

    placed = {"customer": f"customer-{number // 2}", "country": "DE", "currency": currency, "total": total}
    line = {"line": 1, "sku": "chair", "quantity": 1, "unit_price": total}
    parcel = {"carrier": "Northway", "tracking_number": f"N{number}", "expected_at": "2026-03-05T00:00:00Z"}
    yield 0.0, fact("placed", {**placed, "lines": [line]})
    yield 0.2, fact("paid", {})
    yield 0.4, fact("shipped", parcel)
    yield 0.6, fact("delivered", {})
    if number % 2:
        # A third of it comes back; from every fourth order, the rest as well.
        yield 0.8, fact("refunded", {"refund_id": f"{name}-r1", "amount": total // 3})
    if number % 4 == 3:
        rest = {"refund_id": f"{name}-r2", "amount": total - total // 3}
        yield 0.9, {"order": name, "fact_id": f"{name}-rest", "refunded": rest}


def not_accepted(receipts: Sequence[Receipt]) -> Iterator[str]:
    for receipt in receipts:
        if not receipt.accepted:
            answer = receipt.answer
            yield f"action {receipt.action.number} ({receipt.action.do}): {answer.outcome}, {answer.reason}"


def wrong_surveys(evidence: Evidence) -> Iterator[str]:
    """What the tickets' own events say was solved, against the surveys' events: repetitions on Kafka count once."""
    solved = {receipt.ticket_id for receipt in evidence.receipts if receipt.action.do == "status"}
    wanted = sorted((kind, ticket) for ticket in solved for kind in ("SurveyOffered", "SurveyAnswered"))
    told = {
        (event.name, event.envelope.subject, event.envelope.id)
        for event in evidence.events
        if event.name.startswith("Survey")
    }
    found = sorted((kind, ticket) for kind, ticket, _ in told)
    if found != wanted:
        yield f"{len(solved)} tickets are solved, and the surveys' events are {found}"


def wrong_verdicts(evidence: Evidence, in_flight: timedelta) -> Iterator[str]:
    """Each ticket has one promise; its verdict follows from when the first reply was sent, whenever that was read.

    A reply that waits in ticketing's outbox is waited for. One whose write was still in flight can't be seen: if it was
    sent less than `in_flight` before the due instant, it may have come too late.
    """
    answers = evidence.answers
    clocks = {clock["ticket_id"]: clock for clock in answers.clocks}
    if sorted(clock["ticket_id"] for clock in answers.clocks) != sorted(answers.tickets):
        yield f"{len(answers.tickets)} tickets have {len(answers.clocks)} promises"
    for ticket_id, clock in clocks.items():
        replies = [one["sent_at"] for one in answers.messages[ticket_id] if one["kind"] == "reply"]
        left = from_text(clock["due_at"]) - from_text(replies[0]) if replies else timedelta(-1)
        possible = {"breached"} if left < timedelta(0) else {"met"} if left > in_flight else {"met", "breached"}
        if clock["state"] not in possible:
            yield f"ticket {ticket_id}: {clock['state']}, due at {clock['due_at']}, replies at {replies}"
