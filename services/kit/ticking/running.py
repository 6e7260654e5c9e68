"""The role `tick` of one kind of aggregates, put together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from services.kit.aggregate import Kind
from services.kit.process import Process
from services.kit.ticking.auditor import Auditor
from services.kit.ticking.reading import Reading
from services.kit.ticking.rules import Rules
from services.kit.ticking.shards import Plans, Shards
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import TimerDocument, Timers

S = TypeVar("S")


async def tick(
    process: Process,
    kind: Kind[S],
    document: type[TimerDocument],
    rules: Rules[S],
    group: str,
    plans: Plans,
    reading: Reading | None = None,
    beside: Callable[[Tick[S], asyncio.Event], Awaitable[None]] | None = None,
) -> None:
    """Rings the timers of the shards that `group` gives this process, and audits them, until the process stops. The
    shards are the partitions of the kind's topic; without a `reading` nothing has to be read before one rings. What
    runs `beside` it sees which shards it owns."""
    clock, health, name, store, timers = process.clock, process.health, kind.name, process.store(kind), Timers(document)
    ticking = Tick(store, timers, rules, reading, process.publisher.offer, clock, health, name)
    shards = Shards(process.settings.kafka_bootstrap_servers, kind.topic, group, ticking, health, plans, name)
    auditor = Auditor(ticking, store, timers, rules, clock, health, name)
    running = [part.run(process.stop) for part in (ticking, shards, auditor)]
    if beside is not None:
        running.append(beside(ticking, process.stop))
    await asyncio.gather(*running)
