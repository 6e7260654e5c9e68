"""The names of a programme that its parts refer to."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from services.kit.faults import Faults
from services.loyalty.domain.programme.offers import LineSelector, LocalName
from services.loyalty.domain.programme.specs import MarketTerms, ProgrammeSpec


@dataclass(frozen=True, slots=True)
class Known:
    markets: dict[str, MarketTerms]
    categories: dict[str, tuple[str, ...]]
    tiers: frozenset[str]

    @classmethod
    def of(cls, spec: ProgrammeSpec) -> Known:
        return cls(
            markets={one.market: one for one in spec.markets},
            categories={one.name: one.sku_prefixes for one in spec.categories},
            tiers=frozenset(one.tier_id for one in spec.tiers.tiers) if spec.tiers is not None else frozenset(),
        )

    def check_market(self, market: str, field: str, faults: Faults) -> None:
        if market not in self.markets:
            faults.add(field, "UNKNOWN_MARKET", f"the programme has no market {market!r}")

    def check_tier(self, tier: str, field: str, faults: Faults) -> None:
        if tier not in self.tiers:
            faults.add(field, "UNKNOWN_TIER", f"the programme has no tier {tier!r}")

    def check_lines(self, lines: LineSelector | None, field: str, faults: Faults) -> bool:
        """Whether it names nothing that there isn't."""
        if lines is None:
            return True
        twice(faults, f"{field}.markets", lines.markets)
        twice(faults, f"{field}.sku_prefixes", lines.sku_prefixes)
        twice(faults, f"{field}.categories", lines.categories)
        for number, market in enumerate(lines.markets):
            self.check_market(market, f"{field}.markets.{number}", faults)
        unknown = [number for number, name in enumerate(lines.categories) if name not in self.categories]
        for number in unknown:
            message = f"the programme has no category {lines.categories[number]!r}"
            faults.add(f"{field}.categories.{number}", "UNKNOWN_CATEGORY", message)
        return not unknown


def twice(faults: Faults, field: str, values: Sequence[Hashable], name: str = "") -> None:
    """Whatever stands in the list of that field a second time; `name` is the part of an item that has to differ."""
    faults.twice(values, lambda number: f"{field}.{number}.{name}" if name else f"{field}.{number}")


def check_names(faults: Faults, field: str, names: Sequence[LocalName]) -> None:
    twice(faults, field, [one.language.lower() for one in names], "language")
