"""The role `load` on the real servers, with a topic of the test's own and a clock that it holds."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import mongoengine
import pytest
from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.sla.v1 import load_events_pb2
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from prometheus_client import REGISTRY

from services.kit import documents, topics
from services.kit.broker import apply_topics, lags
from services.kit.clock import HeldClock
from services.kit.envelope import Envelope
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer, Record
from services.kit.store import Store
from services.sla.domain.load import Counts, Traffic
from services.sla.domain.standard import STANDARD
from services.sla.domain.terms import Terms
from services.sla.load.documents import SURGES, LoadDocument, Loads, PastDocument, SurgeDocument
from services.sla.load.rebuild import forget_counts
from services.sla.load.role import LoadRole
from tests.support.streams import eventually, read_topic

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
TENANT = "kumo"
AGENT = common.Actor(kind=common.ACTOR_KIND_AGENT, id="agent-ana")


class Crowds:
    """Customers who write, agents who answer, and what the role makes of it. The held clock shows NOW."""

    def __init__(self, kafka: str, database: Any, tickets: topics.Topic, surges: topics.Topic, group: str) -> None:
        self.kafka = kafka
        self.group = group
        self.tickets = tickets
        self.topic = surges
        self.time = HeldClock(NOW)
        self.health = Health()
        self.producer = OrderedProducer(kafka)
        self.publisher = Publisher(self.producer, "sla", self.health)
        self.surges = Store(database, dataclasses.replace(SURGES, topic=surges), "test", self.time.now)
        self.loads = Loads()
        self._sequences: Counter[str] = Counter()

    async def opened(self, *instants: datetime, language: str = "de", market: str = "DE") -> list[str]:
        """Conversations that open at these instants, and whose language is known a second later."""
        tickets, records = [], []
        for at in instants:
            ticket = new_id()
            tickets.append(ticket)
            opened = ticketing.TicketOpened(ticket_id=ticket, market=market, opened_at=to_timestamp(at))
            records.append(self.record(opened, at))
            records.append(self.record(ticketing.MessageReceived(ticket_id=ticket), at))
            if language:
                detected = ticketing.TicketLanguageDetected(ticket_id=ticket, language=language)
                records.append(self.record(detected, at + timedelta(seconds=1)))
        await self.send(*records)
        return tickets

    async def answered(self, *tickets: str, at: datetime = NOW, author: common.Actor = AGENT) -> None:
        await self.send(*(self.record(ticketing.ReplySent(ticket_id=one, author=author), at) for one in tickets))

    def record(self, event: Message, at: datetime) -> Record:
        self._sequences[event.ticket_id] += 1
        number = self._sequences[event.ticket_id]
        envelope = Envelope(new_id(), event.DESCRIPTOR.full_name, "test", event.ticket_id, at, TENANT, sequence=number)
        return Record(self.tickets.name, event.ticket_id.encode(), event.SerializeToString(), envelope.to_headers())

    async def send(self, *records: Record) -> None:
        assert len(await self.producer.send(records)) == len(records)

    @asynccontextmanager
    async def counted(self) -> AsyncIterator[None]:
        """The role runs, and has counted and told what stood in Kafka."""
        terms = Terms(STANDARD, {}, ())
        role = LoadRole(
            self.kafka,
            self.tickets,
            self.loads,
            self.surges,
            lambda tenant, facts, at: terms,
            self.publisher.offer,
            self.time,
            self.health,
            self.group,
        )
        self.health.starting("load")
        stop = asyncio.Event()
        task = asyncio.create_task(role.run(stop))
        try:
            await eventually(lambda: task.done() or "load" not in self.health.report()["reasons"], within=30)
            yield
        finally:
            stop.set()
            await asyncio.wait_for(task, 30)

    def traffic(self) -> dict[str, Traffic]:
        return {str(one.crowd): one.traffic for one in self.loads.of_tenant(TENANT)}

    def hours(self) -> dict[str, tuple[Counts, int]]:
        """Of each crowd the last hour, and who waits; without those that nothing is to be told of."""
        found = {name: (one.hour(self.time.now()), one.waiting) for name, one in self.traffic().items()}
        return {name: told for name, told in found.items() if told != (Counts(), 0)}

    async def minute_passes(self, minutes: int = 1) -> None:
        """When all that stands in Kafka has been counted."""
        read = dataclasses.replace(self.tickets, readers=(self.group,))
        await eventually(lambda: not any(lag.behind for lag in lags(self.kafka, [read])), within=20)
        self.time.advance(timedelta(minutes=minutes))

    async def told(self) -> list[tuple[str, Message]]:
        """The events of surges in Kafka, in their order."""
        found = []
        for record in await read_topic(self.kafka, self.topic.name):
            name = Envelope.from_headers(record.headers).type.rpartition(".")[2]
            found.append((name, getattr(load_events_pb2, name).FromString(record.value)))
        return found

    async def tells(self, *names: str) -> list[Message]:
        async def all_of_them() -> bool:
            return len(await self.told()) >= len(names)

        await eventually(all_of_them, within=20)
        told = await self.told()
        assert [name for name, _ in told] == list(names)
        return [event for _, event in told]


@pytest.fixture
async def crowds(kafka_servers, mongodb_uri, database, unique) -> AsyncIterator[Crowds]:
    tickets = dataclasses.replace(topics.TICKET, name=f"heliodesk.test.ticket.{unique}", readers=(), partitions=2)
    surges = dataclasses.replace(topics.LOAD, name=f"heliodesk.test.load.{unique}", readers=(), partitions=1)
    documents.connect("sla", mongodb_uri, database.name)
    documents.ensure_indexes([LoadDocument, PastDocument, SurgeDocument])
    await asyncio.to_thread(apply_topics, kafka_servers, [tickets, surges])
    made = Crowds(kafka_servers, database, tickets, surges, f"load-{unique}")
    made.publisher.start()
    yield made
    await made.publisher.stop()
    await made.producer.stop()
    mongoengine.disconnect("sla")


def minutes_ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=minute) for minute in minutes]


async def test_arrivals_replies_and_who_waits_are_counted_by_language_and_region(crowds):
    first, second, _ = await crowds.opened(*minutes_ago(50, 40, 30))
    await crowds.opened(*minutes_ago(20), language="", market="FR")
    (early,) = await crowds.opened(*minutes_ago(90), language="ja", market="JP")
    await crowds.answered(first, second, early, at=NOW - timedelta(minutes=10))
    await crowds.answered(first, at=NOW - timedelta(minutes=5))
    await crowds.send(Record(crowds.tickets.name, b"bad", b"\xff\xff\xff", [("ce_id", b"1")]))
    bot = common.Actor(kind=common.ACTOR_KIND_ASSISTANT, id="bot")
    (helped,) = await crowds.opened(*minutes_ago(3))
    await crowds.answered(helped, at=NOW - timedelta(minutes=2), author=bot)
    before = unreadable(crowds.group)
    async with crowds.counted():
        expected = {
            "de.DE": (Counts(arrivals=4, replies=3, answers=2), 2),
            ".FR": (Counts(arrivals=1), 1),
            "ja.JP": (Counts(replies=1, answers=1), 0),
        }
        assert crowds.hours() == expected
        assert unreadable(crowds.group) - before == 1

        # The same events once more, and one that comes now.
        again = await read_topic(crowds.kafka, crowds.tickets.name)
        await crowds.send(*(Record(one.topic, one.key, one.value, list(one.headers)) for one in again))
        await crowds.opened(NOW, market="AT")
        await crowds.minute_passes()
        expected["de.AT"] = (Counts(arrivals=1), 1)
        await eventually(lambda: crowds.hours() == expected, within=10)


def unreadable(group: str) -> float:
    labels = {"group": group, "type": "", "outcome": "unreadable"}
    return REGISTRY.get_sample_value("heliodesk_consumer_events_total", labels) or 0.0


async def test_a_surge_is_told_once_and_ends_once_whatever_is_counted_again(crowds):
    usual = [NOW - week * WEEK - timedelta(minutes=minute) for week in range(5, 0, -1) for minute in (50, 30, 10)]
    await crowds.opened(*usual)
    async with crowds.counted():
        await crowds.opened(*minutes_ago(*range(1, 31)))
        await crowds.minute_passes()
        (detected,) = await crowds.tells("SurgeDetected")
        assert (detected.language, detected.region, detected.arrivals) == ("de", "DE", 30)
        assert detected.usual == pytest.approx(3, abs=0.1)
        await crowds.minute_passes()
    counted = crowds.traffic()
    past = list(PastDocument._get_collection().find().sort("_id"))

    await asyncio.to_thread(forget_counts, crowds.kafka, crowds.group)
    LoadDocument._get_collection().delete_many({})
    PastDocument._get_collection().delete_many({})
    async with crowds.counted():
        assert crowds.traffic() == counted
        assert list(PastDocument._get_collection().find().sort("_id")) == past
        for _ in range(2):
            await crowds.minute_passes(59)
            await eventually(lambda: crowds.surges.get(f"{TENANT}/de.DE").judged_at >= crowds.time.now(), within=10)
        _, ended = await crowds.tells("SurgeDetected", "SurgeEnded")
        assert (ended.surge_id, ended.peak) == (detected.surge_id, 30)


async def test_what_was_counted_while_the_store_was_away_is_written_when_it_is_back(crowds, store_process):
    async with crowds.counted():
        store_process.stop()
        await crowds.opened(NOW)
        await crowds.minute_passes()
        await eventually(lambda: "store" in crowds.health.report()["reasons"].get("load", ""), within=20)
        store_process.start()
        await eventually(lambda: crowds.health.ready(), within=20)
        assert crowds.hours() == {"de.DE": (Counts(arrivals=1), 1)}


async def test_a_restart_goes_on_from_the_tables_where_it_stood(crowds):
    (ticket,) = await crowds.opened(*minutes_ago(5))
    async with crowds.counted():
        await eventually(lambda: crowds.hours() == {"de.DE": (Counts(arrivals=1), 1)}, within=10)
        await crowds.minute_passes()
    await crowds.answered(ticket)
    async with crowds.counted():
        await eventually(lambda: crowds.hours() == {"de.DE": (Counts(arrivals=1, replies=1, answers=1), 0)}, within=10)


@pytest.mark.parametrize(("minutes", "verdict"), [(61, "late"), (2, "early"), (15, "right")])
async def test_an_estimate_is_judged_by_the_first_answer(crowds, minutes, verdict):
    """Of a shop with no team and no history a new conversation is told that it waits 15 minutes."""
    before = estimates(verdict)
    async with crowds.counted():
        (ticket,) = await crowds.opened(NOW)
        await crowds.answered(ticket, at=NOW + timedelta(minutes=minutes))
        await crowds.answered(ticket, at=NOW + timedelta(minutes=minutes))
        await eventually(lambda: estimates(verdict) > before, within=10)
    assert estimates(verdict) == before + 1


def estimates(verdict: str) -> float:
    return REGISTRY.get_sample_value("heliodesk_sla_wait_estimates_total", {"verdict": verdict}) or 0.0
