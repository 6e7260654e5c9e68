"""The invariants find what is wrong, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from heliodesk.ticketing.v1 import events_pb2

from services.cli.play.day import Action, Day
from services.cli.play.evidence import Answers, Evidence
from services.cli.play.invariants import judge
from services.cli.play.kafka import Event
from services.cli.play.points import Expected
from services.cli.play.receipts import Answer, Outcome, Receipt
from services.cli.play.stored import Stored
from services.cli.play.wording import Wording
from services.kit.envelope import Envelope
from services.kit.topics import CASE, CLOCK, TICKET

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDING = Wording(Day(NOON, ()), "r1", timedelta())
MESSAGES, EVENTS, LEDGERS, LETTERS, LAG = range(5)


def wrote(number: int, do: str = "message", outcome: Outcome = Outcome.ACCEPTED, ticket: str = "t1") -> Receipt:
    """The receipt of the conversation's message with this number."""
    content = {"channel": "chat", "thread": ticket, **({"message": f"m{number}"} if do == "message" else {})}
    told = {"message_id": f"{ticket}-id{number}", "number": number}
    body = (told if do == "message" else {"message": told}) if outcome is Outcome.ACCEPTED else {}
    return Receipt(Action(number, timedelta(number), do, content), Answer(outcome, body), ticket)


def stands(number: int, kind: str = "inbound", ticket: str = "t1", **other) -> dict:
    external_id = f"r1-m{number}" if kind == "inbound" else ""
    told = {"message_id": f"{ticket}-id{number}", "ticket_id": ticket, "number": number, "kind": kind}
    return {**told, "external_id": external_id, **other}


def answers(*messages: dict, count: int | None = None) -> Answers:
    ticket = {"ticket_id": "t1", "message_count": len(messages) if count is None else count}
    return Answers(tickets={"t1": ticket}, messages={"t1": list(messages)})


def event(sequence: int, subject: str = "t1") -> Event:
    envelope = Envelope(f"{subject}-{sequence}", "TicketOpened", "heliodesk/ticketing", subject, NOON, "shop", sequence)
    return Event(TICKET.name, 0, sequence, subject, envelope, events_pb2.TicketOpened())


GOOD = Evidence(
    receipts=[wrote(1), wrote(2, "reply"), wrote(3)],
    answers=answers(stands(1), stands(2, "reply"), stands(3)),
    events=[event(1), event(2), event(2), event(3)],
    stored=[Stored("ticketing", "tickets", "t1", sequence=3, waiting=0)],
    pending={"ticketing": 0},
    lags={"sla": 0},
)


def problems(evidence: Evidence, invariant: int, expected=None) -> tuple[str, ...]:
    """Those of one invariant; all the others hold."""
    findings = judge(evidence, WORDING, expected or {})
    assert all(finding.ok for number, finding in enumerate(findings) if number != invariant), findings
    return findings[invariant].problems


def test_a_good_day_keeps_all_invariants():
    assert not problems(GOOD, MESSAGES)


@pytest.mark.parametrize(
    ("messages", "complaint"),
    [
        ((stands(1), stands(2, "reply")), "action 3"),
        ((stands(1), stands(2, "reply"), stands(3), stands(3)), "action 3"),
        ((stands(1), stands(2, "reply"), stands(3), stands(4)), "was not sent"),
        ((stands(1), stands(2, "reply"), stands(3), stands(4, "note")), "was not sent"),
        ((stands(1), stands(2, "reply"), stands(3, external_id="r1-m1")), "stands twice"),
        ((stands(1), stands(2, "reply"), stands(3, ticket_id="t2")), "says it is of t2"),
        ((stands(1), stands(2, "reply"), {**stands(3), "number": 4}), "action 3"),
    ],
)
def test_a_message_that_is_lost_doubled_foreign_or_misplaced_is_found(messages, complaint):
    found = problems(replace(GOOD, answers=answers(*messages)), MESSAGES)
    assert any(complaint in problem for problem in found), found


def test_a_services_own_note_needs_no_receipt():
    note = stands(4, "note", author={"kind": "system", "id": "sla"})
    assert not problems(replace(GOOD, answers=answers(*GOOD.answers.messages["t1"], note)), MESSAGES)


def test_a_ticket_that_miscounts_its_messages_is_found():
    wrong = answers(stands(1), stands(2, "reply"), stands(3), count=4)
    assert "counts 4" in problems(replace(GOOD, answers=wrong), MESSAGES)[0]


def test_what_was_written_later_and_stands_earlier_is_found():
    swapped = [wrote(1), replace(wrote(3), action=wrote(2).action), replace(wrote(2, "reply"), action=wrote(3).action)]
    assert "one after the other" in problems(replace(GOOD, receipts=swapped), MESSAGES)[0]


