"""Who may enter a draw, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.kit.errors import RefusalKind, Refused
from services.loyalty.domain.draws.draw import Draw, DrawStatus


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who asks: `lottery_allowed` says whether the law of the market lets it, `entered` how often it has."""

    market: str
    tier: str
    lottery_allowed: bool
    entered: int = 0


def check_entry(draw: Draw, entrant: Entrant, entries: int, now: datetime) -> None:
    """Raises Refused (DRAW_NOT_OFFERED, DRAW_NOT_OPEN, DRAW_LIMIT)."""
    if not is_offered(draw, entrant):
        raise _no("DRAW_NOT_OFFERED", "the draw isn't offered in the member's market, or to its tier")
    status = draw.status_at(now)
    if status is not DrawStatus.OPEN:
        raise _no("DRAW_NOT_OPEN", f"the draw is {status}")
    if entrant.entered + entries > draw.rules.entries_per_member:
        message = f"a member has {draw.rules.entries_per_member} entries at most, this one has {entrant.entered}"
        raise _no("DRAW_LIMIT", message)


def is_offered(draw: Draw, entrant: Entrant) -> bool:
    """Where it is not allowed it isn't offered, whatever the draw's own rules say."""
    rules = draw.rules
    return (
        entrant.lottery_allowed
        and (not rules.markets or entrant.market in rules.markets)
        and (not rules.tiers or entrant.tier in rules.tiers)
    )


def _no(reason: str, message: str) -> Refused:
    return Refused(reason, message, RefusalKind.FAILED_PRECONDITION)
