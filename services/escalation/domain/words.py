"""The words of an escalation, as the contracts have them."""

from __future__ import annotations

from enum import StrEnum


class Trigger(StrEnum):
    """What starts a chain."""

    WARNING = "warning"
    BREACH = "breach"
    CUSTOMER = "customer"
    HAND = "hand"
    SURGE = "surge"
    PUBLIC_REVIEW = "public_review"
    SENTIMENT = "sentiment"


class Target(StrEnum):
    """What a warning or a breach is about."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"
    REFUND_AFTER_RECEIPT = "refund_after_receipt"
    PUBLIC_REPLY = "public_reply"


class Priority(StrEnum):
    """From the lowest to the highest."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        return list(Priority).index(self)


class Role(StrEnum):
    """Who can be called, from the ticket upwards."""

    AGENT = "agent"
    ON_SHIFT_LEAD = "on_shift_lead"
    TEAM = "team"
    ON_CALL_MANAGER = "on_call_manager"


class EscalationState(StrEnum):
    RUNNING = "running"
    SNOOZED = "snoozed"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    EXHAUSTED = "exhausted"
