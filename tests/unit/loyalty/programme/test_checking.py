"""What a shop may not publish, each with its field and its reason; nothing else is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from heliodesk.loyalty.v1 import programme_service_pb2 as calls
from heliodesk.loyalty.v1 import programme_types_pb2
from hypothesis import given
from hypothesis import strategies as st

from services.kit.convert import from_json, to_json
from services.kit.errors import Refused
from services.kit.money import Money
from services.kit.rules import check as check_contract
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.programme.checking import check
from services.loyalty.domain.programme.offers import LineSelector, RewardMarket, TierPrice
from services.loyalty.domain.programme.specs import Benefits, CurrencyRate, EarnBand, ProgrammeSpec, SkuCategory
from services.loyalty.domain.programme.words import RewardKind, TierMeasure, TierWindow
from tests.support.programmes import BASE, GERMANY, PLAIN, ladder, sample, sample_message

SPECIAL = replace(BASE, name="special")


def faults(**changed: Any) -> list[tuple[str, str]]:
    """Of the sample with these changes: the fields that are wrong, below `programme`, with the reasons."""
    return faults_of(replace(sample(), **changed))


def faults_of(spec: ProgrammeSpec) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        check(spec)
    assert caught.value.reason == "INVALID_FIELDS"
    assert all(one.field.startswith("programme.") and one.message for one in caught.value.violations)
    return [(one.field.removeprefix("programme."), one.reason) for one in caught.value.violations]


def test_the_sample_and_the_least_are_good():
    check(sample())
    check(PLAIN)
    assert not check_contract(calls.PublishProgrammeRequest(programme=sample_message()))


def test_currencies_have_one_rate_and_the_own_one_is_worth_itself():
    pound = CurrencyRate("GBP", 85, 100)
    assert faults(currency_rates=(pound, pound, CurrencyRate("EUR", 100, 99))) == [
        ("currency_rates.1.currency", "DUPLICATE"),
        ("currency_rates.2.worth", "OWN_CURRENCY"),
    ]


def test_markets_are_there_once_and_the_default_one_among_them():
    assert faults_of(replace(PLAIN, markets=(GERMANY, GERMANY), default_market="FR")) == [
        ("markets.1.market", "DUPLICATE"),
        ("default_market", "UNKNOWN_MARKET"),
    ]


@pytest.mark.parametrize(("days", "months", "wrong"), [(27, 1, False), (28, 1, True), (400, 0, False), (400, 14, True)])
def test_points_dont_go_before_they_can_be_spent(days, months, wrong):
    spec = replace(PLAIN, markets=(replace(GERMANY, return_days=days, validity_months=months),))
    if wrong:
        assert faults_of(spec) == [("markets.0.validity_months", "GOES_BEFORE_RELEASE")]
    else:
        check(spec)


# --- earn rules


def rules(*told: Any, categories: tuple[SkuCategory, ...] = ()) -> list[tuple[str, str]]:
    return faults_of(replace(PLAIN, earn_rules=told, categories=categories))


def test_rules_that_leave_a_line_out_have_a_gap():
    assert rules(replace(BASE, lines=LineSelector(("DE",)))) == [("earn_rules", "GAP")]
    assert rules(replace(BASE, lines=LineSelector(sku_prefixes=("A",)))) == [("earn_rules", "GAP")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (None, None),
        (None, LineSelector(("DE",))),
        (LineSelector(("DE",)), LineSelector(("DE",))),
        (LineSelector(("DE",)), LineSelector(("DE",), ("LUMO",))),
        (LineSelector(sku_prefixes=("LU",)), LineSelector(sku_prefixes=("LUMO",))),
        (LineSelector(categories=("lamps",)), LineSelector(sku_prefixes=("LUMO-S2",))),
    ],
)
def test_a_rule_that_an_earlier_one_hides_is_an_overlap(earlier, later):
    told = replace(SPECIAL, lines=earlier), replace(BASE, lines=later), replace(BASE, name="last")
    found = rules(*told, categories=(SkuCategory("lamps", ("LUMO",)),))
    assert ("earn_rules.1.lines", "OVERLAP") in found
    assert found == [("earn_rules.1.lines", "OVERLAP")] + [("earn_rules.2.lines", "OVERLAP")] * (earlier is None)


def test_a_rule_that_several_earlier_ones_hide_together_is_an_overlap():
    markets = GERMANY, replace(GERMANY, market="FR")
    told = [replace(BASE, name=f"r{number}", lines=LineSelector(one)) for number, one in enumerate((("DE",), ("FR",)))]
    both = replace(SPECIAL, lines=LineSelector(("FR", "DE"), ("LUMO",)))
    spec = replace(PLAIN, markets=markets, earn_rules=(*told, both, BASE))
    assert faults_of(spec) == [("earn_rules.2.lines", "OVERLAP")]


def test_a_special_rule_before_a_wider_one_is_no_overlap():
    narrow = replace(SPECIAL, lines=LineSelector(("DE",), ("LUMO",)))
    wide = replace(SPECIAL, name="wide", lines=LineSelector(sku_prefixes=("LU",)))
    check(replace(PLAIN, earn_rules=(narrow, wide, BASE)))


def test_rules_name_what_there_is():
    lines = LineSelector(("DE", "FR", "DE"), (), ("lamps",))
    assert rules(replace(SPECIAL, lines=lines), BASE, BASE) == [
        ("earn_rules.2.name", "DUPLICATE"),
        ("earn_rules.0.lines.markets.2", "DUPLICATE"),
        ("earn_rules.0.lines.markets.1", "UNKNOWN_MARKET"),
        ("earn_rules.0.lines.categories.0", "UNKNOWN_CATEGORY"),
        ("earn_rules.2.lines", "OVERLAP"),
    ]


@pytest.mark.parametrize(
    ("bands", "found"),
    [
        ([(0, 100), (200, 0)], [("1.from", "GAP")]),
        ([(0, 100), (50, 0)], [("1.from", "OVERLAP")]),
        ([(0, 0), (100, 0)], [("1.from", "OVERLAP")]),
        ([(1, 0)], [("0.from", "GAP")]),
        ([(0, 100)], [("0.below", "GAP")]),
        ([(0, 100), (100, 100), (100, 0)], [("1.below", "EMPTY")]),
    ],
)
def test_bands_lie_side_by_side_from_nothing_on_without_an_end(bands, found):
    told = tuple(EarnBand(*one, points=1, minor_units=100) for one in bands)
    assert rules(replace(BASE, bands=told)) == [(f"earn_rules.0.bands.{field}", reason) for field, reason in found]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=4))
def test_bands_are_good_when_and_only_when_every_amount_has_one(told):
    bands = tuple(EarnBand(*one, points=1, minor_units=100) for one in told)
    hits = [sum(low <= amount and (not below or amount < below) for low, below in told) for amount in range(9)]
    empty = any(below and below <= low for low, below in told)
    spec = replace(PLAIN, earn_rules=(replace(BASE, bands=bands),))
    in_order = list(told) == sorted(told)
    if in_order and not empty and set(hits) == {1}:
        check(spec)
    else:
        assert faults_of(spec)


LINES = st.builds(
    LineSelector,
    st.lists(st.sampled_from(["DE", "FR"]), unique=True).map(tuple),
    st.lists(st.sampled_from(["A", "AB", "B"]), unique=True).map(tuple),
    st.lists(st.just("lamps"), max_size=1).map(tuple),
)


@given(
    st.lists(st.none() | LINES, min_size=1, max_size=5), st.text("ABC", max_size=4), st.sampled_from(["DE", "FR", ""])
)
def test_rules_that_are_good_select_every_line_and_each_of_them_some(lines, sku, market):
    told = tuple(replace(BASE, name=f"r{number}", lines=one) for number, one in enumerate(lines))
    markets = GERMANY, replace(GERMANY, market="FR")
    spec = replace(PLAIN, markets=markets, categories=(SkuCategory("lamps", ("AC", "C")),), earn_rules=told)
    try:
        check(spec)
    except Refused as refused:
        assert {one.reason for one in refused.violations} <= {"GAP", "OVERLAP"}
        return
    made = Programme(1, spec)
    assert made.line_rate("EUR", sku, market, "", 100)[0].points(100) == 1
    skus = ("".join(one) for size in range(4) for one in product("ABC", repeat=size))
    used = {made.line_rate("EUR", one, country, "", 100)[1] for one in skus for country in ("DE", "FR", "JP")}
    assert used == {rule.name for rule in told}


# --- tiers


def test_thresholds_rise():
    told = ladder(silver=100, gold=100, platinum=50)
    assert faults_of(replace(PLAIN, tiers=told)) == [
        ("tiers.tiers.1.threshold", "NOT_RISING"),
        ("tiers.tiers.2.threshold", "NOT_RISING"),
    ]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (ladder(TierWindow.MONTHS, 0), [("tiers.length", "REQUIRED")]),
        (ladder(TierWindow.LIFE, 12), [("tiers.length", "UNEXPECTED")]),
        (ladder(TierWindow.MONTHS, 26), [("tiers.length", "TOO_GREAT")]),
        (ladder(TierWindow.DAYS, 730, grace_days=71), [("tiers.grace_days", "TOO_GREAT")]),
    ],
)
def test_a_window_says_how_long_it_is_and_is_remembered(told, found):
    assert faults_of(replace(PLAIN, tiers=told)) == found


def test_a_tier_is_there_once_and_earns_no_less_than_none():
    silver = replace(ladder(measure=TierMeasure.ORDERS, silver=3).tiers[0], benefits=Benefits(earn_percent=99))
    told = replace(ladder(), tiers=(silver, replace(silver, threshold=4, benefits=None)))
    assert faults_of(replace(PLAIN, tiers=told)) == [
        ("tiers.tiers.1.tier_id", "DUPLICATE"),
        ("tiers.tiers.0.benefits.earn_percent", "TOO_SMALL"),
    ]


# --- offers


def reward(**changed: Any) -> list[tuple[str, str]]:
    """Of the first reward of the sample, which is money off."""
    told = replace(sample().rewards[0], **changed)
    return [(field.removeprefix("rewards.0."), reason) for field, reason in faults(rewards=(told,))]


def test_a_reward_is_offered_where_rewards_are_allowed_for_what_it_is_worth():
    euros = Money(500, "EUR")
    offers = [
        ("DE", euros),
        ("XK", euros),
        ("FR", None),
        ("GB", Money(0, "GBP")),
        ("JP", Money(-5, "JPY")),
        ("DE", euros),
    ]
    found = reward(markets=tuple(RewardMarket(market, 30, value) for market, value in offers))
    assert found == [
        ("markets.5.market", "DUPLICATE"),
        ("markets.1.market", "UNKNOWN_MARKET"),
        ("markets.2.value", "REQUIRED"),
        ("markets.3.value.minor_units", "ABSURD_AMOUNT"),
        ("markets.4.value.minor_units", "ABSURD_AMOUNT"),
    ]
    spec = replace(PLAIN, markets=(replace(GERMANY, rewards_allowed=False),))
    found = faults_of(replace(spec, rewards=(replace(sample().rewards[3], markets=(RewardMarket("DE", 30),)),)))
    assert found == [("rewards.0.markets.0.market", "REWARDS_NOT_ALLOWED")]


def test_a_reward_is_what_it_refers_to_and_priced_for_tiers_that_there_are():
    assert reward(refers_to="TIDAL-1L") == [("refers_to", "UNEXPECTED")]
    assert reward(kind=RewardKind.CHARITY) == [("refers_to", "REQUIRED")]
    prices = TierPrice("silver", 9), TierPrice("bronze", 8), TierPrice("silver", 7)
    assert reward(tier_prices=prices) == [
        ("tier_prices.2.tier_id", "DUPLICATE"),
        ("tier_prices.1.tier_id", "UNKNOWN_TIER"),
    ]


def campaign(**changed: Any) -> list[tuple[str, str]]:
    told = replace(sample().campaigns[0], **changed)
    return [(field.removeprefix("campaigns.0."), reason) for field, reason in faults(campaigns=(told,))]


def test_a_campaign_ends_after_it_begins_and_gives_one_kind_of_bonus():
    begins = sample().campaigns[0].from_
    assert campaign(to=begins) == [("to", "ENDS_BEFORE_START")]
    assert campaign(bonus_percent=0) == [("bonus_percent", "EITHER_OR")]
    assert campaign(points_per_line=5) == [("bonus_percent", "EITHER_OR")]
    assert campaign(tiers=("bronze",), segments=("vip", "vip")) == [
        ("segments.1", "DUPLICATE"),
        ("tiers.0", "UNKNOWN_TIER"),
    ]


def test_campaigns_may_overlap():
    one = sample().campaigns[0]
    check(replace(sample(), campaigns=(one, replace(one, campaign_id="another"))))


@pytest.mark.parametrize(
    ("part", "name"),
    [("categories", "name"), ("rewards", "reward_id"), ("campaigns", "campaign_id"), ("contents", "kind")],
)
def test_names_are_there_once(part, name):
    first = getattr(sample(), part)[0]
    told = {"earn_rules": (BASE,), "categories": sample().categories[:1], part: (first, first)}
    assert faults(**told) == [(f"{part}.1.{name}", "DUPLICATE")]


# --- what the contract says itself


BAND, GERMAN = {"minor_units": 100}, {"market": "DE", "zone": "Europe/Berlin"}
RULE, YEN = {"name": "base", "rounding": "down", "bands": [BAND]}, {"currency": "JPY", "minor_units": 162, "worth": 100}


@pytest.mark.parametrize(
    ("part", "said", "field", "reason"),
    [
        ("currency", "EURO", "", "UNKNOWN_CURRENCY"),
        ("currency_rates", [YEN | {"currency": "XQX"}], "0.currency", "UNKNOWN_CURRENCY"),
        ("currency_rates", [YEN | {"minor_units": 0}], "0.minor_units", "REQUIRED"),
        ("currency_rates", [YEN | {"minor_units": -1}], "0.minor_units", "TOO_SMALL"),
        ("currency_rates", [YEN | {"worth": 10**10}], "0.worth", "TOO_GREAT"),
        ("markets", [GERMAN | {"market": "XX"}], "0.market", "UNKNOWN_COUNTRY"),
        ("markets", [GERMAN | {"zone": "Europe/Atlantis"}], "0.zone", "UNKNOWN_ZONE"),
        ("markets", [GERMAN | {"return_days": 401}], "0.return_days", "TOO_GREAT"),
        ("earn_rules", [], "", "REQUIRED"),
        ("earn_rules", [RULE | {"rounding": None}], "0.rounding", "REQUIRED"),
        ("earn_rules", [RULE | {"bands": [BAND | {"from": -1}]}], "0.bands.0.from", "TOO_SMALL"),
        ("point_value", {"points": 1}, "minor_units", "REQUIRED"),
        ("referral", {"referrer_points": -5}, "referrer_points", "TOO_SMALL"),
        ("contents", [{"kind": "photo_review", "points": 10**7}], "0.points", "TOO_GREAT"),
        ("correction_limit", -1, "", "TOO_SMALL"),
    ],
)
def test_single_values_are_refused_by_the_contract(part, said, field, reason):
    message = from_json(to_json(sample_message()) | {part: said}, programme_types_pb2.Programme)
    wrong = ".".join(filter(None, (part, field)))
    assert (wrong, reason) in [(one.field, one.reason) for one in check_contract(message)]
