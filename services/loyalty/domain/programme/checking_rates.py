"""A rate is frozen in the ledger as two whole numbers of 64 bits, and so is what counts towards a tier: what a shop
says must never come to more than that."""

from __future__ import annotations

from fractions import Fraction

from services.kit.faults import Faults
from services.loyalty.domain.programme.specs import Benefits, ProgrammeSpec

_MOST = 2**63 - 1
# So many minor units of the programme's currency for one of another.
_MOST_WORTH = 10**6


def check_rates(spec: ProgrammeSpec, faults: Faults) -> None:
    worths = [Fraction(1), *(Fraction(one.worth, one.minor_units) for one in spec.currency_rates)]
    for number, worth in enumerate(worths[1:]):
        if worth > _MOST_WORTH:
            message = f"a minor unit would be worth more than {_MOST_WORTH} of {spec.currency}"
            faults.add(f"currency_rates.{number}.worth", "TOO_LARGE", message)
    percents = [(tier.benefits or Benefits()).multiplier for tier in spec.tiers.tiers] if spec.tiers else []
    most_of = max(one.numerator for one in worths) * max([100, *percents])
    finest = max(one.denominator for one in worths) * 100
    for number, rule in enumerate(spec.earn_rules):
        for place, band in enumerate(rule.bands):
            rate = Fraction(band.points, band.minor_units)
            if max(rate.numerator * most_of, rate.denominator * finest) > _MOST:
                message = "with the finest of the currency rates it makes a fraction that nobody can reckon with"
                faults.add(f"earn_rules.{number}.bands.{place}.minor_units", "TOO_FINE", message)
