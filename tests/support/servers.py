"""The one Kafka and the one store of a test session: started when the first test asks, ended with the session.

They listen on ports of their own (``HELIODESK_TEST_PORT_BASE``, 8400 when unset) and keep fresh data under
``.local/test``, so the tests can run beside ``make run``. With KAFKA_BOOTSTRAP_SERVERS or MONGODB_URI in the
environment the given server is used, and tests that need to stop or kill it are skipped.
"""

import fcntl
import os
import shutil
from pathlib import Path
from typing import TextIO

from services.cli.local.plan import HOST
from services.cli.local.process import LocalProcess
from services.cli.local.servers import KAFKA_OFFSET, ROOT, STORE_OFFSET, kafka_plan, store_plan

DEFAULT_PORT_BASE = 8400


class TestServers:
    """Starts each server at its first use; ``close`` ends those that were started."""

    __test__ = False  # the name is a noun, not a test

    def __init__(self) -> None:
        self.port_base = int(os.environ.get("HELIODESK_TEST_PORT_BASE", DEFAULT_PORT_BASE))
        suffix = "" if self.port_base == DEFAULT_PORT_BASE else f"-{self.port_base}"
        self.state: Path = ROOT / ".local" / f"test{suffix}"
        self._lock: TextIO | None = None
        self._started: dict[str, LocalProcess] = {}

    def kafka(self) -> LocalProcess:
        """The running Kafka; started again if a test has left it dead."""
        return self._running("kafka", lambda: kafka_plan(self.state, self.port_base))

    def store(self) -> LocalProcess:
        """The running store; started again if a test has left it dead."""
        return self._running("store", lambda: store_plan(self.state, self.port_base))

    @property
    def bootstrap_servers(self) -> str:
        given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
        return given or (self.kafka() and f"{HOST}:{self.port_base + KAFKA_OFFSET}")

    @property
    def mongodb_uri(self) -> str:
        given = os.environ.get("MONGODB_URI")
        return given or (self.store() and f"mongodb://{HOST}:{self.port_base + STORE_OFFSET}")

    def _running(self, name: str, plan) -> LocalProcess:
        self._own_state()
        if name not in self._started:
            self._started[name] = LocalProcess(plan())
        return self._started[name].start()

    def _own_state(self) -> None:
        """Takes the state folder for this session, and empties it."""
        if self._lock:
            return
        self.state.mkdir(parents=True, exist_ok=True)
        lock = (self.state / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise RuntimeError(
                f"another test session uses {self.state}; wait for its end, "
                f"or run beside it with HELIODESK_TEST_PORT_BASE={self.port_base + 200}"
            ) from None
        for part in self.state.iterdir():
            if part.is_dir():
                shutil.rmtree(part)
        self._lock = lock

    def close(self) -> None:
        """Stops what was started, whatever became of the tests."""
        for process in reversed(self._started.values()):
            process.stop()
        if self._lock:
            self._lock.close()
