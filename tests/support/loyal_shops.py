"""A shop's programme for tests of the ledger: three markets, three ways to round, tiers, and two campaigns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.checking import check
from services.loyalty.domain.programme.offers import CampaignSpec, LineSelector
from services.loyalty.domain.programme.specs import (
    Benefits,
    CurrencyRate,
    EarnBand,
    EarnRule,
    MarketTerms,
    PointValue,
    ProgrammeSpec,
    Tier,
    TierLadder,
)
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from services.loyalty.domain.rates import Rounding
from services.loyalty.domain.words import DebtPolicy

ALWAYS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))

PLAIN = ProgrammeSpec(
    currency="EUR",
    point_value=PointValue(minor_units=1, points=2),
    markets=(
        MarketTerms("DE", return_days=14, validity_months=12, zone="Europe/Berlin"),
        MarketTerms("US", return_days=30, validity_months=6, zone="America/New_York"),
        MarketTerms("JP", return_days=0, validity_months=0, zone="Asia/Tokyo"),
    ),
    default_market="DE",
    debt_policy=DebtPolicy.CARRY,
    earn_rules=(
        EarnRule("half", (EarnBand(0, 0, 7, 100),), Rounding.HALF_EVEN, LineSelector(sku_prefixes=("h",))),
        EarnRule("up", (EarnBand(0, 0, 1, 90),), Rounding.UP, LineSelector(sku_prefixes=("u",))),
        EarnRule("base", (EarnBand(0, 0, 3, 100),), Rounding.DOWN),
    ),
    currency_rates=(CurrencyRate("JPY", minor_units=162, worth=100),),
)
"""Half-even for SKUs with h, up for those with u; no tiers, no campaigns."""

TIERED = replace(
    PLAIN,
    tiers=TierLadder(
        TierMeasure.SPEND,
        TierWindow.DAYS,
        (Tier("silver", 20_000, Benefits(earn_percent=125)), Tier("gold", 60_000, Benefits(earn_percent=150))),
        length=90,
        grace_days=10,
    ),
    campaigns=(
        CampaignSpec(
            "autumn",
            *ALWAYS,
            Rounding.DOWN,
            lines=LineSelector(sku_prefixes=("h",)),
            bonus_percent=50,
            member_points=400,
        ),
        CampaignSpec("gift", *ALWAYS, Rounding.DOWN, tiers=("gold",), points_per_line=9, budget=1000),
    ),
)
"""Silver and gold by what was spent in 90 days; half as many points again for SKUs with h, up to 400 for a member; and
nine points for each line of a gold member, for which a budget is asked."""


def compiled(spec: ProgrammeSpec = PLAIN, revision: int = 1, **changes: Any) -> Programme:
    """As it would be once published."""
    spec = replace(spec, **changes)
    check(spec)
    return Programme(revision, spec)
