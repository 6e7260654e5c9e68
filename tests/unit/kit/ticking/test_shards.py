import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from heliodesk.sla.v1 import events_pb2

from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.instants import to_timestamp
from services.kit.ticking.shards import Shards
from services.kit.ticking.timer import partition_of
from services.kit.topics import CLOCK

WARN_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
DUE_AT = WARN_AT + timedelta(hours=1)
INSTANTS = {"warn_at": to_timestamp(WARN_AT), "due_at": to_timestamp(DUE_AT)}


class Owner:
    """Remembers what it owned, and when it did."""

    def __init__(self) -> None:
        self.owned: list[set[int]] = []
        self.owns = asyncio.Event()

    def own(self, partitions) -> None:
        self.owned.append(set(partitions))
        self.owns.set()


@pytest.fixture
def shards() -> Shards:
    plans = {events_pb2.ClockStarted: ("warn_at", "due_at"), events_pb2.ClockReplanned: ("due_at",)}
    return Shards("nowhere:1", CLOCK, "group", None, Health(), plans, "clock")


def record(message, value: bytes | None = None) -> SimpleNamespace:
    envelope = Envelope("1", message.DESCRIPTOR.full_name, "heliodesk/sla", "ticket-1", WARN_AT, "kumo", 1)
    value = message.SerializeToString() if value is None else value
    return SimpleNamespace(headers=envelope.to_headers(), value=value, partition=0, offset=7)


def test_a_plan_tells_of_the_timers_that_its_fields_name(shards):
    assert shards.planned(record(events_pb2.ClockStarted(**INSTANTS))) == [WARN_AT, DUE_AT]
    assert shards.planned(record(events_pb2.ClockReplanned(**INSTANTS))) == [DUE_AT]


def test_an_instant_that_is_not_set_is_none(shards):
    assert shards.planned(record(events_pb2.ClockStarted(warn_at=to_timestamp(WARN_AT)))) == [WARN_AT]


def test_other_events_tell_of_none(shards):
    assert shards.planned(record(events_pb2.ClockMet(due_at=to_timestamp(DUE_AT)))) == []


def test_what_cannot_be_read_is_left_to_the_store(shards):
    assert shards.planned(record(events_pb2.ClockStarted(), b"\xff\xff")) == []
    assert shards.planned(SimpleNamespace(headers=(), value=b"", partition=0, offset=7)) == []


def test_keys_are_spread_over_all_partitions():
    assert {partition_of(f"ticket-{number}", CLOCK) for number in range(100)} == set(range(CLOCK.partitions))


async def test_a_newcomer_takes_all_while_the_group_keeps_it_waiting():
    """As a group does that has still to notice that a member died."""
    silent = await asyncio.start_server(lambda reader, writer: reader.read(), "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    owner = Owner()
    waiting = Shards(f"127.0.0.1:{port}", CLOCK, "group", owner, Health(), {}, "clock")
    task = asyncio.create_task(waiting.run(asyncio.Event()))
    await asyncio.wait_for(owner.owns.wait(), 10)
    task.cancel()
    await asyncio.wait([task])
    silent.close()
    assert owner.owned == [set(range(CLOCK.partitions))]


async def test_what_the_group_takes_back_stays_until_it_has_given_something_else():
    owner = Owner()
    member = Shards("nowhere:1", CLOCK, "group", owner, Health(), {}, "clock")
    await member.on_partitions_assigned([TopicPartition(CLOCK.name, 1), TopicPartition(CLOCK.name, 2)])
    await member.on_partitions_revoked([TopicPartition(CLOCK.name, 1), TopicPartition(CLOCK.name, 2)])
    await member.on_partitions_assigned([TopicPartition(CLOCK.name, 2)])
    assert owner.owned == [{1, 2}, {2}]
