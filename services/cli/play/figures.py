"""What came of the day, in numbers. Pure: evidence in, plain data out, as it goes into the report's JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import quantiles
from typing import Any

from heliodesk.translation.v1 import events_pb2 as translation_pb2

from services.cli.play.evidence import Answers, Evidence
from services.cli.play.kafka import Event
from services.cli.play.receipts import Outcome, Receipt

SATISFIED_FROM = 4
# What is in no language: a thumbs-up.
NO_LANGUAGE = "und"


def figures(evidence: Evidence) -> dict[str, Any]:
    """All of them, by the name of their table."""
    return {
        "actions": actions(evidence.receipts),
        "tickets": tickets(evidence.answers),
        "promises": promises(evidence.answers),
        "languages": languages(evidence.receipts, evidence.events),
        "translations": translations(evidence.events),
        "points": points(evidence.answers),
        "csat": csat(evidence.events),
        "events": dict(sorted(Counter(event.envelope.type for event in _first_appearances(evidence.events)).items())),
    }


def actions(receipts: Sequence[Receipt]) -> dict[str, Any]:
    """How many of each kind, what became of them, how quick the edge was, and how late they were sent: since the one
    before it in its conversation took so long, or was sent again."""
    answers = [receipt.answer for receipt in receipts]
    sent = [answer for answer in answers if answer.outcome is not Outcome.SKIPPED]
    refused = [receipt for receipt in receipts if not receipt.accepted]
    return {
        "by_kind": _counts(receipt.action.do for receipt in receipts),
        "by_outcome": _counts(answer.outcome.value for answer in answers),
        "sent_again": sum(answer.attempts - 1 for answer in sent),
        "milliseconds": _percentiles([1000 * answer.seconds for answer in sent]),
        "late_milliseconds": _percentiles([1000 * receipt.late for receipt in receipts]),
        "not_accepted": [
            {"action": receipt.action.number, "do": receipt.action.do, "outcome": receipt.answer.outcome.value,
             "reason": receipt.answer.reason}
            for receipt in refused
        ],
    }  # fmt: skip


def tickets(answers: Answers) -> dict[str, Any]:
    """By the language that was detected ("" where none was), by channel, by both, and by status."""
    by_both: dict[str, Counter[str]] = defaultdict(Counter)
    for ticket in answers.tickets.values():
        by_both[ticket["language"]][ticket["channel"]] += 1
    return {
        "total": len(answers.tickets),
        "messages": sum(map(len, answers.messages.values())),
        "by_language": {language: sum(channels.values()) for language, channels in sorted(by_both.items())},
        "by_channel": _counts(ticket["channel"] for ticket in answers.tickets.values()),
        "by_language_and_channel": {language: dict(channels) for language, channels in sorted(by_both.items())},
        "by_status": _counts(ticket["status"] for ticket in answers.tickets.values()),
    }


def promises(answers: Answers) -> dict[str, int]:
    """First responses: kept, warned (whatever came after), broken, cancelled, and those whose time still runs."""
    states = Counter(clock["state"] for clock in answers.clocks)
    return {
        "given": len(answers.clocks),
        "kept": states["met"],
        "warned": sum(1 for clock in answers.clocks if clock["warned_at"]),
        "broken": states["breached"],
        "cancelled": states["cancelled"],
        "running": states["running"],
    }


def languages(receipts: Sequence[Receipt], events: Sequence[Event]) -> dict[str, dict[str, int]]:
    """For each true language: how many messages, and of how many it was found out; what is in no language is found out
    when none is claimed."""
    detected = {
        event.message.message_id: event.message.language.partition("-")[0]
        for event in events
        if event.name == "MessageTranslated"
    }
    found: dict[str, dict[str, int]] = {}
    for receipt in receipts:
        if receipt.action.do != "message" or receipt.message_id not in detected:
            continue
        truth = receipt.action.content.get("language", NO_LANGUAGE)
        counted = found.setdefault(truth, {"messages": 0, "detected": 0})
        counted["messages"] += 1
        counted["detected"] += detected[receipt.message_id] == ("" if truth == NO_LANGUAGE else truth)
    return dict(sorted(found.items()))


def translations(events: Sequence[Event]) -> list[dict[str, Any]]:
    """How many messages came to what: whose it is, engine ("" where none was asked), outcome, why not."""
    directions, outcomes, reasons = (
        translation_pb2.Direction,
        translation_pb2.Outcome,
        translation_pb2.UntranslatedReason,
    )
    counted = Counter(
        (
            directions.Name(event.message.direction).removeprefix("DIRECTION_").lower(),
            event.message.engine,
            outcomes.Name(event.message.outcome).removeprefix("OUTCOME_").lower(),
            reasons.Name(event.message.reason).removeprefix("UNTRANSLATED_REASON_").lower().replace("unspecified", ""),
        )
        for event in _first_appearances(events)
        if event.name == "MessageTranslated"
    )
    names = ("direction", "engine", "outcome", "reason")
    return [{**dict(zip(names, which, strict=True)), "messages": count} for which, count in counted.most_common()]


def points(answers: Answers) -> dict[str, int]:
    accounts = answers.accounts.values()
    return {
        "accounts": len(answers.accounts),
        "earned": sum(account["earned"] for account in accounts),
        "taken_back": sum(account["clawed_back"] for account in accounts),
        "outstanding": sum(account["balance"] for account in accounts),
    }


def csat(events: Sequence[Event]) -> dict[str, Any]:
    """Of this run's surveys alone; `percent` is None without an answer."""
    first = list(_first_appearances(events))
    scores = [event.message.score for event in first if event.name == "SurveyAnswered"]
    satisfied = sum(score >= SATISFIED_FROM for score in scores)
    return {
        "offered": sum(event.name == "SurveyOffered" for event in first),
        "answered": len(scores),
        "satisfied": satisfied,
        "percent": round(100 * satisfied / len(scores), 1) if scores else None,
        "by_score": {str(score): scores.count(score) for score in range(1, 6)},
    }


def _first_appearances(events: Iterable[Event]) -> Iterable[Event]:
    """Kafka may hold an event twice, after a publisher was killed; it happened once."""
    return {event.envelope.id: event for event in reversed(list(events))}.values()


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _percentiles(values: Sequence[float]) -> Mapping[str, float]:
    if len(values) < 2:
        return {}
    cuts = quantiles(values, n=100)
    return {"p50": round(cuts[49], 1), "p99": round(cuts[98], 1)}
