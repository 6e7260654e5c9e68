"""The servers that the benchmarks run on, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.servers import TestServers


@contextmanager
def servers() -> Iterator[TestServers]:
    """A Kafka and a store on the tests' ports, or those that the environment names; ended with the benchmark."""
    running = TestServers()
    try:
        yield running
    finally:
        running.close()
