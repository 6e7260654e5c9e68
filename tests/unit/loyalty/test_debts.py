"""What becomes of what was spent of a refunded order, and points that come or go by another way than an order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.aggregate import Verdict
from services.kit.errors import Refused
from services.loyalty.domain.crediting import MOST_POINTS, Credit, Debit
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.events import DebtSettled, DebtWaived
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.orders import earn
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.words import DebtPolicy, Source
from tests.support.ledgers import (
    ACCOUNT,
    NOON,
    Ledger,
    audit,
    corrected,
    credited,
    delivered,
    delivery,
    line,
    matured,
    profiled,
    redeemed,
    refund,
    refunded,
    withdrawn,
    work,
)
from tests.support.loyal_shops import TIERED, compiled

DAY = timedelta(days=1)
LATER = NOON + 20 * DAY
"""Past the return window of 14 days."""
SHOP = compiled()


def grant(points: int, credit_id: str = "g1", at=NOON, **fields) -> Credit:
    return Credit(Source.GRANT, credit_id, points, at, **fields)


# --- pending, available, debt


def test_of_what_was_spent_a_refund_makes_a_debt():
    ledger = Ledger().take_all(
        delivered(delivery(1000)), redeemed("gone", 7, LATER), refunded(refund(1000, 1000, at=LATER))
    )
    account = ledger.account
    assert (account.balance, account.debt, account.lots) == (-7, 7, ())
    assert ledger.entries[-1].debt == 7


def test_a_refund_takes_of_its_own_lot_and_leaves_the_others_alone():
    ledger = Ledger().take_all(
        delivered(delivery(1000)),
        matured(LATER),
        credited(grant(50, at=LATER)),
        redeemed("gone", 7, LATER),
        refunded(refund(1000, 1000, at=LATER)),
    )
    assert (ledger.account.debt, ledger.lots) == (7, [(0, 50)])
    assert ledger.account.spendable == 43


def test_what_is_owed_is_settled_by_the_next_points_that_become_available():
    ledger = Ledger().take_all(
        delivered(delivery(1000)),
        redeemed("gone", 10, LATER),
        refunded(refund(1000, 1000, at=LATER)),
        delivered(delivery(3000, order="o2", at=LATER)),
    )
    assert (ledger.account.debt, ledger.account.spendable) == (10, 0)
    ledger.take(matured(LATER + 15 * DAY))
    told = ledger.events[-1]
    assert isinstance(told, DebtSettled)
    assert (told.points, told.debt, told.settled_at) == (10, 0, LATER + 14 * DAY)
    assert (ledger.account.debt, ledger.account.spendable, ledger.account.balance) == (0, 20, 20)


def test_a_grant_settles_as_far_as_it_goes():
    ledger = Ledger().take_all(
        delivered(delivery(1000)), redeemed("gone", 10, LATER), refunded(refund(1000, 1000, at=LATER))
    )
    ledger.take(credited(grant(4, at=LATER)))
    assert (ledger.account.debt, ledger.account.balance, ledger.lots) == (6, -6, [])


def test_a_debt_is_waived_where_the_shop_s_policy_says_so():
    kind = compiled(debt_policy=DebtPolicy.WAIVE)
    ledger = Ledger().take_all(
        delivered(delivery(1000), kind), redeemed("gone", 25, LATER, kind), refunded(refund(500, 1000, at=LATER), kind)
    )
    account, told = ledger.account, ledger.events[-1]
    assert isinstance(told, DebtWaived)
    assert (told.points, told.debt) == (10, 0)
    assert (account.balance, account.debt, account.totals.waived) == (0, 0, 10)
    audit(ACCOUNT, ledger.entries, account)


def test_points_that_have_expired_are_not_owed_when_their_order_is_refunded():
    """They are gone once already: only what was spent is owed."""
    end = NOON + 800 * DAY
    ledger = Ledger().take_all(
        delivered(delivery(1000)), redeemed("gone", 3, LATER), matured(end), refunded(refund(1000, 1000, at=end))
    )
    assert (ledger.account.debt, ledger.account.balance) == (3, -3)
    audit(ACCOUNT, ledger.entries, ledger.account)


def test_what_another_order_earned_while_points_expired_is_not_taken_back_with_them():
    end = NOON + 800 * DAY

    def expire_and_earn(book, recorded):
        mature(book, UNPUBLISHED, end)
        earn(book, (), delivery(1000, line("1", 1000), order="o2", at=end), UNPUBLISHED)

    ledger = Ledger().take_all(
        delivered(delivery(500, line("1", 500))),
        work(expire_and_earn, end, ["earn/o2"], ["order/o2"]),
        refunded(refund(500, 500, at=end)),
    )
    assert (ledger.account.balance, ledger.account.debt) == (10, 0)


@given(st.lists(st.integers(1, 1000), max_size=4), st.integers(0, 10), st.integers(0, 4))
def test_an_expiry_and_refunds_come_to_the_same_in_whatever_order(amounts, spent, place):
    end, works, so_far = NOON + 800 * DAY, [], 0
    for number, amount in enumerate(amounts):
        if so_far + amount <= 1000:
            works.append(refunded(refund(amount, 1000, so_far=so_far, refund_id=f"r{number}", at=end)))
            so_far += amount
    earned = [delivered(delivery(1000)), matured(LATER), *([redeemed("gone", spent, LATER)] if spent else [])]
    first = Ledger().take_all(*earned, matured(end), *works)
    place = min(place, len(works))
    later = Ledger().take_all(*earned, *works[:place], matured(end), *works[place:])
    assert first.account.balance == -max(0, spent - (1000 - so_far) // 100)
    assert (later.account.balance, later.account.debt) == (first.account.balance, first.account.debt)


# --- by another way than an order


def test_points_that_an_agent_grants_can_be_spent_at_once():
    ledger = Ledger().take_all(credited(grant(500, reason="a late parcel", actor="agent-1")))
    (entry,) = ledger.entries
    assert (entry.source, entry.reason, entry.actor) == (Source.GRANT, "a late parcel", "agent-1")
    assert ledger.account.spendable == 500


@pytest.mark.parametrize("points", [-1, 0, MOST_POINTS + 1])
def test_points_that_cannot_be_are_refused(points):
    for wrong in (credited(grant(points)), corrected(Debit("c1", points, NOON, "a slip", "agent-1"))):
        ledger = Ledger()
        with pytest.raises(Refused, match="BAD_POINTS"):
            ledger.take(wrong)
        assert ledger.account is None


def test_a_correction_takes_what_expires_first_then_what_is_pending_and_the_rest_is_owed():
    ledger = Ledger().take_all(
        credited(grant(10, "late", expires_at=NOON + 9 * DAY)),
        credited(grant(10, "early", expires_at=NOON + 5 * DAY)),
        credited(grant(10, "waits", available_at=NOON + DAY, expires_at=NOON + 20 * DAY)),
        corrected(Debit("c1", 12, NOON, "counted twice", "agent-1", "agent-2")),
    )
    assert ledger.lots == [(0, 8), (10, 0)]
    ledger.take(corrected(Debit("c2", 30, NOON, "counted twice", "agent-1", "agent-2")))
    assert (ledger.account.debt, ledger.account.balance, ledger.lots) == (12, -12, [])
    assert (ledger.entries[-1].actor, ledger.entries[-1].approved_by) == ("agent-1", "agent-2")


def test_what_was_withdrawn_is_taken_back_once():
    ledger = Ledger().take_all(credited(grant(30)), withdrawn(Source.GRANT, "g1", NOON))
    assert ledger.points == [30, -30]
    assert ledger.take(withdrawn(Source.GRANT, "g1", NOON)) is Verdict.REPEATED
    assert Ledger().take(withdrawn(Source.GRANT, "never", NOON)) is Verdict.UNCHANGED


def test_a_campaign_adds_to_its_lines_and_is_taken_back_with_them():
    shop = compiled(TIERED, tiers=None, campaigns=TIERED.campaigns[:1])
    order = delivery(2000, line("1", 1000, "h-lamp"), line("2", 1000, "pen"))
    ledger = Ledger().take_all(delivered(order, shop))
    assert [(one.source, one.line_id, one.points) for one in ledger.entries] == [
        ("order", "1", 70), ("order", "2", 30), ("campaign", "1", 35),
    ]  # fmt: skip
    ledger.take(refunded(refund(500, 2000, lines={"1": 500}), shop))
    assert ledger.points[3:] == [-35, -18]
    audit(ACCOUNT, ledger.entries, ledger.account)


def test_a_profile_that_says_nothing_new_is_no_entry():
    berlin = Profile("Europe/Berlin", "DE", "de", ("newsletter",))
    ledger = Ledger().take_all(profiled(berlin, 1, NOON))
    assert ledger.take(profiled(berlin, 2, NOON)) is Verdict.UNCHANGED
    assert ledger.account.profile == berlin
    assert ledger.points == []
