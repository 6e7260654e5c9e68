"""Processes that are killed at one of their writes to the store: `kill -9`, from within."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.monitoring import CommandListener, CommandStartedEvent, CommandSucceededEvent

from services.kit.mongo import CLIENT_OPTIONS

_WRITES = frozenset({"insert", "update", "delete", "commitTransaction"})


class Executioner(CommandListener):
    """Kills its process at the write of this number (from 1 on): before it is sent, or once it is acknowledged."""

    def __init__(self, number: int, *, sent: bool) -> None:
        self._number = number
        self._sent = sent
        self._seen = 0

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name in _WRITES:
            self._seen += 1
            if not self._sent and self._seen == self._number:
                os.kill(os.getpid(), signal.SIGKILL)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        if event.command_name in _WRITES and self._sent and self._seen == self._number:
            os.kill(os.getpid(), signal.SIGKILL)

    def failed(self, event: Any) -> None:
        """It goes on as it will."""


def deaths(
    uri: str, database: str, module: str, work: Callable[..., None], argument: Callable[[str], Any]
) -> Iterator[str]:
    """Kills a process for each write of `work(database, argument(name))`, before and after it; answers the names of
    these deaths. `module` is that of `work`; it is imported once, for all of them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    for number in count(1):
        for sent in (False, True):
            name = f"{number}-{'after' if sent else 'before'}"
            child = context.Process(target=_run, args=(uri, database, work, argument(name), number, sent))
            child.start()
            child.join(60)
            if child.exitcode == 0:
                # It has fewer writes than that.
                return
            assert child.exitcode == -signal.SIGKILL, f"{name}: {child.exitcode}"
            yield name


def _run(uri: str, database: str, work: Callable[..., None], argument: Any, number: int, sent: bool) -> None:
    executioner = Executioner(number, sent=sent)
    with MongoClient(uri, event_listeners=[executioner], **CLIENT_OPTIONS) as client:
        found: Database[dict[str, Any]] = client[database]
        work(found, argument)
