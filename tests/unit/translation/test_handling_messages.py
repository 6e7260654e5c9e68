"""What is kept and told of a customer's message, and of one that an engine was away for."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from heliodesk.ticketing.v1.events_pb2 import MessageReceived
from heliodesk.translation.v1 import events_pb2 as told_of

from services.kit.convert import from_proto, to_proto
from services.kit.envelope import Envelope
from services.kit.stream import Context
from services.translation import handlers
from services.translation.detection import Detection
from services.translation.domain import (
    MessageTranslated,
    MessageTranslation,
    Outcome,
    Reason,
    Translated,
    Untranslated,
    told,
)
from services.translation.translator import Finding

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
RECEIVED = MessageReceived(ticket_id="t1", message_id="m1", number=1, text="¿Dónde está mi paquete?")
SPANISH = Detection("es", 0.98)
AWAY = Untranslated(Reason.ENGINE_AWAY, "apertium")


def context(result: Translated | Untranslated, detection: Detection = SPANISH) -> Context:
    envelope = Envelope("e1", "heliodesk.ticketing.v1.MessageReceived", "test", "t1", NOON, "shop", 2)
    return Context(envelope, NOON, Finding(detection, "en", result))


def kept(result: Translated | Untranslated) -> MessageTranslation:
    return handlers.on_message_received(None, RECEIVED, context(result)).state


def test_a_translation_is_kept_beside_the_original_and_told():
    change = handlers.on_message_received(None, RECEIVED, context(Translated("Where is my parcel?", "apertium")))
    assert change.state == MessageTranslation(
        message_id="m1",
        ticket_id="t1",
        original="¿Dónde está mi paquete?",
        language="es",
        confidence=0.98,
        target_language="en",
        outcome=Outcome.TRANSLATED,
        reason=None,
        engine="apertium",
        text="Where is my parcel?",
        translated_at=NOON,
    )
    assert list(change.events) == [told(change.state)]


@pytest.mark.parametrize("result", [AWAY, *(Untranslated(reason) for reason in Reason)])
def test_an_untranslated_message_says_why_and_has_no_text(result):
    translation = kept(result)
    assert (translation.outcome, translation.reason, translation.text) == (Outcome.UNTRANSLATED, result.reason, None)
    assert translation.engine == (result.engine or None)
    assert translation.original == RECEIVED.text


def test_a_message_that_comes_again_changes_nothing():
    assert handlers.on_message_received(kept(AWAY), RECEIVED, context(Translated("x", "apertium"))) is None


@pytest.mark.parametrize("result", [AWAY, Untranslated(Reason.UNKNOWN_LANGUAGE), Translated("Where?", "apertium")])
def test_what_is_told_is_what_the_contract_can_carry(result):
    event = told(kept(result))
    assert from_proto(to_proto(event, told_of.MessageTranslated), MessageTranslated) == event


def test_the_event_leaves_out_what_is_translations_own():
    own = {field.name for field in fields(MessageTranslation)} - {field.name for field in fields(MessageTranslated)}
    assert own == {"original", "attempts"}


def again(known: MessageTranslation | None, result: Translated | Untranslated):
    work = handlers.try_again("shop/m1", result, LATER)
    assert work.id == "shop/m1"
    return work.decide(known)


def test_another_attempt_that_succeeds_is_told_once():
    change = again(kept(AWAY), Translated("Where is my parcel?", "apertium"))
    expected = replace(
        kept(AWAY),
        outcome=Outcome.TRANSLATED,
        reason=None,
        engine="apertium",
        text="Where is my parcel?",
        translated_at=LATER,
        attempts=2,
    )
    assert (change.state, list(change.events)) == (expected, [told(expected)])
    assert again(change.state, Translated("Where is my parcel?", "apertium")) is None


def test_another_attempt_that_fails_is_counted_and_nobody_hears_of_it():
    change = again(kept(AWAY), AWAY)
    assert (change.state, list(change.events)) == (replace(kept(AWAY), attempts=2), [])


def test_an_engine_that_is_back_and_says_no_has_the_last_word():
    change = again(kept(AWAY), Untranslated(Reason.ENGINE_REFUSED, "apertium"))
    assert (change.state.reason, change.state.text) == (Reason.ENGINE_REFUSED, None)
    assert list(change.events) == [told(change.state)]


@pytest.mark.parametrize("known", [None, kept(Untranslated(Reason.NO_ENGINE_FOR_PAIR)), kept(Translated("x", "e"))])
def test_only_what_an_engine_was_away_for_is_tried_again(known):
    assert again(known, Translated("Where?", "apertium")) is None
