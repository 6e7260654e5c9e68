"""What is kept and told of a message, of one that an engine was away for, and of one that a person put right."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from heliodesk.ticketing.v1.events_pb2 import MessageReceived, ReplySent
from heliodesk.translation.v1 import events_pb2 as told_of
from heliodesk.translation.v1 import service_pb2 as pb

from services.kit.convert import from_proto, to_proto
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.stream import Context
from services.translation import handlers
from services.translation.domain.doubt import Doubt
from services.translation.domain.translation import (
    Correction,
    Direction,
    Fault,
    FaultKind,
    MessageTranslated,
    MessageTranslation,
    Outcome,
    Reason,
    Rendition,
    TranslationCorrected,
    told,
)
from services.translation.handlers import Finding

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
RECEIVED = MessageReceived(ticket_id="t1", message_id="m1", number=1, text="¿Dónde está mi paquete?")
REPLIED = ReplySent(ticket_id="t1", message_id="m2", number=2, text="It is on its way.", customer_language="es")
DONE = Rendition(
    Outcome.TRANSLATED,
    "es",
    "en",
    text="Where is my parcel?",
    engine="apertium",
    engine_version="3.8",
    glossary_revision=2,
    quality=0.8,
    segments=1,
    confidence=0.98,
)
FAULTY = replace(DONE, outcome=Outcome.FAULTY, faults=(Fault(FaultKind.TOKEN_LOST, "€ 12,90"),), quality=0.3)
ANA = "agent-ana"


def left(reason: Reason, **fields_: object) -> Rendition:
    return Rendition(Outcome.UNTRANSLATED, "es", "en", reason=reason, confidence=0.98, **fields_)


AWAY = left(Reason.ENGINE_AWAY)


def context(rendition: Rendition, *, by_hand: bool = False) -> Context:
    envelope = Envelope("e1", "heliodesk.ticketing.v1.MessageReceived", "test", "t1", NOON, "shop", 2)
    return Context(envelope, NOON, Finding(rendition, by_hand))


def kept(rendition: Rendition, *, by_hand: bool = False) -> MessageTranslation:
    return handlers.on_message_received(None, RECEIVED, context(rendition, by_hand=by_hand)).state


def test_a_translation_is_kept_beside_the_original_with_all_that_made_it_and_told():
    change = handlers.on_message_received(None, RECEIVED, context(DONE))
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
        direction=Direction.INBOUND,
        engine_version="3.8",
        glossary_revision=2,
        quality=0.8,
        segments=1,
    )
    assert list(change.events) == [told(change.state)]


def test_a_reply_is_kept_as_going_out():
    change = handlers.on_reply_sent(None, REPLIED, context(replace(DONE, language="en", target_language="es")))
    assert (change.state.direction, change.state.original) == (Direction.OUTBOUND, REPLIED.text)
    assert change.events[0].direction is Direction.OUTBOUND


@pytest.mark.parametrize("reason", Reason)
def test_an_untranslated_message_says_why_and_has_no_text(reason):
    translation = kept(left(reason))
    assert (translation.outcome, translation.reason, translation.text) == (Outcome.UNTRANSLATED, reason, None)
    assert translation.original == RECEIVED.text


@pytest.mark.parametrize(
    ("rendition", "queued"),
    [
        (DONE, False),
        (AWAY, False),
        (left(Reason.SAME_LANGUAGE), False),
        (left(Reason.NO_ENGINE_FOR_PAIR), True),
        (left(Reason.ENGINE_REFUSED), True),
        (FAULTY, True),
    ],
)
def test_what_no_engine_can_do_waits_for_a_person_where_the_shop_has_one(rendition, queued):
    assert kept(rendition, by_hand=True).queued is queued
    assert kept(rendition, by_hand=False).queued is False


def test_a_message_that_comes_again_changes_nothing():
    assert handlers.on_message_received(kept(AWAY), RECEIVED, context(DONE)) is None


@pytest.mark.parametrize(
    "rendition", [AWAY, left(Reason.UNKNOWN_LANGUAGE, doubt=Doubt.CODE_SWITCHED), DONE, FAULTY], ids=str
)
def test_what_is_told_is_what_the_contract_can_carry(rendition):
    event = told(kept(rendition))
    assert from_proto(to_proto(event, told_of.MessageTranslated), MessageTranslated) == event


def test_what_is_kept_is_what_a_call_can_answer():
    state = replace(kept(FAULTY, by_hand=True), corrections=(Correction("Where is it?", ANA, LATER),))
    answer = to_proto(state, pb.MessageTranslation)
    assert (answer.queued, answer.faults[0].what, answer.corrections[0].corrected_by) == (True, "€ 12,90", ANA)


def test_the_event_leaves_out_what_is_translations_own():
    own = {field.name for field in fields(MessageTranslation)} - {field.name for field in fields(MessageTranslated)}
    assert own == {"original", "attempts", "corrections", "again_at"}


def again(known: MessageTranslation | None, rendition: Rendition | None):
    work = handlers.try_again("shop/m1", rendition and Finding(rendition, False), LATER)
    assert work.id == "shop/m1"
    return work.decide(known)


def test_another_attempt_that_succeeds_is_told_once():
    change = again(kept(AWAY), DONE)
    expected = replace(kept(DONE), translated_at=LATER, attempts=2)
    assert (change.state, list(change.events)) == (expected, [told(expected)])
    assert again(change.state, DONE) is None


def test_another_attempt_that_fails_is_counted_and_nobody_hears_of_it():
    first = kept(AWAY)
    assert first.again_at == NOON + timedelta(seconds=5)
    change = again(first, AWAY)
    assert (change.state, list(change.events)) == (
        replace(first, attempts=2, again_at=LATER + timedelta(seconds=10)),
        [],
    )


def test_a_message_whose_engine_is_still_away_lets_others_by_at_no_cost():
    change = again(kept(AWAY), None)
    assert (change.state.attempts, change.state.again_at, list(change.events)) == (1, LATER + timedelta(seconds=5), [])


def test_no_wait_is_longer_than_ten_minutes_and_the_twentieth_attempt_is_the_last():
    state = kept(AWAY)
    for _ in range(18):
        state = again(state, AWAY).state
    assert (state.attempts, state.again_at) == (19, LATER + timedelta(minutes=10))
    last = again(state, AWAY).state
    assert (last.attempts, last.again_at) == (20, None)


def test_an_engine_that_is_back_and_says_no_has_the_last_word():
    change = again(kept(AWAY), left(Reason.ENGINE_REFUSED))
    assert (change.state.reason, change.state.text, change.state.again_at) == (Reason.ENGINE_REFUSED, None, None)
    assert list(change.events) == [told(change.state)]


@pytest.mark.parametrize("known", [None, kept(left(Reason.NO_ENGINE_FOR_PAIR)), kept(DONE)])
def test_only_what_an_engine_was_away_for_is_tried_again(known):
    assert again(known, DONE) is None


def corrected(known: MessageTranslation | None, text: str = "Where is the parcel?"):
    return handlers.correct("shop/m1", text, ANA, LATER).decide(known)


@pytest.mark.parametrize("before", [DONE, AWAY, FAULTY, left(Reason.NO_ENGINE_FOR_PAIR)], ids=lambda one: one.outcome)
def test_a_persons_translation_stands_in_place_of_what_was_there_and_is_told(before):
    change = corrected(kept(before, by_hand=True))
    state = change.state
    assert (state.outcome, state.reason, state.text) == (Outcome.TRANSLATED, None, "Where is the parcel?")
    assert (state.queued, state.faults, state.quality, state.again_at) == (False, (), 1.0, None)
    assert state.corrections == (Correction("Where is the parcel?", ANA, LATER),)
    assert list(change.events) == [
        TranslationCorrected("m1", "t1", "es", "en", "Where is the parcel?", ANA, LATER, Direction.INBOUND)
    ]


def test_the_same_correction_told_again_changes_nothing_and_another_one_does():
    once = corrected(kept(DONE)).state
    assert corrected(once) is None
    assert len(corrected(once, "Where's the parcel?").state.corrections) == 2


@pytest.mark.parametrize(
    ("known", "text", "reason"), [(None, "x", "TRANSLATION_NOT_FOUND"), (kept(DONE), " ", "NOT_A")]
)
def test_a_correction_of_nothing_or_with_nothing_is_refused(known, text, reason):
    with pytest.raises(Refused, match=reason):
        corrected(known, text)


def test_an_engine_that_comes_back_after_a_person_has_nothing_to_do():
    assert again(corrected(kept(AWAY)).state, DONE) is None
