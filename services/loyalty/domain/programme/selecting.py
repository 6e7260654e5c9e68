"""Which order lines a rule or a campaign means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.loyalty.domain.programme.offers import LineSelector


@dataclass(frozen=True, slots=True)
class Selector:
    """Lines of these markets whose SKU begins with one of the prefixes; an empty one leaves the choice open."""

    markets: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    def selects(self, sku: str, market: str) -> bool:
        return (not self.markets or market in self.markets) and (not self.prefixes or sku.startswith(self.prefixes))


EVERYTHING = Selector()


def selector_of(spec: LineSelector | None, categories: Mapping[str, tuple[str, ...]]) -> Selector:
    """`categories` are prefixes by name."""
    if spec is None:
        return EVERYTHING
    prefixes = [*spec.sku_prefixes, *(prefix for name in spec.categories for prefix in categories[name])]
    return Selector(frozenset(spec.markets), tuple(dict.fromkeys(prefixes)))
