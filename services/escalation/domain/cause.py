"""A fact that may start a chain, and which chain it starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from services.escalation.domain.chain import Chain, Conditions
from services.escalation.domain.words import Priority, Target, Trigger


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a ticket. Empty: not known."""

    priority: Priority | None = None
    market: str = ""
    loyalty_tier: str = ""
    language: str = ""

    def learn(self, more: Facts) -> Facts:
        """With what `more` knows; what it doesn't know stays."""
        known = {one.name: value for one in fields(more) if (value := getattr(more, one.name))}
        return replace(self, **known)


@dataclass(frozen=True, slots=True)
class Cause:
    """A fact that happened at `at` (UTC). `id` tells it from every other, `words` says it to people."""

    id: str
    trigger: Trigger
    at: datetime
    words: str
    facts: Facts = Facts()
    target: Target | None = None
    sentiment: float = 0.0
    rating: int = 0
    by: str = ""


def first_fit(chains: Iterable[Chain], cause: Cause) -> Chain | None:
    """The first chain, in the order given, whose conditions fit."""
    return next((chain for chain in chains if fits(chain.conditions, cause)), None)


def fits(conditions: Conditions, cause: Cause) -> bool:
    """Targets, sentiment and rating bind only the triggers that have them; what isn't known of a ticket fits nothing
    that is asked for."""
    facts = cause.facts
    return (
        cause.trigger in conditions.triggers
        and (cause.target is None or _among(cause.target, conditions.targets))
        and _among(facts.priority, conditions.priorities)
        and _among(facts.market, conditions.markets)
        and _among(facts.loyalty_tier, conditions.loyalty_tiers)
        and _speaks(facts.language, conditions.languages)
        and _is_bad_enough(conditions, cause)
    )


def _among(value: object, wanted: tuple[object, ...]) -> bool:
    return not wanted or value in wanted


def _speaks(language: str, wanted: tuple[str, ...]) -> bool:
    """Who asks for de is given de-AT as well."""
    spoken = language.lower()
    return not wanted or any(f"{spoken}-".startswith(f"{one.lower()}-") for one in wanted)


def _is_bad_enough(conditions: Conditions, cause: Cause) -> bool:
    if cause.trigger is Trigger.SENTIMENT and conditions.max_sentiment is not None:
        return cause.sentiment <= conditions.max_sentiment
    if cause.trigger is Trigger.PUBLIC_REVIEW and conditions.max_rating:
        return cause.rating <= conditions.max_rating
    return True
