"""A customer's message on its way through translation: from Kafka, into the store, and back to Kafka."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from heliodesk.translation.v1 import events_pb2 as pb

from services.kit.clock import SystemClock
from services.kit.ids import new_id
from services.translation import documents, handlers
from services.translation.domain.engine import Answer, EngineAway, Formality, Request
from tests.integration.translation.conftest import Desk
from tests.support.scripted_engine import HANG, ScriptedEngine
from tests.support.streams import eventually

SPANISH = "¿Dónde está mi paquete?"


async def test_a_message_is_kept_with_its_translation_and_told(desk: Desk):
    ticket, message = new_id(), new_id()
    async with desk.running():
        await desk.send(desk.received(SPANISH, ticket, message))
        await desk.caught_up()
    state = desk.document(message)["state"]
    assert (state["language"], state["outcome"], state["engine"]) == ("es", "translated", "scripted")
    assert (state["original"], state["text"]) == (SPANISH, SPANISH.upper())
    assert (state["engine_version"], state["direction"], state["segments"]) == ("1", "inbound", 1)
    ((envelope, event),) = await desk.told(message)
    assert (envelope.type, envelope.sequence, envelope.tenant) == (
        "heliodesk.translation.v1.MessageTranslated",
        1,
        "shop",
    )
    assert (event.ticket_id, event.message_id, event.text) == (ticket, message, SPANISH.upper())
    assert (event.outcome, event.reason) == (pb.OUTCOME_TRANSLATED, pb.UNTRANSLATED_REASON_UNSPECIFIED)
    assert desk.document(message)["outbox"] == []


async def test_a_message_that_comes_again_is_translated_once(desk: Desk):
    message = new_id()
    record = desk.received(SPANISH, message=message)
    async with desk.running():
        await desk.send(record)
        await desk.caught_up()
        await eventually(lambda: desk.document(message)["outbox"] == [])
        before = desk.document(message)
        # Once as Kafka repeats it, once as another event about the same message.
        await desk.send(record, desk.received("otra cosa", message=message, sequence=3))
        await desk.caught_up()
    assert desk.document(message) == before
    assert len(await desk.told(message)) == 1


async def test_what_an_engine_was_away_for_is_translated_when_it_is_back(desk: Desk):
    message = new_id()
    desk.engine.absent = True
    async with desk.running():
        await desk.send(desk.received(SPANISH, message=message))
        await desk.caught_up()
        state = desk.document(message)["state"]
        assert (state["outcome"], state["reason"], state["text"]) == ("untranslated", "engine_away", None)
        desk.engine.absent = False
        await eventually(lambda: desk.document(message)["state"]["outcome"] == "translated")
        await eventually(lambda: desk.document(message)["outbox"] == [])
    (first, away), (second, translated) = await desk.told(message)
    assert (first.sequence, second.sequence) == (1, 2)
    assert (away.outcome, away.reason, away.text) == (
        pb.OUTCOME_UNTRANSLATED,
        pb.UNTRANSLATED_REASON_ENGINE_AWAY,
        "",
    )
    assert (translated.outcome, translated.text, translated.ticket_id) == (
        pb.OUTCOME_TRANSLATED,
        SPANISH.upper(),
        away.ticket_id,
    )


async def test_a_text_that_breaks_the_engine_each_time_is_given_up_and_holds_up_nobody(desk: Desk, monkeypatch):
    monkeypatch.setattr(handlers, "MOST_ATTEMPTS", 3)
    monkeypatch.setattr(handlers, "_LONGEST_WAIT", timedelta(seconds=0.1))
    bad, good = new_id(), [new_id() for _ in range(5)]
    texts = {bad: "Este texto rompe la máquina", **{message: f"{SPANISH} {n}00" for n, message in enumerate(good)}}
    desk.engines[0] = desk.engine = Breaking(does={("es", "en")}, breaks_on="rompe")
    async with desk.running():
        await desk.send(*(desk.received(text, message=message) for message, text in texts.items()))
        await eventually(lambda: all(desk.document(message) for message in texts))
        await eventually(lambda: all(desk.document(message)["state"]["text"] for message in good))
        await eventually(lambda: desk.document(bad)["state"]["attempts"] == 3)
        assert desk.document(bad)["state"]["reason"] == "engine_away"
    assert len(await desk.told(bad)) == 1


async def test_a_reply_is_translated_for_the_customer(desk: Desk):
    message = new_id()
    async with desk.running():
        await desk.send(desk.replied("Your parcel MW-4711 is on its way.", "es", message))
        await desk.caught_up()
    ((_, event),) = await desk.told(message)
    assert (event.direction, event.language, event.target_language) == (pb.DIRECTION_OUTBOUND, "en", "es")
    assert event.text == "YOUR PARCEL MW-4711 IS ON ITS WAY."


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("", pb.UNTRANSLATED_REASON_UNKNOWN_LANGUAGE),
        ("en", pb.UNTRANSLATED_REASON_SAME_LANGUAGE),
        ("ja", pb.UNTRANSLATED_REASON_NO_ENGINE_FOR_PAIR),
    ],
)
async def test_a_reply_that_nobody_needs_to_translate_or_can_says_so(desk: Desk, language, reason):
    message = new_id()
    async with desk.running():
        await desk.send(desk.replied("Your parcel is on its way.", language, message))
        await desk.caught_up()
    ((_, event),) = await desk.told(message)
    assert (event.outcome, event.reason) == (pb.OUTCOME_UNTRANSLATED, reason)


async def test_a_short_reply_counts_as_being_in_the_agents_language(desk: Desk):
    message = new_id()
    async with desk.running():
        await desk.send(desk.replied("Done!", "es", message))
        await desk.caught_up()
    ((_, event),) = await desk.told(message)
    assert (event.language, event.text) == ("en", "DONE!")


@pytest.mark.parametrize(("language", "formality"), [("de", Formality.FORMAL), ("it", None), ("en-GB", None)])
async def test_a_customer_is_addressed_as_the_tone_profile_of_their_market_has_it(desk: Desk, language, formality):
    message = new_id()
    desk.engine.does = {("en", language), ("fr", language)}
    async with desk.running():
        await desk.send(desk.replied("Votre colis est en route, il arrive demain matin.", language, message))
        await desk.caught_up()
    assert [one.formality for one in desk.engine.asked] == [formality]


async def test_what_an_engine_loses_is_told_and_never_passed_off_as_fine(desk: Desk):
    message = new_id()
    desk.engine.will(Answer(("WHERE IS MY PARCEL?",), "1", 10))
    async with desk.running():
        await desk.send(desk.received("¿Dónde está mi paquete MW-4711?", message=message))
        await desk.caught_up()
    ((_, event),) = await desk.told(message)
    assert event.outcome == pb.OUTCOME_FAULTY
    assert [(fault.kind, fault.what) for fault in event.faults] == [(pb.FAULT_KIND_TOKEN_LOST, "MW-4711")]
    assert event.quality < 0.5


async def test_what_one_engine_loses_the_next_one_may_keep(desk: Desk):
    message = new_id()
    desk.engine.will(Answer(("WHERE IS MY PARCEL?",), "1", 10))
    desk.engines.append(ScriptedEngine(name="second"))
    async with desk.running():
        await desk.send(desk.received("¿Dónde está mi paquete MW-4711?", message=message))
        await desk.caught_up()
    ((_, event),) = await desk.told(message)
    assert (event.outcome, event.engine) == (pb.OUTCOME_TRANSLATED, "second")
    assert event.text == "¿DÓNDE ESTÁ MI PAQUETE MW-4711?"


async def test_an_engine_that_says_nothing_is_left_for_the_next_one_in_time(desk: Desk):
    message = new_id()
    desk.engine.will(HANG)
    desk.engines.append(ScriptedEngine(name="second"))
    async with desk.running():
        await desk.send(desk.received(SPANISH, message=message))
        await desk.caught_up()
    ((_, event),) = await desk.told(message)
    assert (event.outcome, event.engine) == (pb.OUTCOME_TRANSLATED, "second")


async def test_a_replay_asks_no_engine(desk: Desk):
    messages = [new_id() for _ in range(5)]
    records = [desk.received(f"{SPANISH} {n}00", message=message) for n, message in enumerate(messages)]
    async with desk.running():
        await desk.send(*records)
        await desk.caught_up()
        asked = len(desk.engine.asked)
        await desk.send(*records)
        await desk.caught_up()
    assert len(desk.engine.asked) == asked
    assert [len(await desk.told(message)) for message in messages] == [1] * 5


async def test_a_sentence_that_was_translated_before_needs_no_engine(desk: Desk):
    first, second = new_id(), new_id()
    async with desk.running():
        await desk.send(desk.received("Mi pedido MW-4711 no ha llegado todavía.", message=first))
        await desk.caught_up()
        asked = len(desk.engine.asked)
        await desk.send(desk.received("Mi pedido MW-9999 no ha llegado todavía.", message=second))
        await desk.caught_up()
    assert len(desk.engine.asked) == asked == 1
    ((_, event),) = await desk.told(second)
    assert event.text == "MI PEDIDO MW-9999 NO HA LLEGADO TODAVÍA."
    assert (event.segments, event.remembered_segments) == (1, 1)


async def test_what_waits_for_an_engine_is_found_by_its_index(desk: Desk):
    async with desk.running():
        waiting = str(documents.waiting_for_an_engine(SystemClock().now()).explain()["queryPlanner"]["winningPlan"])
        queued = str(documents.queued("shop", "").explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in waiting and "state.again_at" in waiting
    assert "IXSCAN" in queued and "state.queued" in queued


@dataclass(eq=False)
class Breaking(ScriptedEngine):
    """It is away for each text that holds `breaks_on`, and for no other."""

    breaks_on: str = ""

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        if any(self.breaks_on in text for text in request.texts):
            raise EngineAway(self.name, "fell over")
        return await super().translate(request, timeout_s)
