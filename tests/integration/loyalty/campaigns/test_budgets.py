"""A budget on the real store, with many who spend it at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import pytest
from pymongo import MongoClient

from services.kit.aggregate import Verdict
from services.loyalty.domain.campaigns.budget import Budget
from tests.support.campaigns import SPRING, Shop, granted, request
from tests.support.streams import eventually

LIMITED = replace(SPRING, budget=1_000)


def spend(uri: str, database: str, orders: list[str], points: int) -> int:
    """One client, on a connection of its own: asks for a bonus for each order, and for each a second time. Answers how
    many requests were decided here."""
    with MongoClient(uri, tz_aware=True, w="majority", journal=True) as client:
        shop = Shop(client[database])
        outcomes = shop.take(*(request(points, order) for order in [*orders, *orders]))
    return sum(outcome.verdict is Verdict.APPLIED for outcome in outcomes)


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(50) as pool:
        yield pool


@pytest.fixture
def four_processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def test_fifty_clients_spend_a_budget_of_a_thousand_to_its_last_point_and_no_further(
    shop, threads, mongodb_uri, database
):
    shop.publish(LIMITED)
    clients = [
        threads.submit(spend, mongodb_uri, database.name, [f"o{client}-{n}" for n in range(3)], 37)
        for client in range(50)
    ]
    assert sum(client.result() for client in clients) == 150
    budget = shop.budget()
    assert budget.granted == 1_000
    assert (budget.decided, budget.refused) == (150, 150 * 37 - 1_000)
    assert granted(shop.told(shop.budgets)) == 1_000


def test_clients_in_four_processes_who_ask_for_the_same_bonuses_are_granted_each_once(
    shop, four_processes, mongodb_uri, database
):
    shop.publish(LIMITED)
    orders = [f"o{number}" for number in range(40)]
    clients = [
        four_processes.submit(spend, mongodb_uri, database.name, orders[start:] + orders[:start], 30)
        for start in range(0, 40, 3)
    ]
    assert sum(client.result(timeout=100) for client in clients) == 40
    assert shop.budget().granted == 1_000
    told = shop.told(shop.budgets)
    assert granted(told) == 1_000
    assert len({event.order_id for event in told if event.DESCRIPTOR.name == "BonusGranted"}) == 34


async def test_clients_that_are_killed_while_they_spend_leave_no_bonus_twice_and_none_half(shop, mongodb_uri, database):
    shop.publish(LIMITED)
    orders = [f"o{number}" for number in range(200)]
    context = multiprocessing.get_context("spawn")
    for killed_at in (20, 45, 70):
        client = context.Process(target=spend, args=(mongodb_uri, database.name, orders, 7))
        client.start()
        await eventually(lambda wanted=killed_at: (shop.budget() or Budget("spring", 0)).decided >= wanted)
        client.kill()
        client.join()
    shop.take(*(request(7, order) for order in orders))
    budget = shop.budget()
    assert (budget.granted, budget.decided, budget.bonuses) == (1_000, 200, 143)
    told = [event for event in shop.told(shop.budgets) if event.DESCRIPTOR.name == "BonusGranted"]
    assert granted(told) == 1_000
    assert len({event.order_id for event in told}) == len(told) == 143


def test_a_request_that_comes_again_after_the_budget_was_published_is_known(shop):
    shop.publish(LIMITED)
    assert [one.verdict for one in shop.take(request(100, "o1"))] == [Verdict.APPLIED]
    pending = shop.budgets.waiting(10)
    shop.budgets.settle(pending)
    assert [one.verdict for one in shop.take(request(100, "o1"), request(100, "o2"))] == [
        Verdict.REPEATED,
        Verdict.APPLIED,
    ]
    assert shop.budget().granted == 200


def test_a_budget_that_the_shop_has_raised_grants_to_those_who_wait(shop):
    shop.publish(LIMITED)
    shop.take(request(1_000, "o1"))
    shop.publish(replace(LIMITED, budget=1_500))
    shop.take(request(800, "o2"))
    assert (shop.budget().granted, shop.budget().total) == (1_500, 1_500)


def test_a_campaign_that_is_gone_from_the_programme_keeps_its_budget_for_what_it_was_asked_before(shop):
    shop.publish(LIMITED)
    shop.publish()
    shop.take(request(1_200, "o1", revision=1))
    assert shop.budget().granted == 1_000


def test_a_limit_that_the_shop_has_taken_away_binds_nobody(shop):
    shop.publish(LIMITED)
    shop.publish(replace(LIMITED, budget=0))
    shop.take(request(1_200, "o1", revision=1))
    assert shop.budget().granted == 1_200
