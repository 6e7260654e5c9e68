"""How points that no order has brought are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from services.kit.errors import Refused
from services.loyalty.domain.crediting import withdraw
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.spending import waive_by_policy
from services.loyalty.domain.words import Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


def revoke(
    book: Book,
    recorded: Sequence[Entry],
    programme: Programme,
    source: Source,
    reference: str,
    reason: str,
    at: datetime,
) -> None:
    """Takes back what has come under the reference; what was spent of it is owed, or waived, as of an order. `recorded`
    are the entries about it. Raises Refused (NOT_CREDITED) where it hasn't come: what brings it was put aside, and has
    to come first."""
    # What has expired by then can't be taken back from its lot any more.
    mature(book, programme, at)
    owed = book.account.debt
    if not withdraw(book, recorded, source, reference, reason, at):
        raise Refused("NOT_CREDITED", f"{source} {reference} has brought no points yet")
    waive_by_policy(book, owed, programme.debt_policy, at)
