"""Approved corrections in the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from services.loyalty.domain.corrections.booking import book_correction
from services.loyalty.domain.corrections.correction import CorrectionApproved, CorrectionKind
from services.loyalty.domain.programme import UNPUBLISHED
from tests.support.ledgers import NOON, Ledger, delivered, delivery, work

TAKEN = CorrectionApproved(
    correction_id="k1",
    customer_id="c1",
    kind=CorrectionKind.CORRECTION,
    points=-5,
    reason="told twice by the till",
    ticket_id="",
    proposed_by="agent-ana",
    approved_by="agent-li",
    approved_at=NOON + timedelta(days=30),
)


def booked(correction: CorrectionApproved):
    return work(lambda book, _: book_correction(book, correction, UNPUBLISHED), correction.approved_at)


def test_points_are_taken_from_what_is_there():
    ledger = Ledger().take_all(delivered(delivery(1000)), booked(TAKEN))
    assert (ledger.lots, ledger.account.debt) == ([(0, 5)], 0)


def test_nothing_is_taken_from_points_that_have_expired_though_no_timer_has_rung():
    late = replace(TAKEN, approved_at=NOON + timedelta(days=3 * 365))
    ledger = Ledger().take_all(delivered(delivery(1000)), booked(late))
    assert (ledger.lots, ledger.account.debt, ledger.account.totals.expired) == ([], 5, 10)
