"""Points that are spent, given back, abandoned; what can be spent at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.aggregate import Verdict
from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.crediting import Credit
from services.loyalty.domain.events import PointsRedeemed, PointsRestored, RedemptionAbandoned
from services.loyalty.domain.words import EntryKind, Source
from tests.support.ledgers import (
    ACCOUNT,
    NOON,
    Ledger,
    abandoned,
    audit,
    credited,
    delivered,
    delivery,
    line,
    matured,
    redeemed,
    refund,
    refunded,
    restored,
)

DAY = timedelta(days=1)


def gift(points: int, credit_id: str, days: int | None = None, waits: int = 0):
    """That expires after so many days, and can be spent after `waits`."""
    expires_at = None if days is None else NOON + days * DAY
    return credited(Credit(Source.GIFT, credit_id, points, NOON, NOON + waits * DAY if waits else None, expires_at))


def left(ledger: Ledger) -> dict[str, int]:
    """What is available, by the name of the credit or order that it came of."""
    names = {one.entry_id: one.order_id or one.reference for one in ledger.entries}
    return {names[lot.lot_id]: lot.available for lot in ledger.account.lots}


def test_spending_takes_what_expires_first_whenever_it_came():
    ledger = Ledger().take_all(gift(10, "never"), gift(10, "late", 30), gift(10, "early", 5), redeemed("mug", 15, NOON))
    assert left(ledger) == {"late": 5, "never": 10}
    told = ledger.events[-1]
    assert isinstance(told, PointsRedeemed)
    assert (told.points, told.balance, told.reward_id, told.redemption_id) == (15, 15, "mug", "mug")


def test_what_never_expires_is_spent_last():
    ledger = Ledger().take_all(gift(10, "never"), gift(10, "late", 700), redeemed("mug", 10, NOON))
    assert left(ledger) == {"never": 10}


def test_what_is_pending_cannot_be_spent():
    ledger = Ledger().take_all(gift(10, "waits", 30, waits=2), gift(3, "now"))
    with pytest.raises(Refused, match="NOT_ENOUGH_POINTS") as refused:
        ledger.take(redeemed("mug", 4, NOON))
    assert refused.value.kind is RefusalKind.FAILED_PRECONDITION
    assert (len(ledger.entries), ledger.keys) == (2, {"credit/gift/waits", "credit/gift/now"})


def test_the_last_point_can_be_spent_and_not_one_more():
    ledger = Ledger().take_all(gift(10, "now"), redeemed("mug", 10, NOON))
    assert (ledger.account.balance, ledger.account.lots) == (0, ())
    with pytest.raises(Refused, match="NOT_ENOUGH_POINTS"):
        ledger.take(redeemed("cap", 1, NOON))


@pytest.mark.parametrize("points", [0, -1])
def test_nothing_and_less_cannot_be_spent(points):
    with pytest.raises(Refused, match="BAD_POINTS"):
        Ledger().take_all(gift(10, "now")).take(redeemed("mug", points, NOON))


def test_what_is_owed_stays_behind():
    later = NOON + 20 * DAY
    ledger = Ledger().take_all(
        gift(10, "now"),
        delivered(delivery(1000)),
        redeemed("mug", 15, later),
        refunded(refund(1000, 1000, at=later)),
        gift(2, "more"),
    )
    assert (ledger.account.debt, ledger.account.available, ledger.account.spendable) == (3, 0, 0)


def test_a_redemption_counts_once():
    ledger = Ledger().take_all(gift(10, "now"), redeemed("mug", 4, NOON))
    assert ledger.take(redeemed("mug", 4, NOON + DAY)) is Verdict.REPEATED
    assert ledger.account.balance == 6


def test_a_cancelled_redemption_goes_back_to_its_lots_with_their_old_expiries():
    ledger = Ledger().take_all(gift(10, "early", 5), gift(10, "late", 30))
    before = ledger.account.lots
    ledger.take_all(redeemed("mug", 15, NOON), restored("mug", NOON + DAY))
    assert ledger.account.lots == before
    told = ledger.events[-1]
    assert isinstance(told, PointsRestored)
    assert (told.points, told.balance, told.redemption_id) == (15, 20, "mug")


def test_a_lot_that_was_emptied_comes_back_with_its_order_and_line():
    later = NOON + 20 * DAY
    ledger = Ledger().take_all(delivered(delivery(1000, line("lamp", 1000))), matured(later))
    before = ledger.account.lots
    ledger.take_all(redeemed("mug", 10, later), restored("mug", later))
    assert ledger.account.lots == before
    assert (before[0].order_id, before[0].line_id) == ("o1", "lamp")


def test_points_that_come_back_into_a_lot_that_has_expired_are_gone_with_the_next_look():
    ledger = Ledger().take_all(gift(10, "early", 5), redeemed("mug", 4, NOON), matured(NOON + 6 * DAY))
    ledger.take_all(restored("mug", NOON + 7 * DAY), matured(NOON + 7 * DAY))
    assert (ledger.account.balance, ledger.lots) == (0, [])
    assert [entry.points for entry in ledger.entries if entry.kind is EntryKind.EXPIRE] == [-6, -4]
    assert ledger.entries[-1].at == NOON + 5 * DAY
    with pytest.raises(Refused, match="NOT_ENOUGH_POINTS"):
        ledger.take(redeemed("cap", 1, NOON + 7 * DAY))


def test_points_that_come_back_cannot_be_spent_when_their_lot_has_expired_and_nobody_has_looked():
    ledger = Ledger().take_all(gift(10, "early", 5), redeemed("mug", 10, NOON), restored("mug", NOON + 7 * DAY))
    with pytest.raises(Refused, match="NOT_ENOUGH_POINTS"):
        ledger.take(redeemed("cap", 1, NOON + 7 * DAY))


def test_a_redemption_is_given_back_once():
    ledger = Ledger().take_all(gift(10, "now"), redeemed("mug", 4, NOON), restored("mug", NOON))
    assert ledger.take(restored("mug", NOON)) is Verdict.REPEATED
    assert ledger.account.balance == 10


def test_who_never_redeemed_gets_nothing_back():
    ledger = Ledger().take_all(gift(10, "now"))
    assert ledger.take(restored("mug", NOON)) is Verdict.UNCHANGED


def test_what_comes_back_settles_a_debt():
    later = NOON + 20 * DAY
    ledger = Ledger().take_all(
        delivered(delivery(1000)),
        redeemed("mug", 10, later),
        refunded(refund(1000, 1000, at=later)),
        restored("mug", later),
    )
    assert (ledger.account.balance, ledger.account.debt, ledger.account.lots) == (0, 0, ())


def test_a_redemption_that_was_abandoned_cannot_come_about_later():
    ledger = Ledger().take_all(gift(10, "now"), abandoned("mug", NOON))
    assert isinstance(ledger.events[-1], RedemptionAbandoned)
    assert ledger.take(redeemed("mug", 4, NOON)) is Verdict.REPEATED
    assert ledger.take(restored("mug", NOON)) is Verdict.UNCHANGED
    assert (ledger.account.balance, ledger.points) == (10, [10])


def test_a_redemption_that_has_come_about_cannot_be_abandoned():
    ledger = Ledger().take_all(gift(10, "now"), redeemed("mug", 4, NOON))
    assert ledger.take(abandoned("mug", NOON)) is Verdict.REPEATED
    assert ledger.account.balance == 6


lots = st.lists(st.tuples(st.integers(1, 50), st.one_of(st.none(), st.integers(1, 60))), min_size=1, max_size=6)


@given(lots, st.lists(st.integers(1, 80), max_size=6), st.data())
def test_whatever_is_spent_and_given_back_the_lots_are_as_if_it_had_not_been(lots, prices, data):
    ledger = Ledger().take_all(*(gift(points, f"g{number}", days) for number, (points, days) in enumerate(lots)))
    before, spent = ledger.account.lots, []
    for number, points in enumerate(prices):
        if points <= ledger.account.spendable:
            ledger.take(redeemed(f"r{number}", points, NOON))
            spent.append(f"r{number}")
    for one in data.draw(st.permutations(spent)):
        ledger.take(restored(one, NOON))
    assert ledger.account.lots == before
    audit(ACCOUNT, ledger.entries, ledger.account)


@given(lots, st.integers(1, 300))
def test_no_lot_is_touched_while_one_that_expires_earlier_has_points(lots, points):
    ledger = Ledger().take_all(*(gift(points, f"g{number}", days) for number, (points, days) in enumerate(lots)))
    before = {lot.lot_id: lot for lot in ledger.account.lots}
    if points > ledger.account.spendable:
        return
    ledger.take(redeemed("mug", points, NOON))
    moves = {move.lot_id: -move.available for move in ledger.entries[-1].moves}
    order = sorted(before.values(), key=lambda lot: (lot.expires_at is None, lot.expires_at or NOON, lot.lot_id))
    assert list(moves) == [lot.lot_id for lot in order[: len(moves)]]
    assert all(moves[lot.lot_id] == lot.available for lot in order[: len(moves) - 1])
