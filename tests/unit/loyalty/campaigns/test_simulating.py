"""A simulation says what a campaign would have cost: what it costs, were it to run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.loyalty.domain.campaigns.campaign import Campaign
from services.loyalty.domain.campaigns.simulating import KINDS, Simulated, SimulatedDay, Simulation
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.order_facts import Delivery
from services.loyalty.domain.programme.offers import CampaignSpec, LineSelector
from services.loyalty.domain.words import EntryKind, Source
from tests.support.campaigns import SPRING
from tests.support.ledgers import NOON, Ledger, delivered, delivery, line, profiled, refund, refunded
from tests.support.programmes import programme

DAY = timedelta(days=1)
START, END = NOON - DAY, NOON + 30 * DAY


def simulated(spec: CampaignSpec, *ledgers: Ledger) -> Simulated:
    simulation = Simulation(Campaign.of(spec, {"mugs": ("MUG",)}), START, END)
    for ledger in ledgers:
        simulation.take(entry for entry in ledger.entries if entry.kind in KINDS)
    return simulation.outcome()


def bought(*orders: Delivery, campaigns: Sequence[CampaignSpec] = ()) -> Ledger:
    """A member's history."""
    return Ledger().take_all(*(delivered(order, programme(campaigns=campaigns)) for order in orders))


def mugs(price: int, order: str, days: int = 0, country: str = "DE") -> Delivery:
    return delivery(price, line("1", price, sku="MUG-BLUE"), order=order, at=NOON + days * DAY, country=country)


def test_days_members_and_orders_are_counted_within_the_period():
    first = bought(mugs(1_000, "a"), mugs(3_000, "b", days=1), mugs(9_900, "late", days=30))
    second = bought(mugs(2_000, "c", days=1), mugs(50, "too-cheap"))
    found = simulated(SPRING, first, second)
    assert (found.points, found.wanted, found.taken_back) == (30, 30, 0)
    assert (found.members, found.orders, found.orders_seen) == (2, 3, 4)
    assert found.days == (SimulatedDay("2026-03-02", 5, 1), SimulatedDay("2026-03-03", 25, 2))
    assert found.exhausted_at is None


def test_the_campaigns_own_period_lies_ahead_and_does_not_count():
    ahead = replace(SPRING, from_=END + 30 * DAY, to=END + 60 * DAY)
    assert simulated(ahead, bought(mugs(1_000, "a"))).points == 5


def test_a_budget_is_used_up_in_the_order_of_the_deliveries_whoever_comes_first():
    ledgers = bought(mugs(2_000, "late", days=3)), bought(mugs(2_000, "early")), bought(mugs(2_000, "middle", days=1))
    found = simulated(replace(SPRING, budget=15), *ledgers)
    assert (found.points, found.wanted, found.members) == (15, 30, 2)
    assert [(one.day, one.points) for one in found.days] == [("2026-03-02", 10), ("2026-03-03", 5)]
    assert found.exhausted_at == NOON + DAY


def test_the_lines_markets_and_segments_of_then_count():
    ledger = Ledger().take_all(
        delivered(mugs(1_000, "before"), programme()),
        profiled(Profile(segments=("coffee",)), 1, NOON),
        delivered(delivery(3_000, line("1", 1_000, "MUG-RED"), line("2", 2_000, "LAMP"), order="mixed"), programme()),
        delivered(mugs(4_000, "abroad", country="JP"), programme()),
    )
    assert simulated(SPRING, ledger).points == 5 + 15 + 20
    assert simulated(replace(SPRING, segments=("coffee",)), ledger).points == 15 + 20
    assert simulated(replace(SPRING, lines=LineSelector(categories=("mugs",))), ledger).points == 5 + 5 + 20
    assert simulated(replace(SPRING, lines=LineSelector(markets=("JP",))), ledger).points == 20
    assert simulated(replace(SPRING, tiers=("gold",)), ledger).points == 0


def test_what_was_refunded_since_is_taken_back():
    ledger = bought(mugs(1_000, "a")).take_all(refunded(refund(300, 1_000, order="a"), programme()))
    assert (simulated(SPRING, ledger).points, simulated(SPRING, ledger).taken_back) == (5, 2)


steps = st.lists(
    st.tuples(st.lists(st.integers(1, 10**5), min_size=1, max_size=3), st.integers(0, 40), st.integers(0, 2)),
    max_size=6,
)


@given(
    steps,
    st.sampled_from(
        [
            SPRING,
            replace(SPRING, bonus_percent=0, points_per_line=7),
            replace(SPRING, bonus_percent=0, points_per_order=100),
            replace(SPRING, bonus_percent=33, member_points=500),
        ]
    ),
)
def test_it_says_what_the_campaign_costs_were_it_to_run(steps, spec):
    """The same orders and refunds, without the campaign and with it."""
    histories = []
    for campaigns in ((), (replace(spec, from_=START, to=END),)):
        shop, ledger = programme(campaigns=campaigns), Ledger()
        for number, (prices, days, refunds) in enumerate(steps):
            lines = [line(str(n), price) for n, price in enumerate(prices)]
            ledger.take(delivered(delivery(sum(prices), *lines, order=f"o{number}", at=NOON + days * DAY), shop))
            for part in range(refunds):
                amount = sum(prices) // 3
                if amount:
                    told = refund(amount, sum(prices), so_far=part * amount, order=f"o{number}", refund_id=f"r{part}")
                    ledger.take(refunded(told, shop))
        histories.append(ledger)
    without, with_it = histories
    found = simulated(spec, without)
    of_campaign = [entry for entry in with_it.entries if entry.source is Source.CAMPAIGN]
    assert found.points == sum(entry.points for entry in of_campaign if entry.kind is EntryKind.EARN)
    assert found.taken_back == -sum(entry.points for entry in of_campaign if entry.kind is EntryKind.CLAWBACK)