@pytest.mark.parametrize("do", ["message", "reply"])
@pytest.mark.parametrize("taken", [True, False])
def test_a_message_without_an_answer_may_stand_or_not(do, taken):
    messages = [stands(1), stands(2, "reply"), stands(3)]
    if taken:
        messages.append(stands(4, "inbound" if do == "message" else do))
    receipts = [*GOOD.receipts, wrote(4, do, Outcome.UNKNOWN)]
    assert not problems(replace(GOOD, receipts=receipts, answers=answers(*messages)), MESSAGES)


@pytest.mark.parametrize("sequences", [[1, 3, 2], [2, 3], [1, 3]])
def test_a_gap_or_disorder_on_kafka_is_found(sequences):
    assert problems(replace(GOOD, events=[event(sequence) for sequence in sequences]), EVENTS)


@pytest.mark.parametrize("sequences", [[1, 1, 2, 3], [1, 2, 1, 2, 3]])
def test_an_event_that_kafka_has_twice_is_no_problem(sequences):
    assert not problems(replace(GOOD, events=[event(sequence) for sequence in sequences]), EVENTS)


def test_events_that_never_reached_kafka_are_found():
    stored = [Stored("ticketing", "tickets", "t1", sequence=4, waiting=1)]
    found = problems(replace(GOOD, stored=stored), EVENTS)
    assert "caused 4 events, Kafka has 3" in found[0] and "in its outbox" in found[1]


def test_events_that_no_document_has_caused_are_found():
    assert "no document" in problems(replace(GOOD, stored=[]), EVENTS)[0]


def test_events_of_a_service_that_writes_several_topics_are_held_against_its_own_document():
    """The clocks of a ticket have the ticket's id, and so has the case of escalation."""
    clock, case = replace(event(1), topic=CLOCK.name), replace(event(1), topic=CASE.name)
    stored = [*GOOD.stored, Stored("sla", "clocks", "t1", 1, 0), Stored("escalation", "cases", "t1", 1, 0)]
    assert not problems(replace(GOOD, events=[*GOOD.events, clock, case], stored=stored), EVENTS)
    assert "sla's clocks/t1 has caused 1 events, Kafka has 0" in problems(replace(GOOD, stored=stored), EVENTS)


@pytest.mark.parametrize("pending", [{"ticketing": 2}, {"ticketing": None}])
def test_an_outbox_that_is_not_empty_or_not_told_is_found(pending):
    assert problems(replace(GOOD, pending=pending), EVENTS)


def test_what_never_came_to_rest_is_found():
    assert problems(replace(GOOD, unsettled=["2 promises that were due have no verdict"]), EVENTS)


def ledger(*points: int, **told) -> Answers:
    """One account with these entries, which tells what they make of it, but for what is `told`."""
    entries = [{"points": each, "balance_after": sum(points[: n + 1])} for n, each in enumerate(points)]
    earned = sum(each for each in points if each > 0)
    account = {"balance": sum(points), "earned": earned, "clawed_back": earned - sum(points)}
    account = {"customer_id": "r1-ana", **account, "entry_count": len(points), **told}
    return replace(GOOD.answers, accounts={"r1-ana": account}, entries={"r1-ana": entries})


def test_a_ledger_that_adds_up_is_no_problem():
    evidence = replace(GOOD, answers=ledger(50, 20, -50))
    assert not problems(evidence, LEDGERS, {"r1-ana": Expected(20, 3)})


@pytest.mark.parametrize("told", [{"balance": 21}, {"earned": 71}, {"clawed_back": 49}, {"entry_count": 4}])
def test_an_account_that_does_not_tell_what_its_entries_make_is_found(told):
    assert problems(replace(GOOD, answers=ledger(50, 20, -50, **told)), LEDGERS, {"r1-ana": Expected(20, 3)})


@pytest.mark.parametrize("others", [{"r1-ana": Expected(70, 2)}, {"r1-ben": Expected(5, 1)}])
def test_an_account_that_is_not_what_the_orders_make_it_is_found(others):
    expected = {"r1-ana": Expected(20, 3), **others}
    assert problems(replace(GOOD, answers=ledger(50, 20, -50)), LEDGERS, expected)


def test_an_account_of_who_ordered_nothing_is_found():
    assert "ordered nothing" in problems(replace(GOOD, answers=ledger(50)), LEDGERS)[0]


def test_an_uncertain_account_has_to_add_up_and_no_more():
    uncertain = {"r1-ana": Expected(0, 0, certain=False)}
    assert not problems(replace(GOOD, answers=ledger(50)), LEDGERS, uncertain)
    assert problems(replace(GOOD, answers=ledger(50, balance=51)), LEDGERS, uncertain)


def test_dead_letters_and_lag_are_found():
    assert "1 more" in problems(replace(GOOD, dead_letters={"t.sla.dlq": 1}), LETTERS)[0]
    assert "7 events" in problems(replace(GOOD, lags={"sla": 7}), LAG)[0]
