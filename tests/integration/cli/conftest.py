"""The `heliodesk` command, as a person or a script calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from services.cli.main import main

Command = Callable[..., "Answer"]


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def problem(self) -> str:
        """The one line that it ended with."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        return line


@pytest.fixture
def heliodesk(kafka_servers, monkeypatch, capsys) -> Command:
    """Runs a command in this process, on the tests' Kafka and on a terminal of 160 columns."""
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", kafka_servers)
    monkeypatch.setenv("COLUMNS", "160")

    def run(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["heliodesk", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Answer(end.value.code or 0, said.out, said.err)

    return run


def program(*words: str, **env: str) -> Answer:
    """Runs a command as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "services.cli.main", *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
