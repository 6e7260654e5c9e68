"""Programs that the tests of the local stack start, watch and end."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from services.cli.local.ownership import MARK
from services.cli.local.servers import ROOT

_numbers = itertools.count(1)


class Program:
    """A program under test with all that it prints; ``state`` marks the processes that belong to it."""

    def __init__(self, state: Path, *arguments: str, env: dict[str, str] | None = None) -> None:
        self.state = state
        state.parent.mkdir(parents=True, exist_ok=True)
        self._output = state.parent / f"{state.name}-{next(_numbers)}.out"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, **(env or {})},
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Returns once the program has printed the words; fails when it ends first."""
        wait_until(lambda: words in self.output or self.process.poll() is not None, seconds, lambda: self.output)
        assert words in self.output, self.output

    def ends_with(self, number: signal.Signals | None = None, seconds: float = 60) -> int:
        """Sends the signal, if one is given, and returns the exit code."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(seconds)

    def children(self) -> dict[int, list[str]]:
        """The command lines of the running processes that belong to the state folder, by pid."""
        found = {}
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == str(self.state) and process.status() != psutil.STATUS_ZOMBIE:
                    found[process.pid] = process.cmdline()
            except (psutil.Error, OSError):
                continue
        return found


def wait_until(fact: Callable[[], bool], seconds: float = 30, explain: Callable[[], str] = lambda: "") -> None:
    """Returns when the fact holds; fails when it doesn't in time."""
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, f"not within {seconds} s; {explain()}"
        time.sleep(0.05)


@pytest.fixture
def free_ports() -> int:
    """The first of three ports in a row that are free now."""
    for base in range(9400, 9900, 10):
        sockets = [socket.socket() for _ in range(3)]
        try:
            for offset, each in enumerate(sockets):
                each.bind(("127.0.0.1", base + offset))
            return base
        except OSError:
            continue
        finally:
            for each in sockets:
                each.close()
    pytest.fail("no free ports between 9400 and 9900")


@pytest.fixture
def start_program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts programs on ``tmp_path/state`` (or ``state=``), and ends what a failed test has left of them."""
    started: list[Program] = []

    def start(*arguments: str, state: Path = tmp_path / "state", env: dict[str, str] | None = None) -> Program:
        started.append(Program(state, *arguments, env=env))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.process.kill()
            program.process.wait()
        for pid in program.children():
            os.kill(pid, signal.SIGKILL)
