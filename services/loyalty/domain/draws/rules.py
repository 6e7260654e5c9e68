"""What a shop promises of a draw before anybody enters it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from services.kit.errors import Refused, Violation

# Of all prizes together: they stand in one event.
MOST_WINNERS = 500
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Prize:
    """`winners` members win one of these each."""

    prize_id: str
    name: str
    winners: int


@dataclass(frozen=True, slots=True)
class DrawRules:
    """Open in [opens_at, closes_at) (UTC). Prizes are drawn in their order; a member wins one at most. `markets` are
    countries of ISO 3166-1 (none: all that allow it), `tiers` names of the programme (none: every member)."""

    title: str
    prizes: tuple[Prize, ...]
    points_per_entry: int
    entries_per_member: int
    opens_at: datetime
    closes_at: datetime
    markets: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of a JSON array in UTF-8 without spaces: all of them in this order, prizes as arrays,
        instants as `2026-03-02T00:00:00.000000Z`."""
        told = [
            self.title,
            [[prize.prize_id, prize.name, prize.winners] for prize in self.prizes],
            self.points_per_entry,
            self.entries_per_member,
            _text(self.opens_at),
            _text(self.closes_at),
            list(self.markets),
            list(self.tiers),
        ]
        return sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def check_rules(rules: DrawRules, now: datetime) -> None:
    """Raises Refused (INVALID_FIELDS) for a draw that can't be held."""
    found = []

    def fault(field: str, reason: str, message: str) -> None:
        found.append(Violation(f"rules.{field}", reason, message))

    if rules.opens_at >= rules.closes_at:
        fault("closes_at", "NOT_AFTER", "a draw closes after it opens")
    if rules.closes_at <= now:
        fault("closes_at", "PAST", "that was before now")
    if rules.closes_at > now + LONGEST:
        fault("closes_at", "TOO_FAR", f"that is more than {LONGEST.days} days ahead")
    ids = [prize.prize_id for prize in rules.prizes]
    for place, prize_id in enumerate(ids):
        if prize_id in ids[:place]:
            fault(f"prizes.{place}.prize_id", "REPEATED", f"{prize_id} stands there twice")
    if not rules.prizes:
        fault("prizes", "REQUIRED", "a draw has a prize")
    if any(prize.winners < 1 for prize in rules.prizes) or sum(prize.winners for prize in rules.prizes) > MOST_WINNERS:
        fault("prizes", "OUT_OF_RANGE", f"a prize has a winner, all of them together have {MOST_WINNERS} at most")
    for field in ("points_per_entry", "entries_per_member"):
        if getattr(rules, field) < 1:
            fault(field, "OUT_OF_RANGE", "1 is the least")
    for field in ("markets", "tiers"):
        if len(set(getattr(rules, field))) < len(getattr(rules, field)):
            fault(field, "REPEATED", "one stands there twice")
    if found:
        raise Refused("INVALID_FIELDS", "no draw can be held by these rules", violations=tuple(found))


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
