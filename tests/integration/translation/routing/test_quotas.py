"""What a shop has bought of an engine, and what it has used: in the store, for all processes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pymongo.errors import ConnectionFailure, DuplicateKeyError

from services.kit.errors import Away
from services.kit.money import Money
from services.translation.domain.engine import EngineAway, EngineRefused, QuotaSpent
from services.translation.domain.routing.breaker import FAILURES_IN_A_ROW
from services.translation.domain.routing.policy import EngineTerms
from services.translation.domain.routing.route import WhyNone
from services.translation.domain.routing.status import Health
from services.translation.routing.usage import Spent, Usage
from tests.support.routing_office import HOLA, NOON, OTHER, TENANT, Office
from tests.support.scripted_engine import HANG, ScriptedEngine
from tests.support.streams import eventually

DAY = timedelta(days=1)


async def test_characters_and_cost_are_counted_by_engine_and_pair(office):
    office.publish(EngineTerms("first", price_per_million=Money(2_500_000, "EUR")))
    await office.ask("hola", "adiós")
    await office.ask("gracias")
    found = await office.status()
    assert (found.characters, found.costs, found.month) == (16, (Money(40, "EUR"),), "2026-03")
    (pair,) = found.pairs
    assert (pair.source_language, pair.target_language, pair.characters, pair.costs) == ("es", "en", 16, found.costs)
    assert (await office.status("second")).characters == 0


async def test_what_was_paid_stays_paid_when_the_price_changes(office):
    office.publish(EngineTerms("first", price_per_million=Money(1_000_000, "EUR")))
    await office.ask("hola")
    office.publish(EngineTerms("first", price_per_million=Money(3_000_000, "USD")))
    await office.ask("hola")
    assert (await office.status()).costs == (Money(4, "EUR"), Money(12, "USD"))


async def test_when_the_quota_is_used_up_the_next_engine_is_asked(office):
    office.publish(EngineTerms("first", monthly_characters=10))
    await office.ask("diez letra")
    with pytest.raises(QuotaSpent, match="0 of 10 characters"):
        await office.ask("hola")
    assert len(office.first.asked) == 1
    assert office.names() == ["second"]
    found = await office.status()
    assert (found.condition.health, found.characters, found.monthly_characters) == (Health.SPENT, 10, 10)


async def test_a_text_that_is_too_long_for_what_is_left_leaves_it_to_shorter_ones(office):
    office.publish(EngineTerms("first", monthly_characters=10))
    with pytest.raises(QuotaSpent):
        await office.ask("once letras")
    assert office.names() == ["first", "second"]
    assert (await office.ask("hola")).texts == ("HOLA",)


async def test_a_shop_whose_only_engine_is_spent_is_told_so(translation_database):
    office = Office(translation_database, ScriptedEngine("first"))
    office.publish(EngineTerms("first", monthly_characters=4))
    await office.ask("hola")
    with pytest.raises(QuotaSpent):
        await office.ask("hola")
    assert office.routing.route(TENANT, "es", "en").reason_if_none is WhyNone.QUOTA_SPENT
    assert office.names(tenant=OTHER) == ["first"]


async def test_more_can_be_bought_and_counts_at_once(office):
    office.publish(EngineTerms("first", monthly_characters=4))
    await office.ask("hola")
    with pytest.raises(QuotaSpent):
        await office.ask("hola")
    office.publish(EngineTerms("first", monthly_characters=8))
    assert (await office.ask("hola")).texts == ("HOLA",)


async def test_a_new_month_begins_at_nothing(office):
    office.publish(EngineTerms("first", monthly_characters=4))
    await office.ask("hola")
    with pytest.raises(QuotaSpent):
        await office.ask("hola")
    office.time.advance(30 * DAY)
    assert office.names() == ["first", "second"]
    assert (await office.ask("hola")).texts == ("HOLA",)
    assert (await office.status()).month == "2026-04"


async def test_a_quota_is_of_one_shop(office):
    office.publish(EngineTerms("first", monthly_characters=4))
    await office.ask("hola")
    await office.ask("hola", tenant=OTHER)
    await office.ask("hola", tenant=OTHER)
    assert [(await office.status(tenant=tenant)).characters for tenant in (TENANT, OTHER)] == [4, 8]


def test_however_many_ask_at_once_no_more_is_used_than_was_bought(translation_database):
    """Eight processes want 400 times 7 characters of 1,000: 142 get them."""
    processes = [Usage(translation_database, lambda: NOON) for _ in range(8)]
    terms = EngineTerms("first", 1000)

    def reserve(number: int) -> int:
        try:
            return processes[number % 8].reserve(TENANT, "first", "es>en", 7, terms).characters
        except Spent:
            return 0

    with ThreadPoolExecutor(8) as pool:
        granted = list(pool.map(reserve, range(400)))
    assert granted.count(7) == 142
    assert processes[0].read(TENANT, ["first"], "2026-03")["first"]["characters"] == 994


def test_those_who_begin_a_month_together_all_count(translation_database):
    for month in range(1, 13):
        processes = [Usage(translation_database, lambda month=month: NOON.replace(month=month)) for _ in range(6)]
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda one: one.reserve(TENANT, "first", "es>en", 7, EngineTerms("first", 42)), processes))
        assert processes[0].read(TENANT, ["first"], f"2026-{month:02}")["first"]["characters"] == 42


class Meddled:
    """The collection of a process that another one gets ahead of: `first` is done before its next write, which then
    fails with `error`."""

    def __init__(self, collection: Any, first: Callable[[], object], error: Exception) -> None:
        self._collection = collection
        self._first: Callable[[], object] | None = first
        self._error = error

    def __getattr__(self, name: str) -> Any:
        if self._first is not None and name in ("update_one", "bulk_write"):
            first, self._first = self._first, None
            first()
            raise self._error
        return getattr(self._collection, name)


def test_who_is_second_to_begin_a_month_looks_again(translation_database):
    here, there = (Usage(translation_database, lambda: NOON) for _ in range(2))
    terms = EngineTerms("first", 14)
    here._collection = Meddled(
        here._collection, lambda: there.reserve(TENANT, "first", "es>en", 7, terms), DuplicateKeyError("_id")
    )
    here.reserve(TENANT, "first", "es>en", 7, terms)
    with pytest.raises(Spent):
        here.reserve(TENANT, "first", "es>en", 7, terms)


def test_what_is_counted_while_a_write_fails_is_not_lost(translation_database):
    usage = Usage(translation_database, lambda: NOON)
    usage.judged(TENANT, "first", "es>en", 1)
    meanwhile = partial(usage.judged, TENANT, "first", "es>en", 0)
    usage._collection = Meddled(usage._collection, meanwhile, ConnectionFailure("gone"))
    with pytest.raises(Away):
        usage.flush()
    usage.flush()
    counts = usage.read(TENANT, ["first"], "2026-03")["first"]["pairs"]["es>en"]
    assert (counts["judged"], counts["faulty"]) == (2, 1)


async def test_an_answer_of_last_month_that_is_checked_in_this_one_takes_no_quota(office):
    office.publish(EngineTerms("first", monthly_characters=4))
    office.routing.judged(TENANT, office.routing.route(TENANT, "es", "en").candidates[0], 0)
    assert (await office.status()).characters == 0
    assert (await office.ask("hola")).texts == ("HOLA",)


async def test_a_quota_that_was_spent_is_looked_at_again_since_characters_may_be_given_back(translation_database):
    office = Office(translation_database, seconds=0.0)
    office.publish(EngineTerms("first", monthly_characters=4))
    candidate = office.routing.route(TENANT, "es", "en").candidates[0]
    office.first.will(HANG)
    asking = asyncio.create_task(office.routing.ask(TENANT, candidate, HOLA, 0.5))
    await eventually(lambda: office.first.asked)
    with pytest.raises(QuotaSpent):
        await office.ask("hola")
    with pytest.raises(EngineAway):
        await asking
    office.seconds = 599
    assert office.names() == ["second"]
    office.seconds = 600
    assert office.names() == ["first", "second"]


async def test_what_was_reserved_too_late_to_be_asked_for_is_given_back(office, monkeypatch):
    candidate, asked_too_late = office.routing.route(TENANT, "es", "en").candidates[0], threading.Event()
    reserve = Usage.reserve

    def slowly(*said: Any) -> Any:
        asked_too_late.wait(10)
        return reserve(*said)

    monkeypatch.setattr(Usage, "reserve", slowly)
    with pytest.raises(EngineAway, match="no time was left"):
        await office.routing.ask(TENANT, candidate, HOLA, 0.02)
    asked_too_late.set()
    used = office.routing._usage

    async def given_back() -> bool:
        await asyncio.to_thread(used.flush)
        found = await asyncio.to_thread(used.read, TENANT, ["first"], "2026-03")
        return "first" in found and found["first"]["characters"] == 0

    await eventually(given_back)
    assert not office.first.asked


@pytest.mark.parametrize("error", [EngineAway("first", "it answers 503"), EngineRefused("first", "too rude")])
async def test_what_an_engine_did_not_do_is_not_charged(office, error):
    office.publish(EngineTerms("first", 100, Money(1_000_000, "EUR")))
    office.first.will(error)
    with pytest.raises(type(error)):
        await office.ask("hola")
    found = await office.status()
    assert (found.characters, found.costs) == (0, (Money(0, "EUR"),))


async def test_what_an_engine_got_and_did_not_answer_in_time_may_be_billed_and_counts(office):
    office.first.will(HANG)
    with pytest.raises(EngineAway, match="no answer within"):
        await office.ask("hola", seconds=0.1)
    assert (await office.status()).characters == 4


async def test_an_engine_that_bills_otherwise_than_we_count_is_believed(translation_database):
    office = Office(translation_database, ScriptedEngine("first", billed=3))
    office.publish(EngineTerms("first", price_per_million=Money(1_000_000, "EUR")))
    await office.ask("hola")
    found = await office.status()
    assert (found.characters, found.costs, found.pairs[0].characters) == (12, (Money(12, "EUR"),), 12)


async def test_all_processes_are_seen_together(translation_database):
    here, there = Office(translation_database), Office(translation_database)
    await here.ask("hola")
    there.first.will(EngineAway("first", "it answers 503"))
    with pytest.raises(EngineAway):
        await there.ask("hola")
    await there.ask("adiós")
    await there.status()
    found = await here.status()
    assert (found.characters, found.quality.answered, found.quality.away) == (9, 2, 1)
    assert (found.last_away_at, found.last_away_why, found.last_answered_at) == (NOON, "it answers 503", NOON)


async def test_what_cant_be_written_now_is_written_later(office, store_process):
    await office.ask("hola")
    candidate = office.routing.route(TENANT, "es", "en").candidates[0]
    office.routing.judged(TENANT, candidate, faults=1)
    store_process.stop()
    with pytest.raises(Away):
        await office.routing.status(TENANT)
    office.routing.judged(TENANT, candidate, faults=0)
    store_process.start()

    async def status():
        try:
            return await office.status()
        except Away:
            return None

    found = await eventually(status)
    assert (found.quality.answered, found.quality.judged, found.quality.faulty) == (1, 2, 1)


async def test_a_store_that_is_away_is_no_failure_of_the_engine(office, store_process):
    candidate = office.routing.route(TENANT, "es", "en").candidates[0]
    store_process.stop()
    try:
        with pytest.raises(Away) as caught:
            await office.routing.ask(TENANT, candidate, HOLA, 10)
        assert caught.value.what == "store"
        for _ in range(2 * FAILURES_IN_A_ROW):
            with pytest.raises(EngineAway, match="no time was left"):
                await office.routing.ask(TENANT, candidate, HOLA, 0.02)
    finally:
        store_process.start()
    assert await eventually(lambda: _names(office)) == ["first", "second"]
    assert not office.first.asked


def _names(office: Office) -> list[str]:
    try:
        return office.names()
    except Away:
        return []
