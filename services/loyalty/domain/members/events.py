"""What is told of members: nothing that says who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MemberProfileChanged:
    customer_id: str
    zone: str
    market: str
    language: str
    segments: tuple[str, ...]
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class MemberForgotten:
    customer_id: str
    sequence: int
    forgotten_at: datetime


@dataclass(frozen=True, slots=True)
class MemberGiftDue:
    customer_id: str
    year: int
    due_at: datetime


Event = MemberProfileChanged | MemberForgotten | MemberGiftDue
