"""How the timer of a draw rings: its list is frozen, its winners are drawn; of a cancelled one the points go back.

The list is frozen only when the accounts' topic has been read past the closing instant, over all partitions: what was
paid before it may still be in the queue, or on its way there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from heliodesk.loyalty.v1 import draw_events_pb2
from pymongo.database import Database

from services.kit.aggregate import Change
from services.kit.errors import Refused
from services.kit.ids import split_document_id
from services.kit.instants import from_text
from services.kit.logs import get_logger
from services.kit.mongo import store_errors
from services.kit.store import Store
from services.kit.ticking.reading import Reading, Unpublished
from services.kit.ticking.rules import Rules
from services.kit.ticking.shards import Plans
from services.kit.ticking.timer import Timer
from services.kit.topics import ACCOUNT
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.draws.draw import Decision, Draw, PaidEntry, check_seed, close, complete, give_back
from services.loyalty.domain.draws.drawing import draw_winners, tickets_of
from services.loyalty.domain.draws.events import DrawWinner
from services.loyalty.domain.draws.secrets import DrawSecrets
from services.loyalty.draws.documents import CLOSE, COMPLETE, DRAW_TIMERS, read_list

TICK_GROUP = "loyalty-draws-tick"
PLANS: Plans = {
    draw_events_pb2.DrawScheduled: ("closes_at",),
    draw_events_pb2.DrawCancelled: ("cancelled_at",),
}
# Places that are read at once, and given back at once.
_PAGE = 2_000
_GIVEN_BACK_AT_ONCE = 200

Next = Callable[[Draw, datetime], Decision]

log = get_logger(__name__)


class DrawTimers(Rules[Draw]):
    """`reading` follows the accounts' topic for the group that fills the lists."""

    def __init__(self, store: Store[Draw], secrets: DrawSecrets, reading: Reading, now: Callable[[], datetime]) -> None:
        self._store = store
        self._secrets = secrets
        self._reading = reading
        self._now = now
        self._prepared: dict[str, Next] = {}

    async def prepare(self, timers: Sequence[Timer]) -> Collection[Timer]:
        """Raises Away."""
        closing = [timer for timer in timers if timer.what == CLOSE]
        waiting = closing if closing and not await self._all_read(max(timer.at for timer in closing)) else []
        ready = [timer for timer in timers if timer not in waiting]
        prepared, undrawn = await asyncio.to_thread(self._prepare, ready)
        # The auditor may ring beside the tick.
        self._prepared.update(prepared)
        return [*waiting, *undrawn]

    def _prepare(self, timers: Sequence[Timer]) -> tuple[dict[str, Next], list[Timer]]:
        prepared, undrawn = {}, []
        for timer in timers:
            try:
                if (next_ := self._next(timer)) is not None:
                    prepared[timer.id] = next_
            except Refused as refusal:
                # The draw can wait for somebody to bring the secret back; other shops' can't.
                log.error("draw_waits", draw=timer.aggregate_id, why=str(refusal))
                undrawn.append(timer)
        return prepared, undrawn

    async def _all_read(self, instant: datetime) -> bool:
        partitions = range(ACCOUNT.partitions)
        await self._reading.follow(dict.fromkeys(partitions, instant), self._now())
        return all(self._reading.read_past(one, instant) for one in partitions)

    def _next(self, timer: Timer) -> Next | None:
        """What is to be done, with all that has to be read for it; None where somebody else has rung the timer, or its
        draw's own write is on its way. Raises Away, Refused (SEED_LOST)."""
        if timer.what == CLOSE:
            return close
        draw = self._store.get(timer.aggregate_id)
        if draw is None or draw.plan != timer.plan:
            return None
        if timer.what == COMPLETE:
            return self._drawn(timer.aggregate_id, draw)
        page = read_list(self._store, timer.aggregate_id, draw.returned, draw.places, _GIVEN_BACK_AT_ONCE)
        return lambda draw, now: give_back(draw, [paid for _, paid in page], now)

    def _drawn(self, aggregate_id: str, draw: Draw) -> Next:
        """The list is frozen, so its winners are known before the write."""
        seed = self._secrets.seed(*split_document_id(aggregate_id), draw.nonce)
        check_seed(draw, seed)
        paid = list(self._whole_list(aggregate_id, draw))
        customers = {one.participant_id: one.customer_id for one in paid}
        tickets = tickets_of(one.place for one in paid)
        wins = draw_winners(seed, draw.list_hash, draw.rules.prizes, tickets)
        winners = tuple(DrawWinner(win.prize_id, win.participant_id, customers[win.participant_id]) for win in wins)
        return lambda draw, now: complete(draw, seed, winners, len(tickets), now)

    def _whole_list(self, aggregate_id: str, draw: Draw) -> Iterator[PaidEntry]:
        after = 0
        while after < draw.places:
            page = read_list(self._store, aggregate_id, after, draw.places, _PAGE)
            if [number for number, _ in page] != list(range(after + 1, after + 1 + len(page))) or not page:
                raise ValueError(f"the list of draw {aggregate_id} has a gap after place {after}")
            yield from (paid for _, paid in page)
            after += len(page)

    def ring(self, timer: Timer, now: datetime) -> Callable[[Draw | None], Change[Draw] | None]:
        """What was prepared, unless the draw has gone on."""
        prepared = self._prepared.pop(timer.id, None)

        def decide(draw: Draw | None) -> Change[Draw] | None:
            if prepared is None or draw is None or draw.plan != timer.plan:
                return None
            decided, events = prepared(draw, now)
            return Change(decided, events, now, writes=DRAW_TIMERS.writes_of(timer.aggregate_id, draw, decided, now))

        return decide

    def spent(self, timer: Timer, state: Draw | None) -> bool:
        return DRAW_TIMERS.spent(timer, state)

    def wanted(self, aggregate_id: str, state: Draw, now: datetime) -> tuple[Timer, ...]:
        return DRAW_TIMERS.timers_of(aggregate_id, state, now)


def unpublished_accounts(database: Database[dict[str, Any]]) -> Unpublished:
    """When the oldest event of an account happened that Kafka may not have."""

    def oldest() -> datetime | None:
        with store_errors():
            found = database[ACCOUNTS.commits].find(unpublished_query(), {"outbox.time": 1}).sort("pending", 1)
            commits = list(found.limit(1))
        return min(from_text(entry["time"]) for entry in commits[0]["outbox"]) if commits else None

    async def oldest_at() -> datetime | None:
        return await asyncio.to_thread(oldest)

    return oldest_at


def unpublished_query() -> dict[str, Any]:
    """What finds the commits that Kafka may not have."""
    return {"pending": {"$gt": ""}}
