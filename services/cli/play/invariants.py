"""What must be true after a day, whatever happened in it. Pure: evidence in, findings out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.cli.play.evidence import Answers, Evidence
from services.cli.play.kafka import Event
from services.cli.play.points import Expected
from services.cli.play.receipts import Outcome, Receipt
from services.cli.play.stored import Stored
from services.cli.play.wording import Wording
from services.kit.topics import TOPICS

_WRITERS = {topic.name: topic.writer for topic in TOPICS}


@dataclass(frozen=True)
class Finding:
    """`checked` says in words how much was looked at, `problems` what is wrong: nothing, when the invariant holds."""

    name: str
    checked: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def judge(evidence: Evidence, wording: Wording, expected: Mapping[str, Expected]) -> list[Finding]:
    """All invariants, in the order of the report."""
    receipts, answers = evidence.receipts, evidence.answers
    written = [receipt for receipt in receipts if receipt.accepted and receipt.message_id]
    events = f"{len(evidence.events)} events of {len({_aggregate(event) for event in evidence.events})} aggregates"
    return [
        _finding(
            "every accepted message stands in exactly one ticket",
            f"{len(written)} messages in {len(answers.tickets)} tickets",
            (*misplaced(receipts, answers, wording), *out_of_order(written)),
        ),
        _finding(
            "every event of every outbox reached Kafka, and nothing waits",
            f"{events}, {len(evidence.stored)} documents",
            (*evidence.unsettled, *unpublished(evidence.events, evidence.stored), *still_pending(evidence.pending)),
        ),
        _finding(
            "every ledger adds up",
            f"{sum(map(len, answers.entries.values()))} entries of {len(answers.accounts)} accounts",
            wrong_ledgers(answers, expected),
        ),
        _finding(
            "no dead letters",
            "all dead-letter topics",
            [f"{topic} has {count} more" for topic, count in evidence.dead_letters.items()],
        ),
        _finding(
            "lag is zero",
            f"{len(evidence.lags)} groups",
            [f"{group} has {lag} events to read" for group, lag in evidence.lags.items() if lag],
        ),
    ]


def _finding(name: str, checked: str, problems: Iterable[str]) -> Finding:
    return Finding(name, checked, tuple(problems))


def misplaced(receipts: Sequence[Receipt], answers: Answers, wording: Wording) -> Iterator[str]:
    """What was accepted and isn't where the answer said, once; what is there and was never sent."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for ticket_id, messages in answers.messages.items():
        for message in messages:
            places[message["message_id"]].append((ticket_id, message["number"]))
            if message["ticket_id"] != ticket_id:
                yield f"message {message['message_id']} of ticket {ticket_id} says it is of {message['ticket_id']}"
    sent = {receipt.message_id: receipt for receipt in receipts if receipt.accepted and receipt.message_id}
    for message_id, receipt in sent.items():
        said = (receipt.ticket_id, receipt.message_number)
        if places.get(message_id) != [said]:
            yield f"action {receipt.action.number} ({receipt.action.do}): said to be {said}, is {places[message_id]}"
    yield from _foreign(receipts, answers, wording, sent.keys())
    for ticket_id, ticket in answers.tickets.items():
        numbers = [message["number"] for message in answers.messages.get(ticket_id, ())]
        if numbers != list(range(1, ticket["message_count"] + 1)):
            yield f"ticket {ticket_id} counts {ticket['message_count']} messages and holds numbers {numbers}"


def _foreign(receipts: Sequence[Receipt], answers: Answers, wording: Wording, sent: Iterable[str]) -> Iterator[str]:
    """What has no receipt, but for what may have been done although no answer came; and two of one external id."""
    known = set(sent)
    unknown = [receipt for receipt in receipts if receipt.answer.outcome is Outcome.UNKNOWN]
    unanswered = {wording.own(receipt.action.content.get("message", "")) for receipt in unknown}
    uncertain_tickets = {receipt.ticket_id for receipt in unknown}
    once: set[str] = set()
    for ticket_id, messages in answers.messages.items():
        for message in messages:
            inbound, external_id = message["kind"] == "inbound", message.get("external_id", "")
            if inbound and external_id in once:
                yield f"{external_id} stands twice"
            once.add(external_id)
            if message.get("author", {}).get("kind") == "system":
                # A service's own note, such as a handoff's.
                continue
            uncertain = external_id in unanswered if inbound else ticket_id in uncertain_tickets
            if message["message_id"] not in known and not uncertain:
                yield f"ticket {ticket_id} holds message {message['number']} ({message['kind']}), which was not sent"


