"""What the ledger learns of its member."""

from __future__ import annotations

from datetime import datetime

from services.loyalty.domain.entry import Profile
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.words import EntryKind


def set_profile(book: Book, profile: Profile, at: datetime) -> bool:
    """From now on; lots keep the expiry that they have. Answers whether that is news."""
    if profile == book.account.profile:
        return False
    book.post(EntryKind.PROFILE, at, profile=profile)
    return True
