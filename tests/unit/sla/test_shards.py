from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from heliodesk.sla.v1 import events_pb2

from services.kit.envelope import Envelope
from services.kit.instants import to_timestamp
from services.kit.topics import CLOCK, TICKET
from services.sla.shards import planned
from services.sla.timers import partition_of

WARN_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
DUE_AT = WARN_AT + timedelta(hours=1)


def record(message, value: bytes | None = None) -> SimpleNamespace:
    envelope = Envelope("1", message.DESCRIPTOR.full_name, "heliodesk/sla", "ticket-1", WARN_AT, "kumo", 1)
    value = message.SerializeToString() if value is None else value
    return SimpleNamespace(headers=envelope.to_headers(), value=value, partition=0, offset=7)


def test_a_plan_tells_of_its_two_timers():
    instants = {"warn_at": to_timestamp(WARN_AT), "due_at": to_timestamp(DUE_AT)}

    assert planned(record(events_pb2.ClockStarted(**instants))) == (WARN_AT, DUE_AT)
    assert planned(record(events_pb2.ClockReplanned(**instants))) == (WARN_AT, DUE_AT)


def test_other_events_tell_of_none():
    assert planned(record(events_pb2.ClockMet())) == ()


def test_what_cannot_be_read_is_left_to_the_store():
    assert planned(record(events_pb2.ClockStarted(), b"\xff\xff")) == ()
    assert planned(SimpleNamespace(headers=(), value=b"", partition=0, offset=7)) == ()


def test_a_clock_and_its_ticket_lie_in_partitions_of_the_same_number():
    assert (CLOCK.partitions, CLOCK.key) == (TICKET.partitions, TICKET.key)
    assert {partition_of(f"kumo/ticket-{number}") for number in range(100)} == set(range(CLOCK.partitions))