def out_of_order(written: Sequence[Receipt]) -> Iterator[str]:
    """What one side wrote after the other, and stands before it."""
    by_ticket: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in sorted(written, key=lambda receipt: receipt.action.number):
        by_ticket[receipt.ticket_id].append(receipt)
    for ticket_id, receipts in by_ticket.items():
        numbers = [receipt.message_number for receipt in receipts]
        if numbers != sorted(numbers):
            yield f"ticket {ticket_id} holds what was written one after the other as {numbers}"


def unpublished(events: Sequence[Event], stored: Sequence[Stored]) -> Iterator[str]:
    """Gaps and disorder on Kafka, and events that a document has caused and Kafka hasn't."""
    highest: Counter[tuple[str, str]] = Counter()
    for event in events:
        aggregate, sequence = _aggregate(event), event.envelope.sequence or 0
        if sequence > highest[aggregate] + 1:
            yield f"{aggregate[1]} on {aggregate[0]}: {sequence} follows {highest[aggregate]}"
        highest[aggregate] = max(highest[aggregate], sequence)
    # A service may write several topics, and has one aggregate of a subject.
    last = {(_WRITERS[topic], subject): sequence for (topic, subject), sequence in highest.items()}
    for document in stored:
        name = f"{document.service}'s {document.collection}/{document.subject}"
        published = last.pop((document.service, document.subject), 0)
        if document.sequence != published:
            yield f"{name} has caused {document.sequence} events, Kafka has {published}"
        if document.waiting:
            yield f"{name} has {document.waiting} events in its outbox"
    for writer, subject in last:
        yield f"{writer} has no document of {subject}"


def still_pending(pending: Mapping[str, int | None]) -> Iterator[str]:
    for service, count in pending.items():
        if count is None:
            yield f"{service} doesn't tell what waits in its outboxes"
        elif count:
            yield f"{count} events wait in {service}'s outboxes"


def wrong_ledgers(answers: Answers, expected: Mapping[str, Expected]) -> Iterator[str]:
    """Accounts whose entries don't sum up to the balance, or whose balance isn't what the orders make it."""
    for customer in sorted({*answers.accounts, *expected}):
        account, entries = answers.accounts.get(customer), answers.entries.get(customer, ())
        wanted = expected.get(customer)
        if account is None:
            if wanted and wanted.certain and wanted.entries:
                yield f"{customer} has no account, and should have {wanted.balance} points"
            continue
        yield from _wrong_sums(customer, account, entries)
        if wanted is None:
            yield f"{customer} has an account, and ordered nothing"
        elif wanted.certain and (account["balance"], account["entry_count"]) != (wanted.balance, wanted.entries):
            yield (
                f"{customer} has {account['balance']} points in {account['entry_count']} entries, "
                f"the orders make {wanted.balance} in {wanted.entries}"
            )


def _wrong_sums(customer: str, account: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    balance = 0
    for number, entry in enumerate(entries, start=1):
        balance += entry["points"]
        if entry["balance_after"] != balance:
            yield f"{customer}: after entry {number} the balance is said to be {entry['balance_after']}, not {balance}"
    earned = sum(entry["points"] for entry in entries if entry["points"] > 0)
    told = (account["balance"], account["earned"], account["clawed_back"], account["entry_count"])
    summed = (balance, earned, earned - balance, len(entries))
    if told != summed:
        yield f"{customer}: account tells (balance, earned, clawed back, entries) {told}, the entries make {summed}"


def _aggregate(event: Event) -> tuple[str, str]:
    return event.topic, event.envelope.subject
