"""Who is asked, within which time, and what comes of those that fail."""

from __future__ import annotations

import asyncio
import time

import pytest
from prometheus_client import REGISTRY

from services.kit.money import Money
from services.translation.domain.engine import Answer, EngineAway, EngineRefused, QuotaSpent
from services.translation.domain.routing.breaker import FAILURES_IN_A_ROW, FIRST_WAIT
from services.translation.domain.routing.deadline import share
from services.translation.domain.routing.policy import EngineTerms
from services.translation.domain.routing.route import WhyNone
from services.translation.domain.routing.status import Health
from tests.support.routing_office import HOLA, NOON, OTHER, TENANT, Office
from tests.support.scripted_engine import HANG, ScriptedEngine

BUSY = EngineAway("first", "it answers 503")


@pytest.fixture
def held(translation_database) -> Office:
    """Its breakers go by a clock in the test's hand."""
    return Office(translation_database, seconds=0.0)


async def fails(office: Office, times: int, error: Exception = BUSY) -> None:
    office.first.will(*[error] * times)
    for _ in range(times):
        with pytest.raises(type(error)):
            await office.ask()


# --- who


async def test_without_a_policy_all_are_asked_in_the_order_of_the_deployment(office):
    assert office.names() == ["first", "second"]
    assert (await office.ask("hola", "adiós")).texts == ("HOLA", "ADIÓS")


async def test_a_policy_says_who_is_asked_from_the_next_text_on_in_every_process(translation_database):
    here, there = Office(translation_database), Office(translation_database)
    assert there.names() == ["first", "second"]
    here.publish(**{"*>*": "second first"})
    assert there.names() == ["second", "first"]
    here.publish(**{"es>*": "second"})
    assert (there.names(), there.names(tenant=OTHER)) == (["second"], ["first", "second"])


async def test_an_engine_is_asked_in_the_tags_that_it_knows(office):
    (candidate, _) = office.routing.route(TENANT, "es-MX", "en-US").candidates
    await office.routing.ask(TENANT, candidate, HOLA, 5)
    assert (office.first.asked[0].source, office.first.asked[0].target) == ("es", "en")


async def test_a_pair_that_nobody_does_is_for_people(office):
    route = office.routing.route(TENANT, "ja", "en")
    assert (route.candidates, route.reason_if_none) == ((), WhyNone.NO_ENGINE_FOR_PAIR)
    office.publish(**{"es>*": ""})
    assert office.routing.route(TENANT, "es", "en").reason_if_none is WhyNone.NO_ENGINE_FOR_PAIR


async def test_an_engine_that_was_never_reached_may_do_the_pair(translation_database):
    office = Office(translation_database, ScriptedEngine("first", does=set(), absent=True))
    await office.routing.start()
    assert office.routing.route(TENANT, "es", "en").reason_if_none is WhyNone.ENGINE_AWAY
    found = await office.status()
    assert (found.condition.health, found.known_pairs) == (Health.AWAY, 0)


# --- within which time


async def test_nobody_takes_longer_than_there_is(office):
    office.first.will(HANG)
    started = time.monotonic()
    with pytest.raises(EngineAway, match="no answer within 0.[123]"):
        await office.ask(seconds=0.3)
    assert time.monotonic() - started < 0.6


async def test_nor_longer_than_the_shop_lets_it(office):
    office.publish(EngineTerms("first", timeout_ms=200))
    office.first.will(HANG)
    started = time.monotonic()
    with pytest.raises(EngineAway):
        await office.ask(seconds=30)
    assert time.monotonic() - started < 2


async def test_whoever_has_no_time_is_not_asked(office):
    with pytest.raises(EngineAway, match="no time"):
        await office.ask(seconds=0)
    assert not office.first.asked


async def test_silence_in_too_short_a_time_says_nothing_of_an_engine(office):
    office.first.will(*[HANG] * (FAILURES_IN_A_ROW + 1))
    for _ in range(FAILURES_IN_A_ROW + 1):
        with pytest.raises(EngineAway):
            await office.ask(seconds=0.1)
    assert office.names() == ["first", "second"]


