"""How engines do, put together of what this process knows and what all have counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.kit.instants import from_text
from services.translation.domain.engine import Engine
from services.translation.domain.routing.breaker import BreakerState
from services.translation.domain.routing.month import CHARACTERS, cost_of
from services.translation.domain.routing.policy import Policy
from services.translation.domain.routing.status import Condition, EngineStatus, Health, pair_status, total_quality
from services.translation.routing.guards import Guards, Standing

_HEALTH = {
    BreakerState.CLOSED: Health.WORKING,
    BreakerState.HALF_OPEN: Health.TRYING,
    BreakerState.OPEN: Health.AWAY,
}


def statuses(
    engines: Sequence[Engine], policy: Policy, guards: Guards, counted: Mapping[str, Mapping[str, Any]], month: str
) -> tuple[EngineStatus, ...]:
    """`counted` is what the store has of the month, by engine."""
    return tuple(_status(one, policy, guards, counted.get(one.name, {}), month) for one in engines)


def _status(engine: Engine, policy: Policy, guards: Guards, counts: Mapping[str, Any], month: str) -> EngineStatus:
    name, pairs = engine.name, counts.get("pairs", {})
    characters, quota = counts.get(CHARACTERS, 0), policy.terms(name).monthly_characters
    known = len(engine.pairs())
    condition = _condition(guards.standing(name))
    if not known:
        condition = Condition(Health.AWAY, "it hasn't been reached yet")
    elif quota and characters >= quota:
        condition = Condition(Health.SPENT, f"{characters} of {quota} characters are used in {month}")
    return EngineStatus(
        engine=name,
        condition=condition,
        known_pairs=known,
        month=month,
        characters=characters,
        monthly_characters=quota,
        costs=cost_of(counts.get("costs", {})),
        quality=total_quality(pairs),
        last_answered_at=_instant(counts.get("last_answered_at")),
        last_away_at=_instant(counts.get("last_away_at")),
        last_away_why=counts.get("last_away_why", ""),
        pairs=tuple(
            pair_status(pair, found, _condition(guards.standing(name, pair))) for pair, found in sorted(pairs.items())
        ),
    )


def _condition(standing: Standing) -> Condition:
    health = Health.SPENT if standing.spent else _HEALTH[standing.state]
    return Condition(health, standing.why, standing.wait)


def _instant(text: str | None) -> Any:
    return from_text(text) if text else None
