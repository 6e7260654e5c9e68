"""The programme of a shop that has published nothing: revision 0.

Rule `base-1`: one point for every full 100 minor units that were paid (1.00 EUR, 100 JPY), or for every full unit of a
currency with more than two decimals (1.000 KWD). Points are pending for 14 days and go after 24 months; debts stay;
there are no tiers, rewards, campaigns, referrals and no points for content. What the shop owes isn't known.
"""

from __future__ import annotations

from fractions import Fraction

from services.loyalty.domain.programme.programme import Programme
from services.loyalty.domain.programme.specs import EarnBand, EarnRule, MarketTerms, PointValue, ProgrammeSpec
from services.loyalty.domain.rates import Rounding
from services.loyalty.domain.words import DebtPolicy

# ISO 4217's currencies with more than two decimals. (CLDR, and so babel, shows the Iraqi dinar without its three.)
_MORE_DECIMALS = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4}


class _EveryCurrency(dict[str, Fraction]):
    """Any currency counts as it comes: two decimals of it."""

    def __missing__(self, currency: str) -> Fraction:
        worth = self[currency] = Fraction(1, 10 ** (_MORE_DECIMALS.get(currency, 2) - 2))
        return worth


UNPUBLISHED = Programme(
    revision=0,
    spec=ProgrammeSpec(
        currency="XXX",  # ISO 4217: no currency
        point_value=PointValue(minor_units=0, points=1),
        markets=(MarketTerms("", return_days=14, validity_months=24, zone="UTC"),),
        default_market="",
        debt_policy=DebtPolicy.CARRY,
        earn_rules=(EarnRule("base-1", (EarnBand(0, 0, points=1, minor_units=100),), Rounding.DOWN),),
    ),
    worth=_EveryCurrency(),
)
