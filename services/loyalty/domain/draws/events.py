"""What becomes of a draw, as the contract tells it (heliodesk.loyalty.v1, draw_events)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.loyalty.domain.draws.rules import DrawRules


@dataclass(frozen=True, slots=True)
class DrawWinner:
    prize_id: str
    participant_id: str
    customer_id: str


@dataclass(frozen=True, slots=True)
class DrawScheduled:
    draw_id: str
    rules: DrawRules
    rules_hash: str
    commitment: str
    scheduled_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class DrawEntered:
    draw_id: str
    number: int
    participant_id: str
    entries: int
    entry_hash: str
    list_hash: str
    redemption_id: str
    customer_id: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class DrawClosed:
    draw_id: str
    places: int
    entries: int
    list_hash: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class DrawCompleted:
    draw_id: str
    seed: str
    commitment: str
    rules_hash: str
    list_hash: str
    places: int
    entries: int
    participants: int
    winners: tuple[DrawWinner, ...]
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class DrawCancelled:
    draw_id: str
    reason: str
    actor: str
    seed: str
    commitment: str
    list_hash: str
    places: int
    cancelled_at: datetime


@dataclass(frozen=True, slots=True)
class DrawEntryReturned:
    draw_id: str
    redemption_id: str
    customer_id: str
    entries: int
    reason: str
    returned_at: datetime
