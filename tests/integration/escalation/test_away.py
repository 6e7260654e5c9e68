"""Whom a step needs is away for a while."""

from __future__ import annotations

from tests.support.chains import chain, notify, raise_to, wait
from tests.support.streams import eventually


async def test_while_the_neighbours_are_away_a_step_waits_and_is_taken_once_they_are_back(running_desk, neighbours):
    desk = running_desk
    await desk.publish(
        chain(notify(), raise_to(), chain_id="asks", markets=("DE",)),
        chain(wait(60), wait(60), notify(), chain_id="waits"),
    )
    await neighbours.stop()
    asking, waiting = await desk.opened(market="DE"), await desk.opened()
    await desk.known(asking, market="DE")
    await desk.breached(asking)
    await desk.breached(waiting)
    await eventually(lambda: desk.of(asking) and desk.of(asking)[0].attempts == 1)
    await desk.stands_at(waiting, 1)
    desk.pass_time(minutes=1)
    await desk.stands_at(waiting, 2)
    assert desk.of(asking)[0].place.step == 0

    await neighbours.start()

    async def taken() -> bool:
        desk.pass_time(seconds=5)
        return desk.of(asking)[0].state == "exhausted"

    await eventually(taken, 30)
    escalation = desk.of(asking)[0]
    await desk.tells(
        escalation.escalation_id, "EscalationStarted", "PersonNotified", "StepTaken", "EscalationExhausted"
    )
    assert await desk.trail(escalation.escalation_id) == ["started", "notified", "priority_raised", "exhausted"]


async def test_while_the_neighbours_are_away_somebody_can_still_take_it_up(running_desk, neighbours):
    desk = running_desk
    await desk.publish(chain(notify(), wait(60), notify()))
    await neighbours.stop()
    ticket = await desk.opened()
    await desk.breached(ticket)
    stuck = await eventually(lambda: (one := desk.of(ticket)) and one[0].attempts == 1 and one[0])
    await desk.acknowledge(stuck.escalation_id)
    await neighbours.start()
    desk.pass_time(hours=1)
    await eventually(lambda: desk.timers.count_documents({}) == 0)
    await desk.tells(stuck.escalation_id, "EscalationStarted", "EscalationAcknowledged")


async def test_a_neighbour_that_does_not_know_the_ticket_yet_is_asked_again(running_desk, neighbours):
    desk = running_desk
    await desk.publish(chain(notify()))
    neighbours.behind = True
    ticket = await desk.opened()
    await desk.breached(ticket)
    await eventually(lambda: desk.of(ticket) and desk.of(ticket)[0].attempts == 1)
    neighbours.behind = False
    desk.pass_time(seconds=5)
    done = await desk.the_one_of(ticket, state="exhausted")
    assert (await desk.told(done.escalation_id))[1].person_id == "ana"
