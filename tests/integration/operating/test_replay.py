"""`heliodesk replay`: a group reads again from an instant on."""

from __future__ import annotations

import asyncio

from services.kit.clock import SystemClock
from services.kit.instants import to_text
from services.kit.topics import ORDER
from tests.integration.operating.conftest import PAID, PLACED, delayed

OF_ORDERS = ("--group", "ticketing", "--topic", ORDER.name)


def again(answer) -> int:
    return sum(step["again"] for step in answer.data)


async def test_what_is_read_again_from_an_instant_changes_nothing(shop, heliodesk):
    await shop.tell("o1", PLACED)
    await asyncio.sleep(0.01)  # records are stamped to the millisecond
    since = to_text(SystemClock().now())
    await shop.tell("o1", PAID, delayed("storm"))
    await shop.tell("o2", PLACED)
    await shop.follow()
    before = shop.seen()
    shown = await asyncio.to_thread(heliodesk, "replay", *OF_ORDERS, "--from", since, "--json")
    assert again(shown) == 3
    assert again(heliodesk("replay", *OF_ORDERS, "--from", since, "--json")) == 3, "looking sets nothing back"
    assert again(heliodesk("replay", *OF_ORDERS, "--from", since, "--json", "--yes")) == 3
    await shop.follow()
    assert shop.seen() == before


async def test_a_derived_state_that_was_thrown_away_is_built_anew(shop, heliodesk):
    start = to_text(SystemClock().now())
    await asyncio.sleep(0.01)
    await shop.tell("o1", PLACED, PAID, delayed("storm"))
    await shop.follow()
    before = shop.seen()
    shop.orders.collection.drop()
    assert heliodesk("replay", *OF_ORDERS, "--from", start, "--yes").code == 0
    await shop.follow()
    assert shop.seen() == before


async def test_a_group_that_reads_is_left_alone(shop, heliodesk):
    await shop.tell("o1", PLACED)
    await shop.follow()
    async with shop.followed():
        answer = await asyncio.to_thread(heliodesk, "replay", *OF_ORDERS, "--from", "2026-01-01T00:00:00Z", "--yes")
    assert answer.code == 1
    assert "ticketing has members that read" in answer.problem


async def test_nothing_is_skipped_by_an_instant_to_come(shop, heliodesk):
    await shop.tell("o1", PLACED)
    await shop.follow()
    await shop.tell("o1", PAID)
    assert again(heliodesk("replay", *OF_ORDERS, "--from", "2999-01-01T00:00:00Z", "--json", "--yes")) == 0
    await shop.follow()
    assert shop.order("o1").status == "paid"


def test_it_says_what_it_needs(heliodesk, unique):
    def problem(group: str, topic: str, since: str) -> str:
        return heliodesk("replay", "--group", group, "--topic", topic, "--from", since).problem

    assert "with its zone" in problem("ticketing", ORDER.name, "2026-03-02T12:00")
    assert "there is no topic" in problem("ticketing", f"none.{unique}", "2026-03-02T12:00:00Z")
    heliodesk("topics", "apply")
    assert "has read nothing" in problem(f"g{unique}", ORDER.name, "2026-03-02T12:00:00Z")
