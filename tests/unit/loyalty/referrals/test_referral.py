"""A referral from the code to the reward, in whatever order its facts are heard of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.kit.money import Money
from services.loyalty.domain.members.signals import SignalKind
from services.loyalty.domain.programme.offers import MemberLimit, ReferralPolicy
from services.loyalty.domain.referrals import referral as rules
from services.loyalty.domain.referrals.events import (
    Event,
    ReferralAsked,
    ReferralAttributed,
    ReferralRefused,
    ReferralRevoked,
    ReferralRewarded,
)
from services.loyalty.domain.referrals.guards import Against
from services.loyalty.domain.referrals.referral import MOST_ORDERS, MOST_REFERRALS, PlacedOrder, Referral, Referred
from services.loyalty.domain.referrals.words import ReferralReason, ReferralRole, ReferralStatus

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=20)
POLICY = ReferralPolicy(500, 250, 2000, MemberLimit(10), 5, 24, 3)


class Friend:
    """One customer, and all that is told of the customer's referrals."""

    def __init__(self) -> None:
        self.state = Referred("ben")
        self.told: list[Event] = []
        self.guard: Against | None = None

    def take(self, step: rules.Step | None) -> bool:
        if step is None:
            return False
        self.state, events = step
        self.told += events
        done = rules.conclude(self.state, lambda money: money.minor_units, lambda _: self.guard, LATER)
        if done is not None:
            self.state, events = done
            self.told += events
        return True

    def asked(self, referrer: str = "ana", at: datetime = NOON, against: Against | None = None) -> bool:
        return self.take(rules.ask(self.state, f"r-{referrer}", referrer, at, POLICY, 3, against))

    def settled(self, referrer: str = "ana", against: Against | None = None) -> bool:
        return self.take(rules.settle(self.state, f"r-{referrer}", against, NOON))

    def attributed(self) -> None:
        assert self.asked()
        assert self.settled()

    def placed(self, order: str = "o1", hours: int = 1, total: int = 5000) -> bool:
        placed_at = NOON + timedelta(hours=hours)
        return self.take(rules.place(self.state, PlacedOrder(order, placed_at, Money(total, "EUR"))))

    def refunded(self, so_far: int, order: str = "o1") -> bool:
        return self.take(rules.refund(self.state, order, so_far, LATER))

    def cancelled(self, order: str = "o1") -> bool:
        return self.take(rules.cancel(self.state, order))

    def released(self, order: str = "o1") -> bool:
        return self.take(rules.release(self.state, order))

    @property
    def referral(self) -> Referral:
        return self.state.referrals[-1]

    def rewards(self) -> list[tuple[str, int]]:
        return [(one.customer_id, one.points) for one in self.told if isinstance(one, ReferralRewarded)]


@pytest.fixture
def friend() -> Friend:
    return Friend()


def test_both_are_rewarded_when_the_first_order_is_past_its_return_window(friend):
    friend.attributed()
    friend.placed()
    assert friend.rewards() == []
    friend.released()
    assert friend.told == [
        ReferralAsked("r-ana", "ana", "ben", 3, NOON),
        ReferralAttributed("r-ana", "ana", "ben", NOON),
        ReferralRewarded("r-ana", "ana", ReferralRole.REFERRER, 500, "o1", 3, LATER),
        ReferralRewarded("r-ana", "ben", ReferralRole.FRIEND, 250, "o1", 3, LATER),
    ]
    assert (friend.referral.status, friend.referral.ended_at) == (ReferralStatus.REWARDED, LATER)


def test_a_first_order_that_was_refunded_brings_nothing(friend):
    friend.attributed()
    friend.placed()
    friend.refunded(2000)
    friend.refunded(5000)
    friend.released()
    assert friend.rewards() == []
    assert friend.referral.reason is ReferralReason.FIRST_ORDER_REFUNDED


def test_a_refund_before_the_end_of_the_window_that_is_heard_of_after_the_reward_takes_it_back(friend):
    friend.attributed()
    friend.placed()
    friend.released()
    friend.told.clear()
    friend.refunded(5000)
    assert friend.told == [
        ReferralRefused("r-ana", "ana", "ben", ReferralReason.FIRST_ORDER_REFUNDED, None, LATER),
        ReferralRevoked("r-ana", "ana", ReferralRole.REFERRER, 500, LATER),
        ReferralRevoked("r-ana", "ben", ReferralRole.FRIEND, 250, LATER),
    ]
    assert not friend.released()
    friend.asked("eve")
    assert friend.referral.reason is ReferralReason.FRIEND_HAS_ORDERED


def test_a_refund_after_the_end_of_the_window_takes_nothing_back(friend):
    friend.attributed()
    friend.placed()
    friend.released()
    friend.take(rules.refund(friend.state, "o1", 5000, LATER + timedelta(seconds=1)))
    assert friend.referral.status is ReferralStatus.REWARDED


@pytest.mark.parametrize(("refunded", "rewarded"), [(3000, True), (3001, False)])
def test_what_is_kept_of_the_first_order_has_to_be_enough(friend, refunded, rewarded):
    friend.attributed()
    friend.placed()
    friend.refunded(refunded)
    friend.released()
    assert bool(friend.rewards()) is rewarded
    assert (friend.referral.reason is ReferralReason.BELOW_MINIMUM) is not rewarded


def test_only_the_first_order_counts(friend):
    friend.attributed()
    friend.placed("o1", 1)
    friend.placed("o2", 2)
    friend.released("o2")
    assert friend.rewards() == []
    friend.released("o1")
    assert friend.referral.order_id == "o1"


def test_an_order_that_was_cancelled_is_no_order(friend):
    friend.attributed()
    friend.placed("o1", 1)
    friend.placed("o2", 2)
    friend.released("o2")
    friend.cancelled("o1")
    assert friend.referral.order_id == "o2"
    assert not friend.placed("o1", 1)


