"""Who dies between two steps of a compensation and comes again goes on where he was, on the real store."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from heliodesk.loyalty.v1 import correction_events_pb2 as corrections
from heliodesk.ticketing.v1 import events_pb2 as ticketing

from services.kit.aggregate import Verdict, Work
from services.kit.envelope import Envelope
from services.kit.ids import document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.store import Store
from services.kit.stream import Context
from services.loyalty.compensations.giving import Giving
from services.loyalty.compensations.proposing import Proposing
from services.loyalty.corrections.documents import CORRECTIONS
from services.loyalty.domain.corrections.correction import Correction, CorrectionState
from services.loyalty.domain.programme.words import RewardKind
from services.loyalty.domain.rewards.redemption import Grant, RedemptionStatus
from services.loyalty.rewards.coupon_codes import CouponCodes
from tests.support.rewards import Shop, programme, reward


class Died(BaseException):
    """As SIGKILL: nobody handles it."""


def envelope(shop: Shop) -> Envelope:
    return Envelope(new_id(), "test", "test", "t1", shop.clock.now(), shop.tenant, 3)


def granted(shop: Shop, points: int = 0, number: int = 1, reward_id: str = "") -> ticketing.CompensationGranted:
    event = ticketing.CompensationGranted(
        ticket_id="t1",
        compensation_id=f"k{number}",
        customer_id="c1",
        points=points,
        reward_id=reward_id,
        reason="late",
        granted_at=to_timestamp(shop.clock.now()),
    )
    event.actor.id = "ana"
    return event


class Desk:
    """One process, as far as compensations go."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.corrections: Store[Correction] = Store(shop.kept.database, CORRECTIONS, "test", shop.clock.now)
        self.proposing = Proposing(self.corrections, shop.allowances, shop.stocks, shop.programmes, shop.codes)
        self.giving = Giving(self.corrections, shop.redeeming, shop.codes)

    async def take(self, event: Any, *, dies: bool = False) -> tuple[Verdict, Correction]:
        own = envelope(self.shop)
        judged = await self.proposing.judge(event, own)
        if dies:
            raise Died
        context = Context(own, self.shop.clock.now(), judged)
        work = Work(
            document_id(own.tenant, event.compensation_id),
            lambda known: self.proposing.propose(known, event, context),
        )
        (outcome,), _ = self.corrections.run([work])
        return outcome.verdict, outcome.state

    async def gives(self, event: corrections.CorrectionApproved) -> Any:
        """What became of it, once that is noted."""
        own = envelope(self.shop)
        answer = await self.giving.give(event, own)
        context = Context(own, self.shop.clock.now(), answer)
        work = Work(document_id(own.tenant, "k1"), lambda known: self.giving.note(known, event, context))
        self.corrections.run([work])
        return answer


async def test_an_allowance_that_was_used_before_the_process_died_is_used_once(processes):
    desk, shop = Desk(processes()), processes()
    event = granted(shop, 900)
    with pytest.raises(Died):
        await desk.take(event, dies=True)
    shop.clock.at += timedelta(days=2)
    verdict, correction = await Desk(shop).take(event)
    assert (verdict, correction.state) == (Verdict.APPLIED, CorrectionState.APPROVED)
    assert [use.points for use in shop.allowances.get("shop/ana").uses] == [900]
    # As of when it was granted, there is nothing left of that day.
    shop.clock.at -= timedelta(days=2)
    assert (await Desk(shop).take(granted(shop, 200, 2)))[1].state is CorrectionState.PROPOSED


async def test_two_who_have_judged_the_same_one_propose_it_once(processes):
    one, other = Desk(processes()), Desk(processes())
    event = granted(one.shop, 900)
    own = envelope(one.shop)
    judged = await other.proposing.judge(event, own)
    assert (await one.take(event))[0] is Verdict.APPLIED
    work = Work(
        document_id(own.tenant, "k1"),
        lambda known: other.proposing.propose(known, event, Context(own, other.shop.clock.now(), judged)),
    )
    (outcome,), _ = other.corrections.run([work])
    assert outcome.verdict is Verdict.UNCHANGED
    assert (await one.take(event))[0] is Verdict.UNCHANGED


async def waiting_for_its_coupon(shop: Shop) -> tuple[Desk, corrections.CorrectionApproved]:
    """What was granted is approved; the coupon isn't given yet."""
    desk = Desk(shop)
    _, correction = await desk.take(granted(shop, reward_id="scarce"))
    assert correction.state is CorrectionState.APPROVED
    told = corrections.CorrectionApproved(
        correction_id="k1", customer_id="c1", reward_id="scarce", proposed_by="ana", reason="late", ticket_id="t1"
    )
    return desk, told


async def test_a_coupon_whose_process_died_over_it_is_given_under_another_id_once(processes):
    dying, shop = processes(), processes()
    desk, told = await waiting_for_its_coupon(shop)

    def dies(*_: object) -> None:
        raise Died

    dying.redeeming._issue = dies
    with pytest.raises(Died):
        dying.redeem(dying.wish("c1", "scarce", "k1", Grant("ana", "late", "t1", "k1")))
    shop.clock.at += timedelta(seconds=31)
    assert shop.sweeper.sweep(shop.clock.at - timedelta(seconds=30)) == 1
    assert shop.redemptions.get("shop/k1").status is RedemptionStatus.ABANDONED
    first, again = await desk.gives(told), await desk.gives(told)
    assert first == again
    assert first.redemption_id != "k1" and shop.code(first)
    stock = shop.stock("scarce")
    assert (stock.taken, stock.holds) == (1, ())
    assert desk.corrections.get("shop/k1").state is CorrectionState.APPROVED


async def test_a_coupon_that_has_come_to_nothing_isnt_given_by_a_later_repetition(processes):
    shop = processes()
    desk, told = await waiting_for_its_coupon(shop)
    for _ in range(3):
        shop.redeem(shop.wish("c2", "scarce", grant=Grant("ben", "late")))
    assert (await desk.gives(told)).reason == "OUT_OF_STOCK"
    ended = desk.corrections.get("shop/k1")
    assert (ended.state, ended.rejected_because) == (CorrectionState.REJECTED, "OUT_OF_STOCK: all of it is gone")
    shop.publish(programme((reward("scarce", 10, kind=RewardKind.GIFT, refers_to="SCARF", stock=9),)))
    assert await desk.gives(told) is None
    assert shop.redemptions.get("shop/k1") is None


async def test_without_a_secret_a_coupon_is_rejected_and_nothing_waits_for_it(processes):
    shop = processes()
    desk, told = await waiting_for_its_coupon(shop)
    desk.giving = Giving(desk.corrections, shop.redeeming, CouponCodes(None))
    assert (await desk.gives(told)).reason == "COUPONS_OFF"
    assert desk.corrections.get("shop/k1").state is CorrectionState.REJECTED
    assert shop.redemptions.get("shop/k1") is None
