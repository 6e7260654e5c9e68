"""Escalations from their cause to their end, on the real servers."""

from __future__ import annotations

from datetime import timedelta

from heliodesk.escalation.v1 import service_pb2 as pb
from heliodesk.sla.v1 import load_events_pb2 as load
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as ticketing_types

from services.escalation.domain.words import Priority, Role, Trigger
from tests.integration.escalation.neighbours import opens
from tests.support.chains import chain, notify, raise_to, reassign, repeat, wait
from tests.support.streams import eventually


async def test_a_breach_calls_one_after_the_other_until_all_steps_are_taken(running_desk):
    desk = running_desk
    await desk.publish(chain(notify(), wait(600), notify(Role.ON_SHIFT_LEAD), raise_to(), reassign()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    waiting = await desk.stands_at(ticket, 2)
    assert waiting.next_at == desk.time.now() + timedelta(minutes=10)
    desk.pass_time(minutes=10)
    done = await desk.the_one_of(ticket, state="exhausted")
    told = await desk.tells(
        done.escalation_id,
        "EscalationStarted",
        "PersonNotified",
        "StepTaken",
        "PersonNotified",
        "StepTaken",
        "StepTaken",
        "EscalationExhausted",
    )
    assert [told[1].person_id, told[3].person_id] == ["ana", "lea"]
    assert [told[4].result, told[5].result] == ["from normal to urgent", "to night in apac: it is open"]
    assert [name for name, _ in desk.neighbours.commands] == ["SetPriority", "Reassign"]
    assert await desk.trail(done.escalation_id) == [
        "started",
        "notified",
        "waited",
        "notified",
        "priority_raised",
        "reassigned",
        "exhausted",
    ]
    await eventually(lambda: desk.timers.count_documents({}) == 0)


async def test_a_repeated_notification_is_told_once_for_each_round(running_desk):
    desk = running_desk
    await desk.publish(chain(notify(), wait(60), repeat(0, 2)))
    ticket = await desk.opened()
    await desk.breached(ticket)
    for round_ in range(3):
        await eventually(lambda round_=round_: (one := desk.of(ticket)) and one[0].place.taken[1] == round_ + 1)
        desk.pass_time(minutes=1)
    done = await desk.the_one_of(ticket, state="exhausted")
    told = await desk.told(done.escalation_id)
    notified = [event for event in told if event.DESCRIPTOR.name == "PersonNotified"]
    assert [(event.step, event.round) for event in notified] == [(0, 0), (0, 1), (0, 2)]


async def test_open_time_is_counted_by_the_ticket_s_language(running_desk):
    desk = running_desk
    await desk.publish(chain(wait(60, open_time=True), notify()))
    german, unknown = await desk.opened(), await desk.opened()
    await desk.send(ticketing.TicketLanguageDetected(ticket_id=german, language="de"))
    await desk.known(german, language="de")
    await desk.known(unknown)
    await desk.breached(german)
    await desk.breached(unknown)
    assert (await desk.stands_at(german, 1)).next_at == opens(desk.time.now())
    assert (await desk.stands_at(unknown, 1)).next_at == desk.time.now() + timedelta(minutes=1)


async def test_a_priority_is_never_lowered(running_desk):
    desk = running_desk
    await desk.publish(chain(raise_to(Priority.HIGH), notify()))
    ticket = await desk.opened("urgent")
    desk.neighbours.priorities[ticket] = ticketing_types.PRIORITY_URGENT
    await desk.breached(ticket)
    done = await desk.the_one_of(ticket, state="exhausted")
    assert (await desk.told(done.escalation_id))[1].result == "it is urgent already"
    assert desk.neighbours.commands == []


async def test_a_region_that_nobody_works_in_is_told_and_the_chain_goes_on(running_desk):
    desk = running_desk
    await desk.publish(chain(reassign("nowhere"), notify()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    done = await desk.the_one_of(ticket, state="exhausted")
    told = await desk.told(done.escalation_id)
    assert (told[1].succeeded, told[1].result) == (False, "no team is in nowhere")


# What starts one


async def test_the_same_facts_again_and_further_ones_start_no_second(running_desk):
    desk = running_desk
    await desk.publish(chain(wait(600), notify(), triggers=(Trigger.WARNING, Trigger.BREACH)))
    ticket = await desk.opened()
    await desk.warned(ticket)
    desk.pass_time(minutes=1)
    await desk.warned(ticket)
    await desk.caught_up()
    assert (await desk.stands_at(ticket, 1)).trigger is Trigger.WARNING


async def test_a_customer_s_request_anger_and_review_start_the_chains_that_fit(running_desk):
    desk = running_desk
    await desk.publish(
        chain(wait(600), notify(), chain_id="rank", triggers=(Trigger.CUSTOMER,)),
        chain(wait(600), notify(), chain_id="anger", triggers=(Trigger.SENTIMENT,), max_sentiment=-0.5),
        chain(wait(600), notify(), chain_id="review", triggers=(Trigger.PUBLIC_REVIEW,), markets=("DE",), max_rating=2),
    )
    german, other = await desk.opened(market="DE"), await desk.opened()
    for ticket in (german, other):
        await desk.send(ticketing.EscalationRequested(ticket_id=ticket, rank="your manager"))
        await desk.send(ticketing.SentimentDetected(ticket_id=ticket, score=-0.4))
        await desk.send(ticketing.PublicReviewPosted(ticket_id=ticket, review_id="r", platform="kumo", rating=1))
    await desk.send(ticketing.SentimentDetected(ticket_id=other, score=-0.9))
    await eventually(lambda: len(desk.all()) == 4)
    await desk.caught_up()
    assert sorted(one.chain.chain_id for one in desk.of(german)) == ["rank", "review"]
    assert sorted(one.chain.chain_id for one in desk.of(other)) == ["anger", "rank"]


async def test_of_a_crisis_one_goes_on_at_a_time_whatever_caused_it(running_desk):
    desk = running_desk
    crisis = chain(notify(), wait(600), chain_id="crisis", crisis=True, triggers=(Trigger.SURGE, Trigger.PUBLIC_REVIEW))
    await desk.publish(crisis)
    ticket = await desk.opened()
    await desk.send(load.SurgeDetected(surge_id="s-1", language="de", detected_at=desk.now), "loads", "de-DE")
    (found,) = await eventually(desk.all)
    told = await desk.tells(found.escalation_id, "EscalationStarted", "PersonNotified", "StepTaken")
    assert (told[0].ticket_id, told[1].person_id) == ("", "mei")
    desk.pass_time(minutes=1)
    await desk.send(load.SurgeDetected(surge_id="s-2", language="fr", detected_at=desk.now), "loads", "fr-FR")
    await desk.send(ticketing.PublicReviewPosted(ticket_id=ticket, review_id="r", rating=1, posted_at=desk.now))
    await desk.caught_up()
    assert len(desk.all()) == 1

    request = pb.ResolveEscalationRequest(escalation_id=found.escalation_id, by="mei", why="over")
    await desk.calls.ResolveEscalation(request, desk.call())
    await eventually(lambda: not desk.case("crisis").called[0].runs)
    desk.pass_time(minutes=1)
    await desk.send(ticketing.PublicReviewPosted(ticket_id=ticket, review_id="q", rating=1, posted_at=desk.now))
    await eventually(lambda: len(desk.all()) == 2)


# What ends one


async def test_a_promise_that_is_met_ends_what_was_started_for_it(running_desk):
    desk = running_desk
    await desk.publish(chain(wait(600), notify(), triggers=(Trigger.WARNING,)))
    ticket = await desk.opened()
    await desk.warned(ticket)
    await desk.stands_at(ticket, 1)
    desk.pass_time(minutes=1)
    await desk.met(ticket)
    done = await desk.the_one_of(ticket, state="resolved")
    told = await desk.tells(done.escalation_id, "EscalationStarted", "StepTaken", "EscalationResolved")
    assert (told[2].by, told[2].why) == ("", "first_response was met")
    desk.pass_time(hours=1)
    await desk.caught_up()
    await desk.tells(done.escalation_id, "EscalationStarted", "StepTaken", "EscalationResolved")


async def test_a_solved_ticket_has_no_escalation_even_when_its_breach_is_told_later(running_desk):
    desk = running_desk
    await desk.publish(chain(wait(600), notify()))
    escalated, solved = await desk.opened(), await desk.opened()
    await desk.breached(escalated)
    await desk.stands_at(escalated, 1)
    await desk.becomes_status(escalated, "solved")
    await desk.the_one_of(escalated, state="resolved")

    await desk.becomes_status(solved, "solved")
    await eventually(lambda: desk.case(solved).ended_at)
    await desk.breached(solved)
    await desk.caught_up()
    assert desk.of(solved) == []


async def test_a_read_again_topic_changes_nothing(desk):
    await desk.publish(chain(notify(), wait(600), notify()))
    ticket = await desk.opened()
    await desk.breached(ticket)
    async with desk.following(), desk.ticking():
        await desk.stands_at(ticket, 2)
    versions = {one["_id"]: one["state"] for one in desk.escalations.collection.find()}
    desk.group += "-again"
    async with desk.following(), desk.ticking():
        await desk.caught_up()
    assert {one["_id"]: one["state"] for one in desk.escalations.collection.find()} == versions
