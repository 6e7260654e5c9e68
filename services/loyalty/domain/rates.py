"""Points for money: exact fractions, whole points, and a rounding that is stated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from services.kit.frozen import frozen


class Rounding(StrEnum):
    """Of what is not a whole point."""

    DOWN = "down"
    HALF_EVEN = "half_even"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Rate:
    """`num` points for every `den` minor units of one currency: the rule, the currency's rate and the tier's multiplier
    in one fraction, which is frozen when points are earned and used again when they are taken back."""

    num: int
    den: int
    rounding: Rounding = Rounding.DOWN

    def __post_init__(self) -> None:
        if self.num < 0 or self.den <= 0:
            raise ValueError(f"{self.num}/{self.den} is not a rate")

    def points(self, minor_units: int) -> int:
        """For an amount of zero or more."""
        whole, rest = divmod(minor_units * self.num, self.den)
        if not rest or self.rounding is Rounding.DOWN:
            return whole
        if self.rounding is Rounding.UP:
            return whole + 1
        twice = 2 * rest
        return whole + (twice > self.den or (twice == self.den and whole & 1))


@frozen
class Basis:
    """How a lot's points came about: `amount` minor units at `rate`, which lie from `offset` on in an order whose lines
    are rounded together, so that their points add up to those of the order."""

    rate: Rate
    amount: int
    offset: int = 0

    def kept(self, refunded: int) -> int:
        """The points of what is left of the amount once so much of it was refunded."""
        if not self.offset:
            return self.rate.points(self.amount - refunded)
        return self.rate.points(self.offset + self.amount - refunded) - self.rate.points(self.offset)


def share(whole: int, weights: list[int]) -> list[int]:
    """`whole` in proportion to the weights (zero or more), by largest remainder; the first of equals. Adds up exactly;
    where all weights are zero, the first has it all."""
    if len(weights) == 1:
        return [whole]
    total = sum(weights)
    if not total:
        return [whole, *([0] * (len(weights) - 1))]
    parts = [divmod(whole * weight, total) for weight in weights]
    shares = [quotient for quotient, _ in parts]
    over = whole - sum(shares)
    for place in sorted(range(len(parts)), key=lambda place: -parts[place][1])[:over]:
        shares[place] += 1
    return shares
