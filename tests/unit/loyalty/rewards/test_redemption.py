"""A coupon, from its issue to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.programme.words import RewardKind
from services.loyalty.domain.rewards.redemption import (
    CouponReleased,
    Grant,
    Redemption,
    RedemptionStatus,
    Use,
    abandon,
    cancel,
    check,
    issue,
    release,
    use_coupon,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
UNTIL = NOON + timedelta(days=30)
REDEEMED = Redemption("r1", "c1", "five-off", 1, RewardKind.MONEY_OFF, 100, False, NOON)


def issued() -> Redemption:
    return issue(None, REDEEMED, "f")[0]


def use(order: str = "o1", customer: str = "c1", until: datetime | None = UNTIL) -> Use:
    return Use(customer, order, "DE", until)


def refusal(decide, *arguments) -> Refused:
    with pytest.raises(Refused) as refused:
        decide(*arguments)
    return refused.value


def test_it_is_issued_once():
    redemption, event = issue(None, REDEEMED, "f")
    assert (redemption.status, redemption.fingerprint) == (RedemptionStatus.ISSUED, "f")
    assert (event.redemption_id, event.points, event.issued_at, event.actor) == ("r1", 100, NOON, "")
    assert issue(redemption, REDEEMED, "f") is None


def test_who_gives_it_says_why():
    grant = Grant("ana", "the parcel came late", "t1")
    given = Redemption("r1", "c1", "mug", 1, RewardKind.PRODUCT, 0, True, NOON, grant)
    _, event = issue(None, given, "f")
    assert (event.actor, event.reason, event.ticket_id, event.stocked) == ("ana", "the parcel came late", "t1", True)


def test_one_that_was_abandoned_can_not_come_about_any_more():
    given_up = abandon(None, REDEEMED)
    assert abandon(given_up, REDEEMED) is None
    assert abandon(issued(), REDEEMED) is None
    assert refusal(issue, given_up, REDEEMED, "f").reason == "REDEMPTION_ABANDONED"
    assert refusal(cancel, given_up, "no", "c1", False, NOON).reason == "REDEMPTION_ABANDONED"


def test_an_order_uses_it_once_and_may_ask_again():
    used, event = use_coupon(issued(), use(), NOON)
    assert (used.status, used.order_id, used.market, used.used_at) == (RedemptionStatus.USED, "o1", "DE", NOON)
    assert (event.order_id, event.market) == ("o1", "DE")
    # However late its repetition comes.
    assert use_coupon(used, use(), UNTIL + timedelta(days=1)) is None
    assert refusal(use_coupon, used, use("o2"), NOON).reason == "COUPON_USED"


@pytest.mark.parametrize(
    ("wanted", "at", "reason"),
    [
        (use(customer="c2"), NOON, "COUPON_OF_ANOTHER"),
        (use(until=None), NOON, "COUPON_NOT_VALID_HERE"),
        (use(), UNTIL, "COUPON_EXPIRED"),
    ],
)
def test_it_is_refused_with_a_reason(wanted, at, reason):
    assert refusal(use_coupon, issued(), wanted, at).reason == reason
    assert refusal(check, issued(), wanted, at).reason == reason


def test_another_member_learns_nothing_of_it():
    used, _ = use_coupon(issued(), use(), NOON)
    cancelled, _ = cancel(issued(), "no", "c1", False, NOON)
    for one in (issued(), used, cancelled):
        refused = refusal(use_coupon, one, use(customer="c2", until=None), UNTIL)
        assert (refused.reason, refused.kind) == ("COUPON_OF_ANOTHER", RefusalKind.FORBIDDEN)
        assert refusal(release, one, "c2", "o1", NOON).reason == "COUPON_OF_ANOTHER"


def test_it_can_be_used_to_the_last_instant():
    assert use_coupon(issued(), use(), UNTIL - timedelta(microseconds=1)) is not None


def test_an_order_that_fell_through_lets_it_go_for_good():
    used, _ = use_coupon(issued(), use(), NOON)
    freed, event = release(used, "c1", "o1", NOON)
    assert (freed.status, freed.order_id, freed.used_at) == (RedemptionStatus.ISSUED, "", None)
    assert isinstance(event, CouponReleased)
    assert release(freed, "c1", "o1", NOON) is None
    # The call of that order was on its way.
    assert refusal(use_coupon, freed, use("o1"), NOON).reason == "ORDER_RELEASED"
    again, _ = use_coupon(freed, use("o2"), NOON)
    assert refusal(release, again, "c1", "o3", NOON).reason == "COUPON_USED"


def test_a_release_that_overtakes_its_use_is_remembered():
    noted, event = release(issued(), "c1", "o1", NOON)
    assert (noted.status, event) == (RedemptionStatus.ISSUED, None)
    assert refusal(use_coupon, noted, use("o1"), NOON).reason == "ORDER_RELEASED"


def test_it_is_cancelled_only_while_it_is_unused():
    cancelled, event = cancel(issued(), "changed their mind", "ana", False, NOON)
    assert (cancelled.status, cancelled.cancelled_by) == (RedemptionStatus.CANCELLED, "ana")
    assert (event.points, event.reason, event.stocked) == (100, "changed their mind", False)
    assert cancel(cancelled, "again", "c1", False, NOON) is None
    assert refusal(use_coupon, cancelled, use(), NOON).reason == "COUPON_CANCELLED"
    used, _ = use_coupon(issued(), use(), NOON)
    assert refusal(cancel, used, "no", "c1", False, NOON).reason == "COUPON_USED"
    assert refusal(cancel, issued(), "no", "c1", True, NOON).reason == "COUPON_EXPIRED"


def test_what_was_given_to_charity_is_given():
    given = Redemption("r1", "c1", "trees", 1, RewardKind.CHARITY, 50, False, NOON)
    redemption, _ = issue(None, given, "f")
    assert (redemption.status, redemption.fingerprint) == (RedemptionStatus.USED, "")
    assert refusal(cancel, redemption, "no", "c1", False, NOON).reason == "REWARD_IS_FINAL"


class Till(RuleBasedStateMachine):
    """Orders use and release a coupon, somebody cancels it, all of them again and again, in any order."""

    orders = st.sampled_from(["o1", "o2", "o3"])

    @initialize()
    def issue(self) -> None:
        self.coupon = issued()
        self.owner = ""
        self.gone: set[str] = set()
        self.void = False

    @rule(order=orders)
    def use(self, order: str) -> None:
        try:
            step = use_coupon(self.coupon, use(order), NOON)
        except Refused:
            assert self.void or order in self.gone or self.owner not in ("", order)
            return
        assert not self.void
        assert self.owner in ("", order)
        assert order not in self.gone
        assert (step is None) == (self.owner == order)
        self.owner = order
        self.coupon = step[0] if step else self.coupon

    @rule(order=orders)
    def release(self, order: str) -> None:
        try:
            step = release(self.coupon, "c1", order, NOON)
        except Refused:
            assert self.owner not in ("", order)
            return
        assert (step is None) == (order in self.gone)
        self.owner = "" if self.owner == order else self.owner
        self.gone.add(order)
        self.coupon = step[0] if step else self.coupon

    @rule()
    def cancel(self) -> None:
        try:
            step = cancel(self.coupon, "no", "c1", False, NOON)
        except Refused:
            assert self.owner
            return
        assert not self.owner
        assert (step is None) == self.void
        self.void = True
        self.coupon = step[0] if step else self.coupon

    @invariant()
    def it_has_one_state(self) -> None:
        expected = RedemptionStatus.CANCELLED if self.void else RedemptionStatus.ISSUED
        assert self.coupon.status is (RedemptionStatus.USED if self.owner else expected)
        assert self.coupon.order_id == self.owner
        assert not (self.void and self.owner)


Till.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestTill = Till.TestCase
