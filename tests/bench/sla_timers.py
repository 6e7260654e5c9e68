"""A million open promises and the tick process that watches them: how large it is, how late it is when ten thousand
come due within a minute, whether it tells any twice, how long it takes after a kill -9, and what ten times as many open
promises cost.

A breach is told when its event is on Kafka: it is as late as the record's timestamp is after the due instant.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any

import psutil
from heliodesk.ticketing.v1 import events_pb2, types_pb2
from pymongo import MongoClient
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from services.cli.local.services import service_plan
from services.kit.broker import apply_topics, end_offsets
from services.kit.clock import SystemClock
from services.kit.convert import to_document
from services.kit.envelope import Envelope
from services.kit.ids import document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.stream import Context
from services.kit.topics import CLOCK, TICKET
from services.sla.app import desk_of
from services.sla.documents import CLOCKS
from services.sla.handlers import TicketHandlers
from services.sla.timers import COLLECTION, TimerKind, kind_of, shard_of, timers_of
from tests.bench.servers import cpu_of, store_process
from tests.support.servers import TestServers
from tests.support.streams import eventually, read_topic

FEW, MANY = 100_000, 1_000_000
DUE = 10_000
_MINUTE = 60.0
_URGENT = timedelta(minutes=15)
_FAR = timedelta(days=2)
# Seconds before the first of them is due: the tick looks ahead, and finds what was written behind its back.
_AHEAD = timedelta(seconds=60)
_BATCH = 5_000
_PATIENCE = 180.0

now = SystemClock().now


class Bench:
    """A shop of its own. `tick` is the process that is measured; another one reads the tickets' events."""

    def __init__(self, servers: TestServers, database: Database[dict[str, Any]], processes: Mapping[str, LocalProcess]):
        self.kafka = servers.bootstrap_servers
        self.database = database
        self.processes = processes
        self.tenant = f"bench-{new_id()[-12:]}"
        self.opened = 0
        # Records on the clocks' topic so far.
        self.known = sum(end_offsets(self.kafka, [CLOCK.name]).values())
        self.store = store_process(servers.mongodb_uri)

    @property
    def tick(self) -> psutil.Process:
        return psutil.Process(self.processes["tick"].pid)

    def open(self, count: int, due_at: datetime, spread: timedelta = timedelta(0), *, warned: bool = False) -> None:
        """Tickets whose first response is due from `due_at` on; their warnings have been given, or lie ahead."""
        first, self.opened = self.opened, self.opened + count
        ids = (f"{self.tenant}/{number:012d}" for number in range(first, self.opened))
        steps = 120 if spread else 1
        patterns = [self._pattern(due_at + spread * step / steps, warned) for step in range(steps)]
        while some := list(islice(zip(ids, cycle(patterns)), _BATCH)):
            clocks, timers = self.database[CLOCKS.collection], self.database[COLLECTION]
            clocks.insert_many([_clocks(one, pattern) for one, (pattern, _) in some], ordered=False)
            timers.insert_many([timer for one, (_, own) in some for timer in _timers(one, own)], ordered=False)

    def _pattern(self, due_at: datetime, warned: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """One ticket's clocks and timers as the service itself writes them."""
        # In a database in which there is nothing to ask.
        handlers = TicketHandlers(desk_of(self.database.client[f"{self.database.name}_pattern"], now))
        at = due_at - _URGENT
        event = events_pb2.TicketOpened(
            ticket_id="ticket", priority=types_pb2.PRIORITY_URGENT, opened_at=to_timestamp(at)
        )
        envelope = Envelope("1", event.DESCRIPTOR.full_name, "heliodesk/ticketing", "ticket", at, self.tenant, 1)
        state = handlers.open(None, event, Context(envelope, at)).state
        timers = timers_of(document_id(self.tenant, "ticket"), state, at)
        if warned:
            warning = next(timer for timer in timers if kind_of(timer) is TimerKind.WARN)
            state = handlers.ring(warning, warning.at)(state).state
            timers = timers_of(warning.aggregate_id, state, at)
        return to_document(state), [{**to_document(timer), "_id": timer.id} for timer in timers]

    async def told(self) -> list[Any]:
        """The records of this shop's breaches."""
        records = await read_topic(self.kafka, CLOCK.name)
        return [record for record in records if _is_breach(Envelope.from_headers(record.headers), self.tenant)]

    async def all_fired(self, count: int) -> list[Any]:
        """Waits for so many more events of clocks; answers the records of all breaches. Kafka alone is
        asked meanwhile: the store has enough to do."""

        async def enough() -> bool:
            await asyncio.sleep(1)
            return sum((await asyncio.to_thread(end_offsets, self.kafka, [CLOCK.name])).values()) >= wanted

        wanted = self.known + count
        await eventually(enough, _PATIENCE)
        told = await self.told()
        self.known += count
        return told


def _clocks(clock_id: str, pattern: dict[str, Any]) -> dict[str, Any]:
    tenant, ticket_id = clock_id.split("/")
    return {
        "_id": clock_id,
        "tenant": tenant,
        "schema": CLOCKS.schema,
        "version": 1,
        "sequence": 1,
        "state": {**pattern, "ticket_id": ticket_id},
        "marks": [{"topic": TICKET.name, "sequence": 1, "skipped": []}],
    }


def _timers(clock_id: str, pattern: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    shard = shard_of(clock_id)
    for timer in pattern:
        own = timer["_id"].removeprefix(timer["aggregate_id"])
        yield {**timer, "_id": f"{clock_id}{own}", "aggregate_id": clock_id, "partition": shard}


def _is_breach(envelope: Envelope, tenant: str) -> bool:
    return envelope.tenant == tenant and envelope.type.endswith(".ClockBreached")


async def _one_minute(bench: Bench) -> dict[str, Any]:
    """Ten thousand come due within a minute: how late each was told, and what it took."""
    first = now() + _AHEAD
    await asyncio.to_thread(bench.open, DUE, first, timedelta(seconds=_MINUTE), warned=True)
    if now() > first - timedelta(seconds=_MINUTE / 2):
        raise RuntimeError("the store was too slow: some came due before the tick could find them")
    await SystemClock().sleep_until(first - timedelta(seconds=1))
    spent = cpu_of(bench.tick), cpu_of(bench.store)
    await SystemClock().sleep_until(first + timedelta(seconds=_MINUTE + 4))
    cpu = cpu_of(bench.tick) - spent[0], cpu_of(bench.store) - spent[1]
    size = bench.tick.memory_info().rss / 1e6
    lags = sorted(
        record.timestamp / 1000 - Envelope.from_headers(record.headers).time.timestamp()
        for record in await bench.all_fired(DUE)
        if Envelope.from_headers(record.headers).time >= first
    )
    return {
        "fired": len(lags),
        "lag_p50_s": round(lags[len(lags) // 2], 3),
        "lag_p99_s": round(lags[len(lags) * 99 // 100], 3),
        "lag_max_s": round(lags[-1], 3),
        "cpu_tick_s": round(cpu[0], 2),
        "cpu_store_s": round(cpu[1], 2),
        "memory_mb": round(size),
    }


async def _killed(bench: Bench) -> dict[str, Any]:
    """Ten thousand come due while the tick is dead: when the last of them is told after it was started again. Its
    group still waits for the member that died."""
    await asyncio.to_thread(bench.processes["tick"].kill9)
    await asyncio.to_thread(bench.open, DUE, now() - timedelta(seconds=1), warned=True)
    restarted = now()
    await asyncio.to_thread(bench.processes["tick"].start)
    told = [record.timestamp / 1000 - restarted.timestamp() for record in await bench.all_fired(DUE)]
    late = sorted(seconds for seconds in told if seconds > 0)
    return {"fired": len(late), "first_s": round(late[0], 2), "all_s": round(late[-1], 2)}


async def _measure(bench: Bench) -> dict[str, Any]:
    far = now() + _FAR
    await asyncio.to_thread(bench.open, FEW, far)
    few = await _one_minute(bench)
    seeding = now()
    await asyncio.to_thread(bench.open, MANY - FEW, far)
    seeded = (now() - seeding).total_seconds()
    many = await _one_minute(bench)
    killed = await _killed(bench)
    records = await bench.told()
    # One that was sent again, since its sender was killed before it could note that Kafka has it, has the same id.
    told = {envelope.id: envelope.subject for envelope in (Envelope.from_headers(one.headers) for one in records)}
    growth = sum(many[f"cpu_{one}_s"] for one in ("tick", "store")) / sum(
        few[f"cpu_{one}_s"] for one in ("tick", "store")
    )
    return {
        "name": "sla_timers",
        "value": many["lag_p99_s"],
        "unit": "s, detection lag p99 of 10,000 due within a minute of 1,000,000 open (baseline: of 100,000 open)",
        "baseline": few["lag_p99_s"],
        "ratio": round(growth, 2),
        "open_100k": few,
        "open_1m": many,
        "after_kill": killed,
        "told": len(told),
        "told_twice": len(told) - len(set(told.values())),
        "sent_again": len(records) - len(told),
        "seeded_per_s": round((MANY - FEW) / seeded),
    }


@contextmanager
def _processes(servers: TestServers, env: Mapping[str, str]) -> Iterator[dict[str, LocalProcess]]:
    """Ticketing answers what is unpublished; one process of sla reads tickets; the other one ticks."""
    base = servers.port_base
    plans = {
        "ticketing": (service_plan("ticketing", servers.state, base, env), ("serve",)),
        "tick": (service_plan("sla", servers.state, base, env), ("tick", "relay")),
        "stream": (service_plan("sla", servers.state, base + 100, env), ("stream",)),
    }
    processes: dict[str, LocalProcess] = {}
    try:
        for name, (plan, roles) in plans.items():
            chosen = tuple(word for role in roles for word in ("--role", role))
            log = plan.log.with_stem(f"bench-{name}")
            processes[name] = LocalProcess(replace(plan, command=(*plan.command, *chosen), log=log)).start()
        yield processes
    finally:
        for process in processes.values():
            process.stop()


def run(servers: TestServers) -> dict[str, Any]:
    """`ratio` is how much more CPU time tick and store take for the same number due with ten times as many open."""
    apply_topics(servers.bootstrap_servers)
    prefix = f"bench_{new_id()[-12:]}"
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": servers.bootstrap_servers,
        "MONGODB_URI": servers.mongodb_uri,
        "HELIODESK_DATABASE": prefix,
        "HELIODESK_TICKETING_ADDRESS": f"127.0.0.1:{servers.port_base + 11}",
    }
    with _processes(servers, env) as processes, MongoClient(servers.mongodb_uri, w=1) as client:
        try:
            return asyncio.run(_measure(Bench(servers, client[f"{prefix}_sla"], processes)))
        finally:
            client.drop_database(f"{prefix}_sla")
            client.drop_database(f"{prefix}_ticketing")