async def test_a_fallback_fits_into_the_deadline_of_the_whole(translation_database):
    silent, other, last = ScriptedEngine("silent"), ScriptedEngine("other"), ScriptedEngine("last")
    silent.will(HANG)
    other.will(HANG)
    office = Office(translation_database, silent, other, last)
    candidates = office.routing.route(TENANT, "es", "en").candidates
    started = time.monotonic()
    ends, answer = started + 1.2, None
    for place, candidate in enumerate(candidates):
        seconds = share(ends - time.monotonic(), len(candidates) - place)
        try:
            answer = await office.routing.ask(TENANT, candidate, HOLA, seconds)
        except EngineAway:
            continue
    assert answer is not None and answer.texts == ("HOLA",)
    assert 0.9 <= time.monotonic() - started < 1.2


# --- what comes of those that fail


async def test_an_engine_that_is_down_is_asked_five_times_and_then_left_alone(held):
    await fails(held, FAILURES_IN_A_ROW)
    for _ in range(20):
        assert held.names() == ["second"]
    assert len(held.first.asked) == FAILURES_IN_A_ROW
    condition = (await held.status()).condition
    assert (condition.health, condition.why, condition.retry_in_seconds) == (Health.AWAY, "it answers 503", FIRST_WAIT)


async def test_of_many_who_come_when_its_time_is_over_one_finds_out(held):
    await fails(held, FAILURES_IN_A_ROW)
    candidate = held.routing.route(TENANT, "es", "en").candidates[0]
    assert candidate.engine.name == "second"
    held.seconds = FIRST_WAIT
    probe = held.routing.route(TENANT, "es", "en").candidates[0]
    assert (await held.status()).condition.health is Health.TRYING
    back = asyncio.Event()
    held.first.will(back)
    asking = [asyncio.create_task(held.routing.ask(TENANT, probe, HOLA, 5)) for _ in range(10)]
    _, waiting = await asyncio.wait(asking, timeout=5, return_when=asyncio.FIRST_EXCEPTION)
    done = [one for one in asking if one.done()]
    assert done and all(isinstance(one.exception(), EngineAway) for one in done)
    back.set()
    ends = await asyncio.gather(*asking, return_exceptions=True)
    assert sum(isinstance(one, Answer) for one in ends) == 1
    assert len(held.first.asked) == FAILURES_IN_A_ROW + 1
    assert held.names() == ["first", "second"]
    assert (await held.status()).condition.health is Health.WORKING


async def test_all_that_can_being_away_is_told_so(translation_database):
    office = Office(translation_database, ScriptedEngine("first"), seconds=0.0)
    await fails(office, FAILURES_IN_A_ROW)
    assert office.routing.route(TENANT, "es", "en").reason_if_none is WhyNone.ENGINE_AWAY
    assert office.routing.route(TENANT, "ja", "en").reason_if_none is WhyNone.NO_ENGINE_FOR_PAIR


async def test_an_engine_that_says_when_to_come_back_gets_nothing_until_then(held):
    await fails(held, 1, EngineAway("first", "429", retry_after=20))
    assert held.names() == ["second"]
    held.seconds = 19.9
    assert held.names() == ["second"]
    held.seconds = 20
    assert held.names() == ["first", "second"]


async def test_an_engine_that_is_spent_by_its_own_word_is_spent_for_all(translation_database):
    office = Office(translation_database, ScriptedEngine("first"), seconds=0.0)
    await fails(office, 1, QuotaSpent("first", "456"))
    for tenant in (TENANT, OTHER):
        assert office.routing.route(tenant, "es", "en").reason_if_none is WhyNone.QUOTA_SPENT
        assert (await office.status(tenant=tenant)).condition.health is Health.SPENT


async def test_a_shop_that_has_spent_its_quota_does_no_harm_to_others(office):
    office.publish(EngineTerms("first", monthly_characters=4))
    for _ in range(2 * FAILURES_IN_A_ROW):
        with pytest.raises(QuotaSpent):
            await office.ask("once letras")
    assert office.names(tenant=OTHER) == ["first", "second"]
    assert (await office.status(tenant=OTHER)).condition.health is Health.WORKING


