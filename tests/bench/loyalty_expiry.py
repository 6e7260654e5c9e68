"""A night in which 100,000 lots expire, those of an order together, at the midnights of five zones; against a bare
insert_many and produce of the very same commits and events, by somebody who knows beforehand what they are, in turns
within the night. The same where each account has one lot that expires, and for a tick role of one process. And what it
takes where ten times as many accounts are there in which nothing is due.

Ours is timed from the midnight until Kafka has all events, nothing waits in an outbox, each head shows what has become
of its account, and the timers are taken out; every account gets a timer for its other lot, which stays.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle
from statistics import median
from typing import Any

import mongoengine
from aiokafka import AIOKafkaProducer

from services.kit import documents, topics
from services.kit.broker import apply_topics
from services.kit.ids import new_id
from services.kit.mongo import by_id
from services.kit.ticking.timer import EVER, PAGE, passed_query
from services.loyalty.documents import ACCOUNTS, DOCUMENTS
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.words import Source
from services.loyalty.timers import AccountTimerDocument
from tests.bench.ledgers import Ledger, write_accounts
from tests.bench.night_shift import Post, Shift
from tests.bench.servers import cpu_of, store_process
from tests.support.servers import TestServers
from tests.support.streams import eventually

LOTS = 100_000
MIDNIGHTS = 5
FEW = 10_000
PROCESSES = 2
EARNED_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TONIGHT = datetime(2026, 9, 1, 12, tzinfo=UTC)
TENANT = "shop"
# Lines of an order, each of which is a lot: two and a half on average.
LINES = (1, 2, 3, 4)
_PATIENCE = 300.0


class Night:
    """Loyalty's tick role, on a topic and a database of its own, with clocks that are held."""

    def __init__(self, servers: TestServers) -> None:
        mark = new_id()[-12:]
        self.kafka = servers.bootstrap_servers
        self.topic = dataclasses.replace(topics.ACCOUNT, name=f"bench.account.{mark}", readers=())
        self.bare_topic = dataclasses.replace(self.topic, name=f"bench.bare.{mark}")
        self._uri, self._name = servers.mongodb_uri, f"bench_{mark}"
        self.database = documents.connect("loyalty", self._uri, self._name)
        self.timers = self.database[AccountTimerDocument._get_collection_name()]
        self._now = TONIGHT
        self._shifts: list[Shift] = []
        self._store_process = store_process(servers.mongodb_uri)

    def open(self, name: str, lots: int, first_at: datetime, midnights: int = 1, lines: Sequence[int] = LINES) -> None:
        """Accounts with so many lots, as many in each as an order has lines, which expire at one of these midnights, an
        hour one after the other; and with one more that stays."""
        ats = [first_at + timedelta(hours=hour) for hour in range(midnights)]
        orders = cycle(lines)

        def live(ledger: Ledger) -> None:
            number = int(ledger.book.account_id[-9:])
            self._earn(ledger, "o1", next(orders), ats[number % midnights])
            self._earn(ledger, "o2", 1, TONIGHT + timedelta(days=400))

        accounts = lots * len(lines) // sum(lines)
        write_accounts(self.database, (f"{TENANT}/{name}-{number:09d}" for number in range(accounts)), live, EARNED_AT)

    @staticmethod
    def _earn(ledger: Ledger, order: str, lines: int, expires_at: datetime) -> None:
        order_id = f"{ledger.book.customer_id}-{order}"
        for line in range(lines):
            lot = Credit(
                Source.ORDER, order_id, 120, EARNED_AT, expires_at=expires_at, order_id=order_id, line_id=f"line-{line}"
            )
            credit(ledger.book, lot)
        ledger.commit(f"earn/{order_id}", about=(f"order/{order_id}",))

    @asynccontextmanager
    async def ticking(self, processes: int) -> AsyncIterator[None]:
        """So many processes of the tick role, each with its share of the shards."""
        shards = range(self.topic.partitions)
        posts = [
            Post(self._uri, self._name, self.kafka, self.topic, tuple(shards[one::processes]), self._now)
            for one in range(processes)
        ]
        self._shifts = await asyncio.gather(*(asyncio.to_thread(Shift, post) for post in posts))
        try:
            yield
        finally:
            await asyncio.gather(*(asyncio.to_thread(shift.leave) for shift in self._shifts))
            self._shifts = []

    async def expire(self, at: datetime) -> tuple[float, float]:
        """Wall seconds until all is done that is due by then; and the processors', of the ticks and the store."""
        begun = self._cpu()
        started = time.perf_counter()
        self._now = at
        for shift in self._shifts:
            shift.set_clock(at)
        await eventually(lambda: asyncio.to_thread(self._done), within=_PATIENCE)
        return time.perf_counter() - started, self._cpu() - begun

    def _done(self) -> bool:
        queries = (passed_query(shard, EVER, self._now) for shard in range(self.topic.partitions))
        commits = self.database[ACCOUNTS.commits]
        return not any(self.timers.find_one(query, {"_id": 1}) for query in queries) and not commits.find_one(
            {"pending": {"$gt": ""}}, {"_id": 1}
        )

    def _cpu(self) -> float:
        return sum(cpu_of(shift.os_process) for shift in self._shifts) + cpu_of(self._store_process)

    def forget(self) -> None:
        """What has been told so far."""
        for shift in self._shifts:
            shift.told()

    async def bare(self) -> float:
        """Wall seconds for the commits and events since the last time, a page at a time."""
        found = await asyncio.to_thread(self._written)
        producer = AIOKafkaProducer(bootstrap_servers=self.kafka, enable_idempotence=True, max_batch_size=512 * 1024)
        await producer.start()
        try:
            started = time.perf_counter()
            for first in range(0, len(found), PAGE):
                page = found[first : first + PAGE]
                await asyncio.to_thread(
                    self.database["bare"].insert_many, [commit for commit, _ in page], ordered=False
                )
                sent = [
                    await producer.send(self.bare_topic.name, data, key=key, headers=headers)
                    for _, events in page
                    for key, data, headers in events
                ]
                await asyncio.gather(*sent)
            return time.perf_counter() - started
        finally:
            await producer.stop()

    def _written(self) -> list[tuple[dict[str, Any], list[tuple[Any, ...]]]]:
        """The commits as they were inserted, with their events."""
        told = {commit: entries for shift in self._shifts for commit, entries in shift.told().items()}
        settled = by_id(self.database[ACCOUNTS.commits], told)
        made = []
        for _id, its in told.items():
            outbox = [entry.to_document() for entry in its]
            commit = {**settled[_id], "outbox": outbox, "pending": outbox[0]["time"]}
            made.append((commit, [(entry.key.encode(), entry.data, entry.envelope.to_headers()) for entry in its]))
        return made

    async def against_bare(self, at: datetime) -> tuple[float, float]:
        """Wall seconds: ours, and the bare ones for as many."""
        ours, _ = await self.expire(at)
        return ours, await self.bare()


