"""One turn at one endpoint: some of what is due is sent, a few at once, until that is done, something fails, or the
turn has lasted long enough for others to have theirs. An endpoint that takes nothing gets one delivery a turn."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.edge.webhooks.deliveries import Deliveries
from services.edge.webhooks.domain.delivery import Delivery
from services.edge.webhooks.domain.retrying import Attempt, Ending, judge
from services.edge.webhooks.domain.words import DeliveryStatus
from services.edge.webhooks.queues import Claim
from services.edge.webhooks.sending import Line, Sender
from services.kit.clock import Clock
from services.kit.telemetry import WEBHOOK_ATTEMPT_SECONDS, WEBHOOK_DELIVERIES

# Deliveries that are under way to one endpoint, and that one turn takes.
AT_ONCE, IN_A_TURN = 8, 40
# Wall seconds after which a turn begins nothing more.
LONGEST = 5.0

_BECAME = {
    Ending.DELIVERED: DeliveryStatus.DELIVERED,
    Ending.RETRIED: DeliveryStatus.WAITING,
    Ending.GIVEN_UP: DeliveryStatus.FAILED,
    Ending.GONE: DeliveryStatus.FAILED,
}
# A receiver that says so speaks of itself, not of the delivery alone.
_OVERLOADED = frozenset({429, 503})


@dataclass(slots=True)
class Course:
    """How a turn went. `rest` is how long the endpoint asks to be left alone."""

    taken: int = 0
    failed: int = 0
    gone: bool = False
    rest: timedelta = timedelta()


class Turn:
    """`secrets` sign what is sent."""

    def __init__(
        self, claim: Claim, secrets: Sequence[str], sender: Sender, deliveries: Deliveries, clock: Clock
    ) -> None:
        self._claim = claim
        self._secrets = secrets
        self._sender = sender
        self._deliveries = deliveries
        self._clock = clock
        self._course = Course()

    async def run(self, stop: asyncio.Event) -> Course:
        """Until `stop`, with what is under way finished. Raises Away: what was sent and not recorded is sent again."""
        most = 1 if self._claim.endpoint.failing_since else IN_A_TURN
        due = await asyncio.to_thread(self._deliveries.due, self._claim.key, self._clock.now(), most)
        waiting, ends = deque(due), time.monotonic() + LONGEST

        async def send_some() -> None:
            while waiting and not self._course.failed and not stop.is_set() and time.monotonic() < ends:
                await self._try(line, *waiting.popleft())

        async with self._sender.line() as line, asyncio.TaskGroup() as senders:
            for _ in range(min(AT_ONCE, len(due))):
                senders.create_task(send_some())
        return self._course

    async def _try(self, line: Line, delivery: Delivery, body: bytes) -> None:
        url, at = self._claim.endpoint.url, self._clock.now()
        attempt = await line.send(url, delivery.delivery_id, body, self._secrets, at)
        now = self._clock.now()
        judgement = judge(attempt, delivery.tries + 1, now, random.uniform)
        self._note(attempt, judgement.ending)
        status = _BECAME[judgement.ending]
        await asyncio.to_thread(self._deliveries.record, delivery, attempt, status, judgement.due)

    def _note(self, attempt: Attempt, ending: Ending) -> None:
        course = self._course
        course.taken += ending is Ending.DELIVERED
        course.failed += ending is not Ending.DELIVERED
        course.gone = course.gone or ending is Ending.GONE
        if attempt.status_code in _OVERLOADED and attempt.retry_after:
            course.rest = max(course.rest, attempt.retry_after)
        WEBHOOK_DELIVERIES.labels(ending).inc()
        WEBHOOK_ATTEMPT_SECONDS.labels(ending).observe(attempt.duration_ms / 1000)
