"""Plays a day: each action at its instant, what belongs together in its order, and a receipt for each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from services.cli.play.day import Action, Day
from services.cli.play.edge import Edge, EdgeAway
from services.cli.play.receipts import Answer, Outcome, Receipt
from services.cli.play.wording import Wording
from services.kit.clock import Clock
from services.kit.retry import backoff

# A survey follows the solved ticket through Kafka; it comes in well under a second, or later when a service was killed.
_SURVEY_PATIENCE = 60.0


class Player:
    """`speed` is how many times faster than the clock's own day the actions follow one another."""

    def __init__(self, day: Day, wording: Wording, edge: Edge, clock: Clock, starts_at: datetime, speed: float) -> None:
        self._day = day
        self._wording = wording
        self._edge = edge
        self._clock = clock
        self.starts_at = starts_at
        self._speed = speed
        self._tickets: dict[tuple[str, ...], str] = {}
        self.receipts: list[Receipt] = []

    @property
    def rate(self) -> float:
        """How many times faster than real the day goes by."""
        return self._clock.rate * self._speed

    async def play(self, stop: asyncio.Event, told: Callable[[Receipt], None]) -> bool:
        """Sends everything, tells of each receipt; True when it came to the end, False when `stop` was set before."""
        lanes = [asyncio.create_task(self._lane(actions, told)) for actions in self._day.lanes().values()]
        stopped = asyncio.create_task(stop.wait())
        everything = asyncio.gather(*lanes)
        try:
            await asyncio.wait({everything, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if everything.done():
                everything.result()
            return everything.done()
        finally:
            stopped.cancel()
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)

    async def _lane(self, actions: list[Action], told: Callable[[Receipt], None]) -> None:
        for action in actions:
            instant = self.starts_at + action.at / self._speed
            await self._clock.sleep_until(instant)
            late = (self._clock.now() - instant).total_seconds() / self._clock.rate
            ticket_id, answer = await self._do(action)
            receipt = Receipt(action, answer, ticket_id, late)
            self.receipts.append(receipt)
            told(receipt)

    async def _do(self, action: Action) -> tuple[str, Answer]:
        """The ticket that it is about, and the edge's answer."""
        if action.do == "order":
            return "", await self._edge.post(self._wording.order_fact(action))
        if action.do == "message":
            return await self._write(action)
        ticket_id = self._tickets.get(action.lane, "")
        if not ticket_id:
            return "", Answer(Outcome.SKIPPED, reason="its conversation has no ticket")
        if action.do == "answer_survey":
            return ticket_id, await self._answer_survey(action, ticket_id)
        return ticket_id, await self._edge.post(self._wording.about_ticket(action, ticket_id))

    async def _write(self, action: Action) -> tuple[str, Answer]:
        answer = await self._edge.post(self._wording.message(action))
        ticket_id = answer.body.get("ticket_id", "")
        if ticket_id:
            self._tickets[action.lane] = ticket_id
        return ticket_id, answer

    async def _answer_survey(self, action: Action, ticket_id: str) -> Answer:
        give_up = time.monotonic() + _SURVEY_PATIENCE
        for delay in backoff(first=0.1, longest=1.0):
            try:
                found = await self._edge.get(f"/v1/tickets/{ticket_id}/survey")
            except EdgeAway as away:
                return Answer(Outcome.SKIPPED, reason=str(away))
            if found is not None:
                return await self._edge.post(self._wording.survey_answer(action, found["survey"]["survey_id"]))
            if time.monotonic() > give_up:
                break
            await asyncio.sleep(delay)
        return Answer(Outcome.SKIPPED, reason="no survey was offered")