async def _measure(night: Night) -> dict[str, Any]:
    await asyncio.to_thread(apply_topics, night.kafka, [night.topic, night.bare_topic])
    first, second, third, fourth, tonight = (TONIGHT + timedelta(days=days) for days in range(1, 6))
    await asyncio.to_thread(night.open, "few", FEW, first)
    async with night.ticking(1):
        _, few = await night.expire(first)
    await asyncio.to_thread(night.open, "many", LOTS, tonight, MIDNIGHTS)
    await asyncio.to_thread(night.open, "again", FEW, second)
    await asyncio.to_thread(night.open, "alone", 2 * FEW, third)
    await asyncio.to_thread(night.open, "single", FEW, fourth, lines=(1,))
    async with night.ticking(1):
        _, many = await night.expire(second)
        await asyncio.to_thread(night.forget)
        alone = await night.against_bare(third)
    async with night.ticking(PROCESSES):
        single = await night.against_bare(fourth)
        rounds = [await night.against_bare(tonight + timedelta(hours=hour)) for hour in range(MIDNIGHTS)]
    expired = night.database[ACCOUNTS.commits].count_documents({"changes.entries.kind": "expire"})
    return {
        "name": "loyalty_expiry",
        "value": round(LOTS / sum(ours for ours, _ in rounds)),
        "unit": f"lots/s, 100,000 due in one night, of orders of 1 to 4 lines; {PROCESSES} processes of the tick role",
        "baseline": round(LOTS / sum(bare for _, bare in rounds)),
        "ratio": round(median(bare / ours for ours, bare in rounds), 2),
        "ratio_of_one_process": round(alone[1] / alone[0], 2),
        "ratio_where_each_account_has_one": round(single[1] / single[0], 2),
        "seconds": round(sum(ours for ours, _ in rounds), 1),
        "growth_with_ten_times_as_many_accounts": round(many / few, 2),
        "cpu_microseconds_per_lot": {"few_accounts": round(1e6 * few / FEW), "many": round(1e6 * many / FEW)},
        "commits_of_expiry": expired,
    }


def run(servers: TestServers) -> dict[str, Any]:
    night = Night(servers)
    documents.ensure_indexes(DOCUMENTS)
    try:
        return asyncio.run(_measure(night))
    finally:
        night.database.client.drop_database(night.database.name)
        mongoengine.disconnect("loyalty")
