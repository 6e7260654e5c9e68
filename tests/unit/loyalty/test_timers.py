"""One timer for each account, at the earliest instant at which something becomes due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from services.loyalty.domain.crediting import Credit
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.words import Source
from services.loyalty.timers import ACCOUNT_TIMERS, COLLECTION
from tests.support.ledgers import ACCOUNT, NOON, Ledger, credited, matured, redeemed

DAY = timedelta(days=1)


def gift(points: int, credit_id: str, days: int | None, available_in: int | None = None):
    expires_at = None if days is None else NOON + days * DAY
    available_at = None if available_in is None else NOON + available_in * DAY
    return credited(Credit(Source.GIFT, credit_id, points, NOON, available_at, expires_at))


def test_the_timer_stands_at_what_comes_first():
    ledger = Ledger().take_all(gift(10, "g1", 9), gift(10, "g2", 5), gift(10, "g3", 7, available_in=3))
    (timer,) = ACCOUNT_TIMERS.timers_of(ACCOUNT, ledger.account, NOON)
    assert (timer.at, timer.set_at, timer.certain) == (NOON + 3 * DAY, NOON, False)


def test_who_has_nothing_that_comes_due_has_no_timer():
    ledger = Ledger().take_all(gift(10, "g1", None))
    assert ACCOUNT_TIMERS.timers_of(ACCOUNT, ledger.account, NOON) == ()
    assert ACCOUNT_TIMERS.writes_of(ACCOUNT, None, ledger.account, NOON) == ()


def test_a_timer_is_written_only_where_the_first_instant_changes():
    before = Ledger().take_all(gift(10, "g1", 5)).account
    later = Ledger().take_all(gift(10, "g1", 5), gift(10, "g2", 9)).account
    sooner = Ledger().take_all(gift(10, "g1", 5), gift(10, "g2", 2)).account
    assert ACCOUNT_TIMERS.writes_of(ACCOUNT, before, later, NOON) == ()
    (write,) = ACCOUNT_TIMERS.writes_of(ACCOUNT, before, sooner, NOON)
    assert (write.collection, write.document["at"]) == (COLLECTION, "2026-03-04T12:00:00.000000Z")


def test_a_timer_is_spent_once_the_account_has_gone_on():
    ledger = Ledger().take_all(gift(10, "g1", 5), gift(10, "g2", 9))
    (timer,) = ACCOUNT_TIMERS.timers_of(ACCOUNT, ledger.account, NOON)
    assert not ACCOUNT_TIMERS.spent(timer, ledger.account)
    assert not ACCOUNT_TIMERS.spent(timer, None), "its account is being written"
    assert not ACCOUNT_TIMERS.spent(replace(timer, plan=timer.plan + 1), ledger.account), "it is ahead of its account"
    ledger.take(matured(NOON + 5 * DAY, UNPUBLISHED))
    assert ACCOUNT_TIMERS.spent(timer, ledger.account)


def test_an_instant_that_comes_back_has_another_timer():
    """What was spent from the lot that expires first is given back: nobody takes out the new timer for the old one."""
    ledger = Ledger().take_all(gift(10, "g1", 5), gift(10, "g2", 9))
    (first,) = ACCOUNT_TIMERS.timers_of(ACCOUNT, ledger.account, NOON)
    ledger.take(redeemed("r1", 10, NOON))
    (second,) = ACCOUNT_TIMERS.timers_of(ACCOUNT, ledger.account, NOON)
    ledger.take(gift(10, "g3", 5))
    (third,) = ACCOUNT_TIMERS.timers_of(ACCOUNT, ledger.account, NOON)
    assert [timer.at for timer in (first, second, third)] == [NOON + days * DAY for days in (5, 9, 5)]
    assert len({timer.id for timer in (first, second, third)}) == 3
    assert ACCOUNT_TIMERS.spent(first, ledger.account)
    assert ACCOUNT_TIMERS.spent(second, ledger.account)
    assert not ACCOUNT_TIMERS.spent(third, ledger.account)
