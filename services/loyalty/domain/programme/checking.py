"""What is wrong with a programme that a shop wants to publish, field by field.

The contract's own rules (ranges, patterns, known names) have been met; these are about what parts say of each other.
"""

from __future__ import annotations

from services.kit.faults import Faults
from services.loyalty.domain.programme.checking_offers import check_campaigns, check_contents, check_rewards
from services.loyalty.domain.programme.checking_rates import check_rates
from services.loyalty.domain.programme.checking_rules import check_rules
from services.loyalty.domain.programme.known import Known, check_names, twice
from services.loyalty.domain.programme.specs import ProgrammeSpec, TierLadder
from services.loyalty.domain.programme.words import TierWindow
from services.loyalty.domain.qualifying import REMEMBERED_DAYS

_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31


def check(spec: ProgrammeSpec) -> None:
    """Raises Refused (INVALID_FIELDS), with fields below `programme`."""
    faults, known = Faults("programme"), Known.of(spec)
    _check_currencies(spec, faults)
    _check_markets(spec, faults)
    twice(faults, "categories", [one.name for one in spec.categories], "name")
    for number, one in enumerate(spec.categories):
        twice(faults, f"categories.{number}.sku_prefixes", one.sku_prefixes)
    check_rules(spec, known, faults)
    check_rates(spec, faults)
    if spec.tiers is not None:
        _check_tiers(spec.tiers, faults)
    check_rewards(spec, known, faults)
    check_campaigns(spec.campaigns, known, faults)
    check_contents(spec, faults)
    faults.check()


def _check_currencies(spec: ProgrammeSpec, faults: Faults) -> None:
    twice(faults, "currency_rates", [one.currency for one in spec.currency_rates], "currency")
    for number, one in enumerate(spec.currency_rates):
        if one.currency == spec.currency and one.minor_units != one.worth:
            faults.add(f"currency_rates.{number}.worth", "OWN_CURRENCY", f"{one.currency} is worth itself")


def _check_markets(spec: ProgrammeSpec, faults: Faults) -> None:
    twice(faults, "markets", [one.market for one in spec.markets], "market")
    if spec.default_market not in {one.market for one in spec.markets}:
        faults.add("default_market", "UNKNOWN_MARKET", f"there is no market {spec.default_market!r}")
    for number, one in enumerate(spec.markets):
        if one.validity_months and one.return_days >= one.validity_months * _SHORTEST_MONTH:
            message = f"points would go after {one.validity_months} months, before the {one.return_days} days are over"
            faults.add(f"markets.{number}.validity_months", "GOES_BEFORE_RELEASE", message)


def _check_tiers(ladder: TierLadder, faults: Faults) -> None:
    twice(faults, "tiers.tiers", [one.tier_id for one in ladder.tiers], "tier_id")
    _check_window(ladder, faults)
    before = 0
    for number, tier in enumerate(ladder.tiers):
        field = f"tiers.tiers.{number}"
        if tier.threshold <= before:
            faults.add(f"{field}.threshold", "NOT_RISING", f"{tier.tier_id} is reached with no more than the one below")
        before = tier.threshold
        if tier.benefits is not None and tier.benefits.multiplier < 100:
            faults.add(
                f"{field}.benefits.earn_percent", "TOO_SMALL", f"{tier.tier_id} would earn less than no tier does"
            )
        check_names(faults, f"{field}.names", tier.names)


def _check_window(ladder: TierLadder, faults: Faults) -> None:
    counted = ladder.window in (TierWindow.DAYS, TierWindow.MONTHS)
    if bool(ladder.length) != counted:
        message = "says how many days or months; of a calendar year or of life there is one"
        faults.add("tiers.length", "REQUIRED" if counted else "UNEXPECTED", message)
    days = ladder.length * (_LONGEST_MONTH if ladder.window is TierWindow.MONTHS else 1)
    if days + ladder.grace_days > REMEMBERED_DAYS:
        message = f"the window and the days of grace are more than the {REMEMBERED_DAYS} days that are remembered"
        faults.add("tiers.length" if days > REMEMBERED_DAYS else "tiers.grace_days", "TOO_GREAT", message)
