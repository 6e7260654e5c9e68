"""A customer's message on its way through translation: from Kafka, into the store, and back to Kafka."""

from __future__ import annotations

from heliodesk.translation.v1 import events_pb2 as pb

from services.kit.ids import new_id
from services.translation import documents
from tests.integration.translation.conftest import Desk
from tests.support.streams import eventually

SPANISH = "¿Dónde está mi paquete?"


async def test_a_message_is_kept_with_its_translation_and_told(desk: Desk):
    ticket, message = new_id(), new_id()
    async with desk.running():
        await desk.send(desk.received(SPANISH, ticket, message))
        await desk.caught_up()
    state = desk.document(message)["state"]
    assert (state["language"], state["outcome"], state["engine"]) == ("es", "translated", "shouting")
    assert (state["original"], state["text"]) == (SPANISH, SPANISH.upper())
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
    desk.engine.go_away()
    async with desk.running():
        await desk.send(desk.received(SPANISH, message=message))
        await desk.caught_up()
        state = desk.document(message)["state"]
        assert (state["outcome"], state["reason"], state["text"]) == ("untranslated", "engine_away", None)
        assert state["attempts"] == 1, "an absent engine costs no attempts"
        desk.engine.come_back()
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
    monkeypatch.setattr(documents, "MOST_ATTEMPTS", 4)
    bad, good = new_id(), [new_id() for _ in range(5)]
    texts = {bad: "Este texto rompe la máquina", **{message: f"{SPANISH} {n}" for n, message in enumerate(good)}}
    desk.engine.available = False
    desk.engine.go_away()
    async with desk.running():
        await desk.send(*(desk.received(text, message=message) for message, text in texts.items()))
        await desk.caught_up()
        desk.engine.breaks_on = "rompe"
        desk.engine.come_back()
        await eventually(lambda: all(desk.document(message)["state"]["text"] for message in good))
        await eventually(lambda: desk.document(bad)["state"]["attempts"] == 4)
        await eventually(lambda: desk.engine.available)
        assert desk.document(bad)["state"]["reason"] == "engine_away"
        await desk.send(desk.received(SPANISH, message=(later := new_id())))
        await eventually(lambda: desk.document(later))
    assert sum(text == texts[bad] for text, _, _ in desk.engine.asked) == 3
    assert len(await desk.told(bad)) == 1


async def test_what_waits_for_an_engine_is_found_by_its_index(desk: Desk):
    async with desk.running():
        plan = str(documents.waiting_for_an_engine().explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
    assert "state.reason" in plan and "state.attempts" in plan