async def test_one_pair_that_fails_leaves_the_others(translation_database):
    office = Office(translation_database, ScriptedEngine("first", {("es", "en"), ("es", "fr")}), seconds=0.0)
    for _ in range(FAILURES_IN_A_ROW):
        office.first.will(BUSY)
        with pytest.raises(EngineAway):
            await office.ask(target="fr")
        await office.ask(target="en")
    assert (office.names(target="fr"), office.names(target="en")) == ([], ["first"])
    found = await office.status()
    assert found.condition.health is Health.WORKING
    assert {one.target_language: one.condition.health for one in found.pairs} == {
        "en": Health.WORKING,
        "fr": Health.AWAY,
    }


async def test_an_answer_to_another_number_of_texts_is_none(office):
    office.first.will(Answer(("one", "two"), "1", 4))
    with pytest.raises(EngineAway, match="2 answers to 1 texts"):
        await office.ask("hola")


async def test_who_gives_up_leaves_the_engine_to_others(held):
    await fails(held, FAILURES_IN_A_ROW)
    held.seconds = FIRST_WAIT
    probe = held.routing.route(TENANT, "es", "en").candidates[0]
    held.first.will(asyncio.Event())
    asking = asyncio.create_task(held.routing.ask(TENANT, probe, HOLA, 30))
    while len(held.first.asked) == FAILURES_IN_A_ROW:
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert held.names() == ["first", "second"]


# --- how well


async def test_faults_failures_and_refusals_make_the_quality_of_a_pair(office):
    for _ in range(4):
        await office.ask()
    office.first.will(BUSY, EngineRefused("first", "too rude"))
    for _ in range(2):
        with pytest.raises((EngineAway, EngineRefused)):
            await office.ask()
    candidate = office.routing.route(TENANT, "es", "en").candidates[0]
    for faults in (0, 0, 0, 3):
        office.routing.judged(TENANT, candidate, faults)
    found = await office.status()
    (pair,) = found.pairs
    assert pair.quality == found.quality
    quality = pair.quality
    assert (quality.answered, quality.away, quality.refused, quality.failed_share) == (4, 1, 1, 1 / 6)
    assert (quality.judged, quality.faulty, quality.faulty_share) == (4, 1, 0.25)
    assert 0 < quality.p95_ms <= 1000
    assert (found.last_answered_at, found.last_away_at, found.last_away_why) == (NOON, NOON, "it answers 503")


async def test_prometheus_has_them_too(translation_database):
    def counted(metric: str, **labels: str) -> float | None:
        return REGISTRY.get_sample_value(
            f"heliodesk_translation_engine_{metric}_total", {"engine": "metered", **labels}
        )

    office = Office(translation_database, ScriptedEngine("metered"))
    office.publish(EngineTerms("metered", price_per_million=Money(500_000, "EUR")))
    office.first.will(BUSY)
    with pytest.raises(EngineAway):
        await office.ask()
    await office.ask()
    (candidate,) = office.routing.route(TENANT, "es", "en").candidates
    office.routing.judged(TENANT, candidate, 1)
    office.routing.judged(TENANT, candidate, 0)
    assert (
        counted("requests", pair="es>en", outcome="away") == counted("requests", pair="es>en", outcome="answered") == 1
    )
    assert counted("checked", pair="es>en", verdict="faulty") == counted("checked", pair="es>en", verdict="sound") == 1
    assert (counted("characters"), counted("cost_minor_units", currency="EUR")) == (4, 2)


async def test_a_shop_sees_its_own_figures_alone(office):
    await office.ask()
    found = await office.status(tenant=OTHER)
    assert (found.characters, found.pairs, found.quality.answered, found.last_answered_at) == (0, (), 0, None)


async def test_engines_that_did_nothing_yet_are_there_too(office):
    assert [one.engine for one in await office.routing.status(TENANT)] == ["first", "second"]
    found = await office.status("second")
    assert (found.condition.health, found.known_pairs, found.characters, found.costs) == (Health.WORKING, 1, 0, ())
