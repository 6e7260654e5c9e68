"""Loyalty's tick in a process of its own, for the night of `loyalty_expiry`: some of the shards, its publisher, and a
clock that is held by whoever started it."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

import psutil

from services.kit import documents
from services.kit.aggregate import OutboxEntry
from services.kit.clock import HeldClock
from services.kit.commits import CommitStore
from services.kit.health import Health
from services.kit.outbox import Publisher
from services.kit.producer import OrderedProducer
from services.kit.store import Pending
from services.kit.ticking.tick import Tick
from services.kit.ticking.timer import Timers
from services.kit.topics import Topic
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import Account
from services.loyalty.programmes import Programmes
from services.loyalty.tick import AccountRules
from services.loyalty.timers import AccountTimerDocument
from tests.support.streams import eventually

_TELL = "tell"
_PATIENCE = 60.0

Told = dict[str, tuple[OutboxEntry, ...]]
"""By the commit that told it."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where it works, and since when. `shards` are its own."""

    mongodb_uri: str
    database: str
    kafka: str
    topic: Topic
    shards: tuple[int, ...]
    now: datetime


class Shift:
    """One process. It is at work when this has been made; `leave` ends it."""

    def __init__(self, post: Post) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(post, theirs), daemon=True)
        self._process.start()
        # Else nobody would hear that it has died.
        theirs.close()
        self.os_process = psutil.Process(self._process.pid)
        self._line.recv()

    def set_clock(self, at: datetime) -> None:
        self._line.send(at)

    def told(self) -> Told:
        """What it has told since it was last asked."""
        self._line.send(_TELL)
        return self._line.recv()

    def leave(self) -> None:
        self._line.send(None)
        self._process.join(_PATIENCE)


def _work(post: Post, line: Connection) -> None:
    asyncio.run(_tick(post, line))


async def _tick(post: Post, line: Connection) -> None:
    database = documents.connect("loyalty", post.mongodb_uri, post.database)
    clock, health, told = HeldClock(post.now), Health(), {}
    store: CommitStore[Account] = CommitStore(
        database, replace(ACCOUNTS, topic=post.topic), "heliodesk/loyalty", clock.now
    )
    producer = OrderedProducer(post.kafka)
    publisher = Publisher(producer, "loyalty", health)
    publisher.start()

    def offer(pendings: Iterable[Pending]) -> None:
        offered = list(pendings)
        told.update((pending.parts[-1][0], pending.entries) for pending in offered)
        publisher.offer(offered)

    rules = AccountRules(Programmes(database, clock.now))
    tick: Tick[Any] = Tick(store, Timers(AccountTimerDocument), rules, None, offer, clock, health, "account")
    tick.own(post.shards)
    stop = asyncio.Event()
    task = asyncio.create_task(tick.run(stop))
    # It looks ahead first, and then waits for the clock.
    await eventually(lambda: clock.sleepers, within=_PATIENCE)
    line.send("ready")
    while (heard := await asyncio.to_thread(line.recv)) is not None:
        if heard == _TELL:
            line.send(told)
            told.clear()
        else:
            clock.advance(heard - clock.now())
    stop.set()
    await task
    await publisher.stop()
    await producer.stop()
