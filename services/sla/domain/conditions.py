"""Which tickets a policy is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.kit.money import Money
from services.sla.domain.team import covers
from services.sla.domain.words import Channel

if TYPE_CHECKING:
    from services.sla.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a ticket that rules ask for; None: not known (yet). `language` is a BCP 47 tag, `market` an ISO
    3166-1 country, `skills` what whoever answers must be good at."""

    channel: Channel | None = None
    language: str | None = None
    market: str | None = None
    category: str | None = None
    loyalty_tier: str | None = None
    order_value: Money | None = None
    customer_id: str | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """A ticket fits when it fits each of them; an empty one binds nothing, and what isn't known doesn't fit. Who asks
    for `de` is given `de-AT` as well; an order in another currency than `min_order_value` doesn't fit."""

    channels: frozenset[Channel] = frozenset()
    languages: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    loyalty_tiers: frozenset[str] = frozenset()
    min_order_value: Money | None = None

    def fit(self, facts: Facts) -> bool:
        return (
            _among(facts.channel, self.channels)
            and _spoken(facts.language, self.languages)
            and _among(facts.market, self.markets)
            and _among(facts.category, self.categories)
            and _among(facts.loyalty_tier, self.loyalty_tiers)
            and self._dear_enough(facts.order_value)
        )

    def _dear_enough(self, value: Money | None) -> bool:
        least = self.min_order_value
        return least is None or (value is not None and value.currency == least.currency and value >= least)


def match(policies: Iterable[Policy], facts: Facts) -> Policy | None:
    """The first whose conditions fit; they are given in the order in which they are asked."""
    return next((policy for policy in policies if policy.conditions.fit(facts)), None)


def _among(known: str | None, wanted: frozenset[str]) -> bool:
    return not wanted or known in wanted


def _spoken(language: str | None, wanted: frozenset[str]) -> bool:
    return not wanted or (language is not None and any(covers(tag, language) for tag in wanted))
