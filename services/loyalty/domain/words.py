"""The words of the points ledger."""

from __future__ import annotations

from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry does."""

    EARN = "earn"  # opens a lot
    RELEASE = "release"  # what was pending can be spent
    CLAWBACK = "clawback"  # a refund takes back what its part of an order line has earned
    REDEEM = "redeem"
    RESTORE = "restore"  # a redemption was cancelled
    ABANDON = "abandon"  # a redemption that never came about, and never will
    EXPIRE = "expire"
    CORRECT = "correct"  # somebody took points away, with a reason
    SETTLE = "settle"  # points that became available pay what is owed
    WAIVE = "waive"  # what is owed needn't be paid
    TIER = "tier"
    PROFILE = "profile"


class Source(StrEnum):
    """Why points came."""

    ORDER = "order"
    CAMPAIGN = "campaign"
    REFERRAL = "referral"
    CONTENT = "content"
    GRANT = "grant"
    GIFT = "gift"
    CORRECTION = "correction"


class DebtPolicy(StrEnum):
    """What becomes of points that were taken back after they had been spent."""

    CARRY = "carry"  # later points pay them
    WAIVE = "waive"


class TierCause(StrEnum):
    REACHED = "reached"
    REVIEW = "review"
