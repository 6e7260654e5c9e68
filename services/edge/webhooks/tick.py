"""The tick role: whatever is due is sent, by turns, so that no endpoint waits for a slow one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from services.edge.webhooks.changing import Commands, change_of
from services.edge.webhooks.deliveries import Deliveries
from services.edge.webhooks.domain import endpoint as rules
from services.edge.webhooks.domain.endpoint import Decided, Endpoint
from services.edge.webhooks.domain.retrying import breather
from services.edge.webhooks.domain.words import DisabledReason
from services.edge.webhooks.queues import Claim, Queues
from services.edge.webhooks.sealing import Sealer, Unopened
from services.edge.webhooks.sending import Sender
from services.edge.webhooks.turn import Course, Turn
from services.kit.aggregate import Change, Work
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.logs import get_logger
from services.kit.telemetry import WEBHOOK_OLDEST_DUE_SECONDS

# Endpoints that a process looks after at once.
MOST_TURNS = 128
_PART = "webhooks"
# Wall seconds: between two looks where nothing calls, and where the store is away; until a turn in hand is given up.
_POLL, _AWAY, _PATIENCE = 0.5, 2.0, 8.0
# Wall seconds between two looks at how long the oldest has waited.
_MEASURED_EVERY = 5.0
# Until an endpoint is looked at again whose secret can't be opened.
_SEALED = timedelta(minutes=1)

log = get_logger(__name__)


class Sending:
    """Sends for as long as it runs. `sealer` None: there are no keys, and nothing can be signed."""

    def __init__(
        self,
        queues: Queues,
        deliveries: Deliveries,
        run: Commands,
        sender: Sender,
        sealer: Sealer | None,
        patience: timedelta,
        clock: Clock,
        health: Health,
        called: asyncio.Event,
    ) -> None:
        """`called` is set by whoever makes something due in this process; others' is found before long."""
        self._queues = queues
        self._deliveries = deliveries
        self._run = run
        self._sender = sender
        self._sealer = sealer
        self._patience = patience
        self._clock = clock
        self._health = health
        self._called = called
        self._turns: set[asyncio.Task[None]] = set()
        self._measured = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; then what is under way is finished, if it doesn't take long."""
        self._health.starting(_PART)
        try:
            while not stop.is_set():
                self._health.beat(_PART)
                self._called.clear()
                rest = await self._begin(stop)
                if rest:
                    await _any_of((stop, self._called), rest)
        finally:
            self._health.ended(_PART)
            if self._turns:
                await asyncio.wait(self._turns, timeout=_PATIENCE)
            for turn in self._turns:
                turn.cancel()
            await asyncio.gather(*self._turns, return_exceptions=True)

    async def _begin(self, stop: asyncio.Event) -> float:
        """Begins the turns that are due; answers how long there is nothing more to begin."""
        try:
            free = MOST_TURNS - len(self._turns)
            claims = await asyncio.to_thread(self._queues.claim, free) if free else []
            await self._measure()
            self._health.ok(_PART)
        except Away as away:
            self._health.failing(_PART, str(away))
            return _AWAY
        for claim in claims:
            turn = asyncio.create_task(self._turn(claim, stop))
            self._turns.add(turn)
            turn.add_done_callback(self._ended)
        return 0.0 if claims else _POLL

    def _ended(self, turn: asyncio.Task[None]) -> None:
        """There is room for another one, and it may be the same endpoint's."""
        self._turns.discard(turn)
        self._called.set()
        if not turn.cancelled() and turn.exception() is not None:
            log.error("webhook_turn_failed", exc_info=turn.exception())

    async def _measure(self) -> None:
        if time.monotonic() - self._measured >= _MEASURED_EVERY:
            self._measured = time.monotonic()
            oldest = await asyncio.to_thread(self._queues.oldest)
            WEBHOOK_OLDEST_DUE_SECONDS.set(oldest.total_seconds())

    async def _turn(self, claim: Claim, stop: asyncio.Event) -> None:
        try:
            following, rest = await self._looked_after(claim, stop)
            await asyncio.to_thread(self._queues.release, claim, following, rest)
        except* Away as lost:
            # The lease ends, and somebody goes on.
            log.warning("webhook_turn_lost", endpoint=claim.key, why=str(lost.exceptions[0]))

    async def _looked_after(self, claim: Claim, stop: asyncio.Event) -> tuple[datetime | None, datetime | None]:
        """When the endpoint has something due again, and until when it is left alone. Raises Away."""
        now = self._clock.now()
        if not claim.endpoint.enabled:
            await asyncio.to_thread(self._deliveries.give_up, claim.key)
            return None, None
        try:
            secrets = self._opened(claim.endpoint)
        except Unopened:
            log.error("webhook_secret_unopened", endpoint=claim.key, why="HELIODESK_WEBHOOK_KEYS lacks its key")
            return now, now + _SEALED
        course = await Turn(claim, secrets, self._sender, self._deliveries, self._clock).run(stop)
        endpoint = await self._judged(claim, course)
        if not endpoint.enabled:
            await asyncio.to_thread(self._deliveries.give_up, claim.key)
            return None, None
        following = await asyncio.to_thread(self._deliveries.next_due, claim.key)
        now = self._clock.now()
        rest = max(course.rest, breather(now - endpoint.failing_since) if endpoint.failing_since else timedelta())
        return following, now + rest if rest else None

    def _opened(self, endpoint: Endpoint) -> list[str]:
        """Raises Unopened."""
        if self._sealer is None:
            raise Unopened
        return [self._sealer.open(sealed) for sealed in endpoint.signing(self._clock.now())]

    async def _judged(self, claim: Claim, course: Course) -> Endpoint:
        """The endpoint with what the turn says of it. A turn of both kinds is one in which it takes something."""
        endpoint, now = claim.endpoint, self._clock.now()
        if course.gone:
            return await self._decided(claim, lambda known: rules.disable(known, DisabledReason.GONE, now))
        if course.taken and endpoint.failing_since:
            return await self._decided(claim, rules.took)
        if course.failed and not course.taken:
            return await self._decided(claim, lambda known: rules.failed(known, self._patience, now))
        return endpoint

    async def _decided(self, claim: Claim, rule: Callable[[Endpoint], Decided]) -> Endpoint:
        def decide(known: Endpoint | None) -> Change[Endpoint] | None:
            return change_of(rule(known)) if known is not None else None

        after = (await self._run(Work(claim.key, decide))).state or claim.endpoint
        if claim.endpoint.enabled and not after.enabled:
            log.warning("webhook_endpoint_disabled", endpoint=claim.key, reason=str(after.disabled_reason))
        return after


async def _any_of(events: tuple[asyncio.Event, ...], seconds: float) -> None:
    """Until one of them is set, or so many wall seconds are over."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
