"""What a line of an order earns: the first rule that selects it, the band of its amount, the currency's rate and the
tier's multiplier, in one exact fraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from services.kit.errors import Refused
from services.kit.money import Money
from services.loyalty.domain.programme.selecting import Selector
from services.loyalty.domain.rates import Rate, Rounding

# Of a revision: SKUs in markets, and rates. Programmes of many shops are held at once.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a minor unit of the programme's currency, of lines whose amount in it is less than `below` (None: no
    end)."""

    below: int | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Rule:
    """`label` is its name with the version. The bands lie side by side from 0 on."""

    label: str
    selector: Selector
    bands: tuple[Band, ...]
    rounding: Rounding

    def band(self, amount: int) -> Band:
        """That of an amount of zero or more in the programme's currency."""
        return next(one for one in self.bands if one.below is None or amount < one.below)


class Earning:
    """`worth` is how many minor units of the programme's currency one of each currency is worth; a currency that isn't
    there earns nothing. One of the rules selects any line."""

    def __init__(self, rules: Iterable[Rule], worth: Mapping[str, Fraction]) -> None:
        self._rules = tuple(rules)
        self._worth = worth
        self._banded = any(len(rule.bands) > 1 for rule in self._rules)
        self._place = lru_cache(maxsize=_KEPT)(self._find_place)
        self._rate = lru_cache(maxsize=_KEPT)(self._make_rate)

    def line_rate(self, currency: str, sku: str, market: str, percent: int, amount: int) -> tuple[Rate, str]:
        """Points for minor units of the currency, and the rule that says so. `percent` is the tier's multiplier,
        `amount` the line's, which chooses the band. Raises Refused (NO_RATE)."""
        place = self._place(sku, market)
        band = self._rules[place].band(self.worth(currency, amount)) if self._banded else None
        return self._rate(place, band, currency, percent)

    def worth(self, currency: str, minor_units: int) -> int:
        """In minor units of the programme's currency, rounded down. Raises Refused (NO_RATE)."""
        rate = self._of(currency)
        return minor_units * rate.numerator // rate.denominator

    def spend(self, money: Money) -> int:
        return self.worth(money.currency, money.minor_units)

    def _of(self, currency: str) -> Fraction:
        try:
            return self._worth[currency]
        except KeyError:
            raise Refused("NO_RATE", f"the programme has no rate for {currency}") from None

    def _find_place(self, sku: str, market: str) -> int:
        return next(place for place, rule in enumerate(self._rules) if rule.selector.selects(sku, market))

    def _make_rate(self, place: int, band: Band | None, currency: str, percent: int) -> tuple[Rate, str]:
        rule = self._rules[place]
        rate = (band or rule.bands[0]).rate * self._of(currency) * Fraction(percent, 100)
        return Rate(rate.numerator, rate.denominator, rule.rounding), rule.label
