"""From what an agent has granted on a ticket to the member's points and coupons, over the real Kafka and store."""

from __future__ import annotations

import asyncio

import pytest
from heliodesk.loyalty.v1 import correction_types_pb2 as types
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit.errors import Refused
from services.kit.ids import new_id
from services.kit.topics import CORRECTION, TICKET
from services.loyalty.domain.words import EntryKind, Source
from tests.integration.loyalty.compensations.conftest import LATE, Office
from tests.support.streams import event_record

PROPOSED, APPROVED, REJECTED = (
    types.CORRECTION_STATE_PROPOSED,
    types.CORRECTION_STATE_APPROVED,
    types.CORRECTION_STATE_REJECTED,
)


async def replayed(office: Office) -> None:
    for topic in (TICKET, CORRECTION):
        await office.replay(topic)
    await office.caught_up()


async def test_points_within_the_limit_are_in_the_account_once_whatever_is_replayed(office):
    async with office.running():
        granted = await office.grant(250)
        await office.caught_up()
        await replayed(office)
        (correction,) = await office.listed(customer_id="c1")
    assert (correction.correction_id, correction.state, correction.decided_by) == (granted, APPROVED, "")
    assert (correction.kind, correction.reason, correction.proposed_by) == (types.CORRECTION_KIND_GRANT, LATE, "ana")
    assert correction.ticket_id
    (entry,) = office.entries()
    assert (entry.kind, entry.source, entry.points) == (EntryKind.EARN, Source.GRANT, 250)
    assert (entry.reference, entry.reason, entry.actor) == (granted, LATE, "ana")


async def test_what_is_above_the_limit_waits_for_a_second_person(office):
    async with office.running():
        granted = await office.grant(1_001)
        await office.caught_up()
        assert [one.correction_id for one in await office.listed(state=PROPOSED)] == [granted]
        assert office.entries() == []
        with pytest.raises(Refused, match="SAME_PERSON"):
            await office.approve(granted, "ana")
        await office.approve(granted, "ben")
        await replayed(office)
        assert (await office.correction(granted)).state == APPROVED
    assert [(one.points, one.actor, one.approved_by) for one in office.entries()] == [(1_001, "ana", "ben")]


async def test_many_small_ones_of_one_agent_count_like_a_large_one_points_and_coupons_alike(office):
    async with office.running():
        points = [await office.grant(100, actor="Ana", customer=f"c{number}") for number in range(8)]
        coupons = [await office.grant(reward_id="golden", actor="ana", customer=f"d{number}") for number in range(3)]
        other = await office.grant(1_000, actor="ben")
        await office.caught_up()
        await replayed(office)
        found = {one.correction_id: one for one in await office.listed()}
    assert set(found) == {*points, *coupons, other}
    alone = [one for one in found.values() if one.proposed_by != "ben" and one.state == APPROVED]
    given = sum(one.points + one.worth for one in alone)
    # Whatever the order in which they are read, no further one fits.
    assert given <= 1_000
    waiting = [one.points + one.worth for one in found.values() if one.state == PROPOSED]
    assert given + min(waiting) > 1_000
    assert found[other].state == APPROVED


async def test_a_coupon_is_given_once_and_the_member_can_use_it(office):
    async with office.running():
        granted = await office.grant(reward_id="scarce")
        await office.caught_up()
        await replayed(office)
        (coupon,) = await office.coupons()
        assert (await office.correction(granted)).worth == 10
    assert (coupon.redemption_id, coupon.reward_id, coupon.points) == (granted, "scarce", 0)
    assert (coupon.actor, coupon.reason) == ("ana", LATE)
    assert coupon.ticket_id and coupon.code
    assert office.entries() == []
    stock = office.shop.stock("scarce")
    assert (stock.taken, stock.holds) == (1, ())


async def test_a_coupon_above_the_limit_is_given_when_a_second_person_has_approved_it(office):
    async with office.running():
        granted = await office.grant(reward_id="dear")
        await office.caught_up()
        waiting = await office.correction(granted)
        assert (waiting.state, waiting.reward_id, waiting.worth) == (PROPOSED, "dear", 5_000)
        assert await office.coupons() == []
        await office.approve(granted, "ben")
        await replayed(office)
        assert [one.redemption_id for one in await office.coupons()] == [granted]


async def test_what_nobody_can_give_is_a_rejected_correction_that_says_why(office):
    async with office.running():
        for number in range(3):
            await office.grant(reward_id="scarce", customer=f"c{number}")
        await office.caught_up()
        late = await office.grant(reward_id="scarce", customer="late")
        unknown = await office.grant(reward_id="unheard-of")
        await office.caught_up()
        found = {one.correction_id: one for one in await office.listed(state=REJECTED)}
        assert await office.coupons("late") == []
    assert set(found) == {late, unknown}
    assert found[late].rejected_because.startswith("OUT_OF_STOCK")
    assert found[unknown].rejected_because.startswith("NO_REWARD")
    assert found[unknown].ticket_id


async def test_where_many_are_granted_at_once_as_many_are_given_as_there_are_and_the_rest_is_rejected(office):
    async with office.running():
        await asyncio.gather(*(office.grant(reward_id="scarce", actor=f"a{n}", customer=f"c{n}") for n in range(9)))
        await office.caught_up()
        await replayed(office)
        found = await office.listed()
        given = [one for number in range(9) for one in await office.coupons(f"c{number}")]
    assert sorted(one.state for one in found) == [APPROVED] * 3 + [REJECTED] * 6
    assert {one.redemption_id for one in given} == {one.correction_id for one in found if one.state == APPROVED}
    assert {one.rejected_because for one in found if one.state == REJECTED} == {"OUT_OF_STOCK: all of it is gone"}
    stock = office.shop.stock("scarce")
    assert (stock.taken, stock.holds) == (3, ())
    assert await office.dead_letters(CORRECTION) == []


async def test_what_is_neither_points_nor_a_reward_is_put_aside(office):
    event = ticketing.CompensationGranted(ticket_id=new_id(), compensation_id=new_id(), customer_id="c1", reason=LATE)
    event.actor.id = "ana"
    event.granted_at.FromDatetime(office.shop.clock.now())
    async with office.running():
        await office.send(event_record(TICKET.name, event, event.ticket_id, 3, tenant=office.tenant))
        await office.caught_up()
        assert await office.listed() == []
    assert len(await office.dead_letters(TICKET)) == 1
