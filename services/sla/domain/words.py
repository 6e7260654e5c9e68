"""The words in which tickets are told of: as the contracts have them."""

from __future__ import annotations

from enum import StrEnum


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Channel(StrEnum):
    EMAIL = "email"
    CHAT = "chat"
    WHATSAPP = "whatsapp"
    WEB_FORM = "web_form"
    MARKETPLACE = "marketplace"
    SOCIAL = "social"
    VOICE = "voice"


class TicketStatus(StrEnum):
    """Those that ticketing calls statuses."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"


class Status(StrEnum):
    """Of a ticket. The last three are where a ticket is no more."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"
    SPAM = "spam"
    DELETED = "deleted"

    @property
    def ended(self) -> bool:
        """Nobody works on the ticket. A solved one may be opened again."""
        return self in (Status.SOLVED, Status.CLOSED) or self.gone

    @property
    def gone(self) -> bool:
        return self in (Status.MERGED, Status.SPAM, Status.DELETED)


class Fact(StrEnum):
    """What may happen around a ticket, beside the conversation and its status."""

    RETURN_RECEIVED = "return_received"
    REFUND_ISSUED = "refund_issued"
    PUBLIC_REVIEW = "public_review"
    PUBLIC_REPLY = "public_reply"


class Kind(StrEnum):
    """What a target is about."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"
    REFUND_AFTER_RECEIPT = "refund_after_receipt"
    PUBLIC_REPLY = "public_reply"

    @property
    def answers(self) -> bool:
        """Whether it promises a response in the conversation: a solved ticket needs none."""
        return self in (Kind.FIRST_RESPONSE, Kind.NEXT_RESPONSE)


STARTS = {Fact.RETURN_RECEIVED: Kind.REFUND_AFTER_RECEIPT, Fact.PUBLIC_REVIEW: Kind.PUBLIC_REPLY}
"""Facts that start a target."""
MEETS = {Fact.REFUND_ISSUED: Kind.REFUND_AFTER_RECEIPT, Fact.PUBLIC_REPLY: Kind.PUBLIC_REPLY}
"""Facts that meet one."""
