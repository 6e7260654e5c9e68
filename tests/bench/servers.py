"""The servers that the benchmarks run on, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.support.servers import TestServers


@contextmanager
def servers() -> Iterator[TestServers]:
    """A Kafka and a store on the tests' ports, or those that the environment names; ended with the benchmark."""
    running = TestServers()
    try:
        yield running
    finally:
        running.close()


def store_process(uri: str) -> psutil.Process:
    """The store's process, which is ours to measure only where it runs on this machine."""
    port = int(uri.rstrip("/").rpartition(":")[2])
    found = [one.pid for one in psutil.net_connections("tcp") if one.laddr and one.laddr.port == port and one.pid]
    listening = [pid for pid in dict.fromkeys(found) if psutil.Process(pid).name().startswith(("secantusd", "mongod"))]
    return psutil.Process(listening[0])


def cpu_of(process: psutil.Process) -> float:
    """Processor seconds that it has taken so far."""
    times = process.cpu_times()
    return times.user + times.system
