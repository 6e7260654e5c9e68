"""What a process of the local stack is: its command, where it writes, and how to tell that it is ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

HOST = "127.0.0.1"
_LONGEST_LINE = 300

# The kernel ends the children of a supervisor that dies without a word (kill -9). Only Linux can; elsewhere the pid
# files let the next start clear what is left.
_SETPRIV = which("setpriv")
_DIE_WITH_PARENT = (_SETPRIV, "--pdeathsig", "KILL", "--") if _SETPRIV else ()


@dataclass(frozen=True)
class ProcessPlan:
    """One process, as data. ``ready`` answers whether it serves, and never raises for a process that isn't up yet.

    ``prepare`` runs before a start, is idempotent and quick, and may raise CommandProblem. Times are in seconds.
    """

    name: str
    command: tuple[str, ...]
    log: Path
    ready: Callable[[], bool]
    ports: Mapping[str, int] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = lambda: None
    ready_within: float = 60
    stop_within: float = 20


def mortal(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command, wrapped so that its process doesn't outlive the one that starts it (same pid, no shell)."""
    return (*_DIE_WITH_PARENT, *command)


def last_line(log: Path) -> str:
    """What a process said last, for a message about it; the indented frames of a stack trace don't count."""
    if not log.exists():
        return "(nothing)"
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip() and not line[0].isspace()]
    return lines[-1].strip()[:_LONGEST_LINE] if lines else "(nothing)"


def shift_log(log: Path) -> None:
    """Starts a log afresh and keeps the one before it as ``<name>.log.1``."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
