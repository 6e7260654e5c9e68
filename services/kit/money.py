"""Amounts of money: whole minor units of one currency."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, total_ordering

import pycountry


class CurrencyMismatch(ValueError):
    """Two currencies don't add up, and neither is the greater."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} are not the same currency")


@cache
def _currencies() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def known_currency(code: str) -> bool:
    """Whether ISO 4217 lists the code now, in capitals."""
    return code in _currencies()


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """`minor_units` of an ISO 4217 currency: cents, yen, fils. Amounts of different currencies are never equal; to
    add or to order them raises CurrencyMismatch."""

    minor_units: int
    currency: str

    def __post_init__(self) -> None:
        # bool is an int to Python, but no amount.
        if type(self.minor_units) is not int:
            raise TypeError(f"minor units are whole, not {self.minor_units!r}")
        if not known_currency(self.currency):
            raise ValueError(f"{self.currency!r} is not an ISO 4217 currency")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor_units + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor_units - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor_units, self.currency)

    def __mul__(self, times: int) -> Money:
        if not isinstance(times, int):
            return NotImplemented
        return Money(self.minor_units * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.minor_units < self._same(other)

    def _same(self, other: Money) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"{other!r} is not money")
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.minor_units
