"""The words of a programme."""

from __future__ import annotations

from enum import StrEnum


class TierMeasure(StrEnum):
    """What counts towards a tier."""

    SPEND = "spend"
    POINTS = "points"
    ORDERS = "orders"


class TierWindow(StrEnum):
    """Of what time it counts, in days of the member's zone."""

    DAYS = "days"
    MONTHS = "months"
    CALENDAR_YEAR = "calendar_year"
    LIFE = "life"


class Priority(StrEnum):
    """Of a ticket, as ticketing has them."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class RewardKind(StrEnum):
    MONEY_OFF = "money_off"
    PRODUCT = "product"
    SHIPPING = "shipping"
    GIFT = "gift"
    CHARITY = "charity"
    EVENT_PLACE = "event_place"


class ContentKind(StrEnum):
    PHOTO_REVIEW = "photo_review"
    VIDEO_REVIEW = "video_review"
    COMMUNITY_ANSWER = "community_answer"
    SURVEY = "survey"
