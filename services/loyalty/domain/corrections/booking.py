"""An approved correction, in the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.loyalty.domain.corrections.correction import CorrectionApproved, CorrectionKind
from services.loyalty.domain.crediting import Debit, debit
from services.loyalty.domain.giving import give
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.words import Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme

_SOURCES = {CorrectionKind.CORRECTION: Source.CORRECTION, CorrectionKind.GRANT: Source.GRANT}


def book_correction(book: Book, approved: CorrectionApproved, programme: Programme) -> None:
    """Points that are given can be spent at once, and live as long as others of the member's market. Points that are
    taken come from the lots that expire first; what is missing is owed, whatever the programme says of debts: a person
    has decided it. What is due by then is done first, so that nothing is taken from points that have expired."""
    mature(book, programme, approved.approved_at)
    if approved.points < 0:
        debit(
            book,
            Debit(
                approved.correction_id,
                -approved.points,
                approved.approved_at,
                approved.reason,
                approved.proposed_by,
                approved.approved_by,
            ),
        )
        return
    give(
        book,
        programme,
        _SOURCES[approved.kind],
        approved.correction_id,
        approved.points,
        approved.approved_at,
        f"{approved.kind}@{programme.revision}",
        reason=approved.reason,
        actor=approved.proposed_by,
        approved_by=approved.approved_by,
    )
