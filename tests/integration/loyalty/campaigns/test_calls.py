"""What is told of campaigns, from the real store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import pytest
from heliodesk.loyalty.v1 import campaign_service_pb2 as calls
from heliodesk.loyalty.v1 import programme_types_pb2, quote_service_pb2

from services.kit.convert import to_proto
from services.kit.errors import RefusalKind, Refused
from services.kit.instants import from_timestamp, to_timestamp
from services.loyalty.campaigns.history import histories, history
from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.domain.programme.specs import Tier, TierLadder
from services.loyalty.domain.programme.words import TierMeasure, TierWindow
from tests.support.campaigns import NOON, SPRING, Shop, request
from tests.support.orders import delivered, money, refunded

DAY = timedelta(days=1)
LIMITED = replace(SPRING, budget=1_000)
AHEAD = replace(SPRING, campaign_id="ahead", from_=NOON + 40 * DAY, to=NOON + 50 * DAY)


async def budget_of(shop: Shop, campaign: str = "spring") -> calls.CampaignBudget:
    return (await shop.campaigning.GetBudget(calls.GetBudgetRequest(campaign_id=campaign), shop.call())).budget


async def simulate(
    shop: Shop, spec: CampaignSpec, days: int = 30, start: datetime = NOON - DAY
) -> calls.SimulateCampaignResponse:
    asked = calls.SimulateCampaignRequest(campaign=to_proto(spec, programme_types_pb2.Campaign))
    getattr(asked, "from").CopyFrom(to_timestamp(start))
    asked.to.CopyFrom(to_timestamp(start + days * DAY))
    return await shop.campaigning.SimulateCampaign(asked, shop.call())


async def test_campaigns_are_listed_with_their_budgets(shop):
    shop.publish(LIMITED, AHEAD)
    shop.take(request(300, "o1"))
    answer = await shop.campaigning.ListCampaigns(calls.ListCampaignsRequest(), shop.call())
    assert answer.revision == 1
    spring, ahead = answer.campaigns
    assert (spring.campaign.campaign_id, spring.running, spring.budget.left) == ("spring", True, 700)
    assert (ahead.campaign.campaign_id, ahead.running, ahead.HasField("budget")) == ("ahead", False, False)
    running = await shop.campaigning.ListCampaigns(calls.ListCampaignsRequest(running=True), shop.call())
    assert list(running.campaigns) == [spring]


async def test_a_budget_tells_what_was_given_and_what_was_refused(shop):
    shop.publish(LIMITED)
    assert await budget_of(shop) == calls.CampaignBudget(campaign_id="spring", total=1_000, left=1_000)
    shop.take(request(900, "o1"), request(300, "o2"), request(50, "o3"))
    found = await budget_of(shop)
    assert (found.granted, found.left, found.bonuses, found.refused, found.refusals) == (1_000, 0, 2, 250, 1)
    assert from_timestamp(found.exhausted_at) == shop.clock.now()
    shop.publish(replace(LIMITED, budget=1_200))
    raised = await budget_of(shop)
    assert (raised.total, raised.left, raised.HasField("exhausted_at")) == (1_200, 200, False)


async def test_a_campaign_without_a_budget_has_none(shop):
    shop.publish(SPRING)
    for campaign in ("spring", "unheard-of"):
        with pytest.raises(Refused, match="NO_BUDGET") as refused:
            await budget_of(shop, campaign)
        assert refused.value.kind is RefusalKind.NOT_FOUND


async def test_what_a_campaign_has_given_is_told_when_it_is_gone_from_the_programme(shop):
    shop.publish(LIMITED)
    shop.take(request(300, "o1"))
    shop.publish()
    found = await budget_of(shop)
    assert (found.total, found.granted, found.left) == (1_000, 300, 700)
    shop.publish(SPRING)
    with pytest.raises(Refused, match="NO_BUDGET"):
        await budget_of(shop)


async def test_a_campaign_is_simulated_on_what_the_ledger_has(shop):
    shop.publish()
    for number in range(12):
        shop.take(delivered(1_000 * (number + 1), order=f"o{number}", customer=f"c{number % 5}"))
    shop.take(refunded(500, 500, 1_000, order="o0", customer="c0"))
    await asyncio.to_thread(other_tenant, shop)
    found = await simulate(shop, LIMITED)
    assert (found.points, found.wanted, found.taken_back) == (390, 390, 3)
    assert (found.members, found.orders, found.orders_seen) == (5, 12, 12)
    assert [(day.day, day.points, day.orders) for day in found.days] == [("2026-03-02", 390, 12)]
    # Two points are worth a cent.
    assert (found.worth, found.currency) == (194, "EUR")
    scarce = await simulate(shop, replace(SPRING, budget=100))
    assert (scarce.points, scarce.wanted, from_timestamp(scarce.exhausted_at)) == (100, 390, NOON)


def other_tenant(shop: Shop) -> None:
    (work,) = [shop.work(delivered(10**6, order="other"))]
    shop.accounts.run([replace(work, id="shop-2/c1", keys=(), about=())])


async def test_the_tier_and_the_segments_of_a_member_are_those_that_it_brought_into_the_period(shop):
    silver = TierLadder(TierMeasure.SPEND, TierWindow.LIFE, (Tier("silver", 10_000),))
    shop.publish(tiers=silver)
    orders = [
        delivered(10_000, order="before", customer="c1"),
        delivered(1_000, order="o1", customer="c1"),
        delivered(1_000, order="o2", customer="c2"),
    ]
    for days, order in zip((1, 5, 5), orders, strict=True):
        order.delivered_at.CopyFrom(to_timestamp(NOON + days * DAY))
    shop.take(*orders)
    found = await simulate(shop, replace(SPRING, tiers=("silver",)), start=NOON + 2 * DAY)
    assert (found.points, found.members, found.orders_seen) == (5, 1, 2)


async def test_nothing_is_written_by_a_simulation(shop):
    shop.publish()
    shop.take(delivered(1_000))
    before = [list(shop.accounts.database[name].find()) for name in shop.accounts.database.list_collection_names()]
    await simulate(shop, LIMITED)
    assert before == [
        list(shop.accounts.database[name].find()) for name in shop.accounts.database.list_collection_names()
    ]


@pytest.mark.parametrize(
    ("spec", "days", "field"),
    [
        (SPRING, 0, "to"),
        (SPRING, -3, "to"),
        (SPRING, 401, "to"),
        (replace(SPRING, tiers=("platinum",)), 30, "campaign.tiers.0"),
        (replace(SPRING, points_per_line=3), 30, "campaign.bonus_percent"),
        (replace(SPRING, bonus_percent=0), 30, "campaign.bonus_percent"),
    ],
)
async def test_what_cannot_be_simulated_is_refused_with_its_field(shop, spec, days, field):
    shop.publish()
    with pytest.raises(Refused, match="INVALID_FIELDS") as refused:
        await simulate(shop, spec, days)
    assert [violation.field for violation in refused.value.violations] == [field]


def test_a_history_that_nobody_waits_for_any_more_ends(shop):
    shop.publish()
    shop.take(delivered(1_000))
    stopped = Event()
    assert len(list(histories(shop.accounts, "shop", NOON, stopped))) == 1
    stopped.set()
    assert list(histories(shop.accounts, "shop", NOON, stopped)) == []


def test_the_history_is_read_by_its_ids(shop):
    shop.publish()
    shop.take(delivered(1_000))
    plan = str(history(shop.accounts, "shop", NOON).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan or "CLUSTERED_IXSCAN" in plan


# --- quotes


def order_of(*prices: int, customer: str = "", currency: str = "EUR", country: str = ""):
    return quote_service_pb2.QuoteOrderRequest(
        customer_id=customer,
        country=country,
        lines=[
            quote_service_pb2.QuotedLine(line_id=str(n), sku="MUG", quantity=1, unit_price=money(price, currency))
            for n, price in enumerate(prices)
        ],
    )


async def test_a_quote_is_made_of_the_programme_the_account_and_what_the_budget_has_left(shop):
    shop.publish(LIMITED)
    shop.take(request(996, "o1"))
    found = await shop.quoting.QuoteOrder(order_of(1_000, 2_000, customer="c1"), shop.call())
    assert [(one.line_id, one.campaign_id, one.points, one.budgeted) for one in found.quotes] == [
        ("0", "", 10, False),
        ("1", "", 20, False),
        ("0", "spring", 4, True),
    ]
    assert (found.points, found.bonus, found.revision) == (34, 4, 1)
    assert from_timestamp(found.available_at) == shop.clock.now() + timedelta(days=14)
    assert shop.account("c1").entry_count == 0


async def test_somebody_who_is_no_member_yet_gets_a_quote_before_anything_is_published(shop):
    found = await shop.quoting.QuoteOrder(order_of(1_999), shop.call())
    assert (found.points, found.revision, found.tier) == (19, 0, "")


async def test_lines_in_two_currencies_are_refused(shop):
    asked = order_of(100)
    asked.lines.extend(order_of(100, currency="JPY").lines)
    with pytest.raises(Refused, match="INVALID_FIELDS"):
        await shop.quoting.QuoteOrder(asked, shop.call())


async def test_a_currency_that_the_programme_does_not_list_is_refused(shop):
    shop.publish()
    with pytest.raises(Refused, match="NO_RATE"):
        await shop.quoting.QuoteOrder(order_of(100, currency="JPY"), shop.call())
