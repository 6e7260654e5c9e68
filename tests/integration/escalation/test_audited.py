"""A timer that is gone, as no fault that we know of would make it."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chains import chain, notify, wait
from tests.support.streams import eventually


async def test_the_auditor_puts_back_a_timer_that_is_missing_and_the_step_is_taken(desk):
    await desk.publish(chain(wait(600), notify()))
    async with desk.following(), desk.ticking() as auditor:
        ticket = await desk.opened()
        await desk.breached(ticket)
        await desk.stands_at(ticket, 1)
        await eventually(lambda: desk.timers.count_documents({}) == 1)
        desk.timers.delete_many({})
        desk.pass_time(minutes=10)
        assert await auditor.audit() == 0
        desk.pass_time(minutes=2)
        assert await auditor.audit() == 1
        done = await desk.the_one_of(ticket, state="exhausted")
        assert done.ended_at - done.started_at >= timedelta(minutes=10)
        await desk.tells(done.escalation_id, "EscalationStarted", "StepTaken", "PersonNotified", "EscalationExhausted")
        desk.pass_time(minutes=2)
        assert await auditor.audit() == 0
