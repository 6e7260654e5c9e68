from datetime import UTC, datetime, timedelta

from heliodesk.feedback.v1 import events_pb2 as feedback
from heliodesk.translation.v1 import events_pb2 as translation

from services.cli.play.day import Action
from services.cli.play.evidence import Answers
from services.cli.play.figures import actions, csat, languages, points, promises, tickets, translations
from services.cli.play.kafka import Event
from services.cli.play.receipts import Answer, Outcome, Receipt
from services.kit.envelope import Envelope

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def event(message, number: int) -> Event:
    envelope = Envelope(f"e{number}", message.DESCRIPTOR.full_name, "test", "t1", NOON, "shop", number)
    return Event("topic", 0, number, "t1", envelope, message)


def translated(number: int, language: str = "", **fields) -> Event:
    return event(translation.MessageTranslated(message_id=f"m{number}", language=language, **fields), number)


def wrote(number: int, language: str) -> Receipt:
    action = Action(number, timedelta(), "message", {"message": f"m{number}", "language": language})
    return Receipt(action, Answer(Outcome.ACCEPTED, {"message_id": f"m{number}"}), "t1")


def test_tickets_are_counted_by_language_and_channel():
    names = ("language", "channel", "status")
    told = [("de", "chat", "open"), ("de", "email", "solved"), ("", "chat", "open")]
    answers = Answers(
        tickets={str(number): dict(zip(names, values, strict=True)) for number, values in enumerate(told)},
        messages={"0": [{}, {}], "1": [{}]},
    )
    counted = tickets(answers)
    assert (counted["total"], counted["messages"]) == (3, 3)
    assert counted["by_language"] == {"": 1, "de": 2}
    assert counted["by_channel"] == {"chat": 2, "email": 1}
    assert counted["by_language_and_channel"] == {"": {"chat": 1}, "de": {"chat": 1, "email": 1}}
    assert counted["by_status"] == {"open": 2, "solved": 1}


def test_a_promise_that_was_warned_of_may_be_kept_or_broken():
    states = [("met", "12:00"), ("breached", "12:00"), ("met", None), ("running", None), ("cancelled", None)]
    clocks = [{"state": state, "warned_at": warned_at} for state, warned_at in states]
    counted = {"given": 5, "kept": 2, "warned": 2, "broken": 1, "cancelled": 1, "running": 1}
    assert promises(Answers(clocks=clocks)) == counted


def test_a_language_is_found_out_when_it_is_the_true_one():
    receipts = [wrote(1, "zh"), wrote(2, "zh"), wrote(3, "und"), wrote(4, "und"), wrote(5, "de")]
    events = [translated(1, "zh-Hans"), translated(2, "ja"), translated(3, ""), translated(4, "en")]
    assert languages(receipts, events) == {
        "und": {"messages": 2, "detected": 1},
        "zh": {"messages": 2, "detected": 1},
    }


def test_translations_are_counted_by_engine_outcome_and_reason():
    done = {
        "direction": translation.DIRECTION_INBOUND,
        "engine": "apertium",
        "outcome": translation.OUTCOME_TRANSLATED,
    }
    left = {
        "direction": translation.DIRECTION_OUTBOUND,
        "outcome": translation.OUTCOME_UNTRANSLATED,
        "reason": translation.UNTRANSLATED_REASON_SAME_LANGUAGE,
    }
    assert translations([translated(1, **done), translated(2, **done), translated(3, **left)]) == [
        {"direction": "inbound", "engine": "apertium", "outcome": "translated", "reason": "", "messages": 2},
        {"direction": "outbound", "engine": "", "outcome": "untranslated", "reason": "same_language", "messages": 1},
    ]


def test_an_event_that_kafka_has_twice_happened_once():
    assert translations([translated(1), translated(1)])[0]["messages"] == 1


def test_csat_is_that_of_this_run():
    offered = [event(feedback.SurveyOffered(), number) for number in range(4)]
    answered = [event(feedback.SurveyAnswered(score=score), 10 + n) for n, score in enumerate((5, 4, 2))]
    counted = csat(offered + answered)
    assert (counted["offered"], counted["answered"], counted["satisfied"], counted["percent"]) == (4, 3, 2, 66.7)
    assert counted["by_score"] == {"1": 0, "2": 1, "3": 0, "4": 1, "5": 1}
    assert csat([])["percent"] is None


def test_points_are_summed_over_the_accounts():
    accounts = {
        "a": {"earned": 50, "clawed_back": 20, "balance": 30},
        "b": {"earned": 7, "clawed_back": 0, "balance": 7},
    }
    assert points(Answers(accounts=accounts)) == {"accounts": 2, "earned": 57, "taken_back": 20, "outstanding": 37}


def test_actions_are_counted_by_what_became_of_them():
    action = Action(1, timedelta(), "note", {})
    receipts = [
        Receipt(action, Answer(Outcome.ACCEPTED, attempts=3, seconds=0.01)),
        Receipt(action, Answer(Outcome.REFUSED, reason="409 TICKET_CLOSED", seconds=0.02)),
        Receipt(action, Answer(Outcome.SKIPPED, reason="its conversation has no ticket")),
    ]
    counted = actions(receipts)
    assert counted["by_outcome"] == {"accepted": 1, "refused": 1, "skipped": 1}
    assert counted["sent_again"] == 2
    assert [one["reason"] for one in counted["not_accepted"]] == ["409 TICKET_CLOSED", "its conversation has no ticket"]