def test_many_orders_told_again_are_the_orders_that_they_were(friend):
    orders = [(f"o{number}", number) for number in range(2 * MOST_ORDERS)]
    friend.attributed()
    for order, hours in reversed(orders):
        friend.placed(order, hours)
    friend.cancelled("o0")
    before = friend.state
    for order, hours in orders:
        friend.placed(order, hours)
    friend.cancelled("o0")
    assert friend.state == before
    assert friend.state.first_order.order_id == "o1"


def test_who_has_ordered_cant_be_brought_any_more(friend):
    friend.placed(hours=-1)
    friend.asked()
    assert friend.referral.reason is ReferralReason.FRIEND_HAS_ORDERED
    assert not friend.settled()


def test_an_order_from_before_the_code_ends_the_referral_however_late_it_is_heard_of(friend):
    friend.attributed()
    friend.placed("o2", 2)
    friend.placed("o1", -1)
    friend.released("o1")
    assert friend.rewards() == []
    assert friend.referral.reason is ReferralReason.FRIEND_HAS_ORDERED


def test_a_release_that_is_heard_of_before_its_order_isnt_lost(friend):
    friend.attributed()
    friend.released("o1")
    friend.placed("o1")
    assert friend.rewards() == [("ana", 500), ("ben", 250)]


def test_the_guards_look_again_before_anything_is_paid(friend):
    friend.attributed()
    friend.placed()
    friend.guard = Against(ReferralReason.SELF_REFERRAL, SignalKind.PAYMENT)
    friend.released()
    assert friend.rewards() == []
    assert (friend.referral.reason, friend.referral.signal) == (ReferralReason.SELF_REFERRAL, SignalKind.PAYMENT)


def test_a_friend_is_brought_once_and_other_claims_are_kept_with_their_reason(friend):
    friend.attributed()
    friend.asked("eve")
    friend.asked("dan", against=Against(ReferralReason.KNOWN_PERSON, SignalKind.EMAIL))
    reasons = [one.reason for one in friend.state.referrals]
    assert reasons == [None, ReferralReason.ALREADY_REFERRED, ReferralReason.KNOWN_PERSON]
    assert not friend.asked("eve")
    assert not friend.asked()


def test_who_was_refused_can_be_brought_by_somebody_else(friend):
    friend.asked("eve", against=Against(ReferralReason.SELF_REFERRAL, SignalKind.PHONE))
    friend.attributed()
    assert friend.state.open.referrer_id == "ana"


def test_the_referrers_limits_refuse_what_the_guards_let_through(friend):
    friend.asked()
    friend.settled(against=Against(ReferralReason.VELOCITY))
    assert friend.told[-1] == ReferralRefused("r-ana", "ana", "ben", ReferralReason.VELOCITY, None, NOON)
    assert not friend.settled()


def test_nobody_is_the_friend_of_very_many(friend):
    for number in range(MOST_REFERRALS):
        friend.asked(f"m{number}", against=Against(ReferralReason.KNOWN_PERSON, SignalKind.EMAIL))
    with pytest.raises(Refused, match="TOO_MANY_REFERRALS"):
        friend.asked("ana")


FACTS = st.one_of(
    st.builds(lambda who: ("asked", who), st.sampled_from(["ana", "eve"])),
    st.builds(lambda who: ("settled", who), st.sampled_from(["ana", "eve"])),
    st.builds(lambda order: ("placed", f"o{order}", 2 * order - 1), st.integers(0, 6)),
    st.builds(lambda order, part: ("refunded", 2500 * part, f"o{order}"), st.integers(0, 6), st.integers(1, 2)),
    st.builds(lambda order: ("cancelled", f"o{order}"), st.integers(0, 6)),
    st.builds(lambda order: ("released", f"o{order}"), st.integers(0, 6)),
)


@given(st.lists(FACTS, max_size=25))
def test_whatever_happens_in_whatever_order_a_reward_is_earned_and_paid_once(facts):
    friend = Friend()
    placed: set[str] = set()
    cancelled: set[str] = set()
    seen: list[tuple] = []
    for name, *arguments in facts:
        if not _can_happen(friend, name, arguments[-1], placed):
            continue
        paid_before = friend.rewards()
        getattr(friend, name)(*arguments)
        seen.append((name, *arguments))
        placed |= {arguments[0]} if name == "placed" else set()
        cancelled |= {arguments[0]} if name == "cancelled" else set()
        assert sum(one.status is not ReferralStatus.REFUSED for one in friend.state.referrals) <= 1
        if friend.rewards() == paid_before:
            continue
        referral = friend.state.standing
        assert paid_before == []
        assert friend.rewards() == [(referral.referrer_id, 500), ("ben", 250)]
        assert referral.order_id == min(placed - cancelled) != "o0", "it is the first order that wasn't cancelled"
        assert {("released", referral.order_id), ("settled", referral.referrer_id)} <= set(seen)
        assert ("refunded", 5000, referral.order_id) not in seen
    taken_back = [(one.customer_id, one.points) for one in friend.told if isinstance(one, ReferralRevoked)]
    assert taken_back in ([], friend.rewards())
    before = friend.state, list(friend.told)
    for name, *arguments in seen:
        getattr(friend, name)(*arguments)
    assert (friend.state, friend.told) == before


def _can_happen(friend: Friend, name: str, what: object, placed: set[str]) -> bool:
    """The shop tells of an order first; one that was released before the code was placed before it, too."""
    if name in ("cancelled", "refunded"):
        return what in placed
    if name == "settled":
        return friend.state.by(what) is not None
    return name != "released" or friend.state.open is not None
