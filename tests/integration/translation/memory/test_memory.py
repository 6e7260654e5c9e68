"""The memory on the real store: what is found, what is forgotten, and that nothing is lost."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.kit.clock import HeldClock
from services.kit.errors import Refused
from services.kit.health import Health
from services.translation.domain.memory.nearness import bands
from services.translation.domain.memory.segment import KEPT
from services.translation.domain.memory.unit import Origin, Pair, Unit
from services.translation.memory.documents import candidates, forget, outdated, read_segment
from services.translation.memory.forgetting import forgetting
from services.translation.memory.memory import Question
from tests.integration.translation.memory.conftest import START
from tests.support.streams import eventually

SENT = "Your order 123-4567 was sent."
PAIR = Pair("en", "de")


def person(target: str, source: str = SENT, correction: str = "c1", clock: HeldClock | None = None, **fields) -> Unit:
    at = clock.now() if clock else START
    return Unit("en", "de", source, target, Origin.PERSON, "ana", at, correction_id=correction, **fields)


def engine(target: str, source: str = SENT, clock: HeldClock | None = None) -> Unit:
    return Unit("en", "de", source, target, Origin.ENGINE, "deepl", clock.now() if clock else START, version="v1")


def targets(memory, *texts: str, tenant: str = "shop", context: str = "") -> list[str | None]:
    return [unit and unit.target for unit in memory.exact(tenant, "en", "de", texts, context)]


def test_many_texts_are_looked_up_at_once_and_answered_in_their_order(memory):
    memory.remember("shop", engine("Ihre Bestellung 123-4567 ist unterwegs."), person("Danke!", "Thanks!", "c2"))
    found = targets(memory, "Thanks!", "Unknown.", "Your order 987-6543 was sent.", "", "Thanks!")
    assert found == ["Danke!", None, "Ihre Bestellung 987-6543 ist unterwegs.", None, "Danke!"]


def test_nothing_is_seen_of_another_tenant_or_pair(memory):
    memory.remember("shop", person("Danke!", "Thanks!"))
    assert targets(memory, "Thanks!", tenant="other") == [None]
    assert memory.exact("shop", "en", "fr", ["Thanks!"]) == [None]
    assert memory.similar("other", "en", "de", "Thanks!", 0.1, 5) == ()
    assert memory.similar("shop", "en", "fr", "Thanks!", 0.1, 5) == ()


def test_a_language_is_the_same_however_its_tag_is_written(memory):
    memory.remember("shop", Unit("EN", "PT-br", "Thanks!", "Obrigada!", Origin.ENGINE, "deepl", START))
    assert memory.exact("shop", "en", "pt-BR", ["Thanks!"])[0].target == "Obrigada!"


def test_several_questions_are_one_round_trip(memory):
    memory.remember("shop", person("Danke!", "Thanks!"))
    memory.remember("other", person("Merci!", "Thanks!"))
    asked = [Question(tenant, PAIR, ("Thanks!", "Unknown.")) for tenant in ("shop", "other", "third")]
    found = [[unit and unit.target for unit in units] for units in memory.look_up(asked)]
    assert found == [["Danke!", None], ["Merci!", None], [None, None]]


def test_a_correction_is_there_for_the_next_question_in_whichever_process(a_memory):
    one, other = a_memory(), a_memory()
    one.remember("shop", engine("Maschine 123-4567"))
    assert targets(other, SENT) == ["Maschine 123-4567"]
    (unit,) = one.remember("shop", person("Mensch 123-4567"))
    assert targets(other, SENT) == ["Mensch 123-4567"]
    other.remember("shop", engine("Maschine wieder 123-4567"))
    assert targets(one, SENT) == ["Mensch 123-4567"]
    assert other.withdraw("shop", unit.unit_id, unit.correction_id, "ben", START) is None
    assert targets(one, SENT) == [None]


def test_of_many_corrections_at_once_none_is_lost(a_memory, rows):
    def say(number: int) -> None:
        a_memory().remember("shop", person(f"Dank {number}", "Thanks!", f"c{number}"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(say, [*range(12), *range(12)]))
    (row,) = rows.find({})
    said = read_segment(row).corrections
    assert sorted(one.correction_id for one in said) == sorted(f"c{number}" for number in range(12))
    assert targets(a_memory(), "Thanks!") == [said[-1].target]


def test_a_person_and_an_engine_at_once_leave_the_persons(a_memory):
    for number in range(10):
        text = f"Text {chr(97 + number)}"
        units = [person("Mensch", text), engine("Maschine", text), engine("Maschine zwei", text)]
        with ThreadPoolExecutor(3) as threads:
            list(threads.map(lambda unit: a_memory().remember("shop", unit), units))
        assert targets(a_memory(), text) == ["Mensch"]


def test_what_was_withdrawn_brings_back_what_was_said_before(memory):
    memory.remember("shop", person("Danke!", "Thanks!"))
    (unit,) = memory.remember("shop", person("Dank!", "Thanks!", "c2"))
    assert memory.withdraw("shop", unit.unit_id, "c2", "ben", START).target == "Danke!"
    with pytest.raises(Refused, match="NO_CORRECTION"):
        memory.withdraw("shop", unit.unit_id, "c9", "ben", START)
    with pytest.raises(Refused, match="NO_CORRECTION"):
        memory.withdraw("other", unit.unit_id, "c1", "ben", START)


def test_what_is_like_a_text_is_shown_with_its_score(memory):
    memory.remember("shop", person("Ihre Bestellung 123-4567 wurde gestern verschickt.", f"{SENT[:-1]} yesterday."))
    memory.remember("shop", person("Ihre Bestellung 123-4567 ist verloren.", "Your order 123-4567 was lost.", "c2"))
    memory.remember("shop", person("Wie geht es Ihnen?", "How are you doing?", "c3"))
    memory.remember("shop", engine("Maschine 123-4567", "Your orders 123-4567 were sent."))
    found = memory.similar("shop", "en", "de", "Your order 987-6543 was sent.", 0.5, 5)
    assert [one.unit.target for one in found] == [
        "Ihre Bestellung 987-6543 ist verloren.",
        "Ihre Bestellung 987-6543 wurde gestern verschickt.",
    ]
    assert 0.5 <= found[1].score < found[0].score < 1
    assert memory.similar("shop", "en", "de", "Your order 987-6543 was sent.", 0.99, 5) == ()
    assert len(memory.similar("shop", "en", "de", "Your order 987-6543 was sent.", 0.5, 1)) == 1


def test_what_is_like_a_text_in_another_context_is_shown_and_no_hit(memory):
    memory.remember("shop", person("Bank", "Bench", context="garden"))
    assert targets(memory, "Bench", context="finance") == [None]
    assert targets(memory, "Bench", context="garden") == ["Bank"]
    (found,) = memory.similar("shop", "en", "de", "Bench", 0.75, 5)
    assert (found.score, found.unit.context) == (1.0, "garden")


def test_engines_translations_are_forgotten_after_their_time_and_persons_never(memory, clock, rows):
    texts = [f"Text {chr(97 + number)}" for number in range(5)]
    memory.remember("shop", *(engine("Maschine", text, clock) for text in texts[:4]), person("Mensch", texts[4]))
    memory.remember("shop", person("Mensch", texts[0]))
    clock.advance(timedelta(days=1))
    memory.remember("shop", engine("Maschine", "Later", clock))
    clock.advance(KEPT - timedelta(days=1) - timedelta(seconds=1))
    assert forget(rows, clock.now(), 10) == 0
    clock.advance(timedelta(seconds=1))
    assert [forget(rows, clock.now(), 2) for _ in range(3)] == [2, 1, 0]
    assert targets(memory, *texts, "Later") == ["Mensch", None, None, None, "Mensch", "Maschine"]


async def test_forgetting_goes_on_until_the_process_stops(memory, clock, rows, monkeypatch):
    monkeypatch.setattr("services.translation.memory.forgetting._EVERY", 0.01)
    monkeypatch.setattr("services.translation.memory.forgetting._AT_ONCE", 2)
    stop, health = asyncio.Event(), Health()
    loop = asyncio.create_task(forgetting(rows, clock, health, stop))
    for _ in range(2):
        texts = [f"Text {chr(97 + number)}" for number in range(5)]
        await asyncio.to_thread(memory.remember, "shop", *(engine("Maschine", text, clock) for text in texts))
        clock.advance(KEPT)

        async def forgotten() -> bool:
            return await asyncio.to_thread(rows.count_documents, {}) == 0

        await eventually(forgotten, within=10)
    assert health.ready()
    stop.set()
    await asyncio.wait_for(loop, 5)
    assert health.alive()


def test_who_looks_for_likeness_and_for_age_reads_an_index(memory, rows, clock):
    memory.remember("shop", person("Danke!", "Thanks!"), engine("Bitte!", "Please!"))
    likely = candidates(rows, "shop", bands(PAIR, "Thanks!"))
    assert [row["state"]["form"] for row in candidates(rows, "shop", bands(PAIR, "Thanks!"))] == ["Thanks!"]
    assert "state.bands" in str(likely.explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in str(likely.explain()["queryPlanner"]["winningPlan"])
    plan = str(outdated(rows, clock.now(), 5).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
    assert "state.forget_at" in plan
