"""A member with a little of everything in its ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.loyalty.domain.crediting import Credit, Debit, credit, debit
from services.loyalty.domain.entry import Profile, TierStep
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.profile import set_profile
from services.loyalty.domain.programme import UNPUBLISHED
from services.loyalty.domain.spending import Redemption, redeem, restore
from services.loyalty.domain.words import EntryKind, Source, TierCause

START = datetime(2026, 1, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NOTE = 'Sorry for the <b>late</b> parcel & the "mix-up" {points}'


@pytest.fixture
def book() -> Book:
    made = Book(None, "kumo/cust-0042")
    set_profile(made, Profile(zone="Europe/Berlin", market="DE", language="de"), START)
    earned = Credit(Source.ORDER, "", 1_900, START, START + 14 * DAY, START + 700 * DAY, "base@3", order_id="A-1001")
    credit(made, earned)
    made.post(EntryKind.TIER, START, tier=TierStep("", "silver", TierCause.REACHED, START + 365 * DAY))
    mature(made, UNPUBLISHED, START + 15 * DAY)
    redeem(made, Redemption("r-1", 500, "mug", 3), START + 20 * DAY)
    credit(made, Credit(Source.GRANT, "c-1", 250, START + 30 * DAY, reason=NOTE, actor="agent-7"))
    redeem(made, Redemption("r-2", 60, draw_id="spring", draw_entries=2), START + 33 * DAY)
    credit(made, Credit(Source.ORDER, "", 12_345, START + 50 * DAY, START + 64 * DAY, order_id="A-1077"))
    restore(made, made.entries, "r-1", "cancelled", START + 52 * DAY)
    debit(made, Debit("k-1", 100, START + 53 * DAY, "Booked twice", "agent-9", "agent-1"))
    return made
