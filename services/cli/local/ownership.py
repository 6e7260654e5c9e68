"""One `heliodesk up` for one state folder, and nothing left of the one before it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from services.cli.problems import CommandProblem

MARK = "HELIODESK_UP_STATE"
"""In the environment of every process of a local stack: whose it is. It passes to restarted processes and to their
children, which a list of pids would miss, and no other process of the machine can have it by chance."""


@contextmanager
def owned(state: Path) -> Iterator[None]:
    """Holds the state folder; the kernel lets go of it however we end. Raises CommandProblem if another holds it."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "up.pid").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CommandProblem(
                f"another heliodesk up (pid {lock.read().strip() or 'unknown'}) runs on {state}",
                "stop it with Ctrl-C, or run beside it with --state DIR and another HELIODESK_PORT_BASE",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
        lock.truncate(0)


def clear_leftovers(state: Path) -> list[str]:
    """Kills what a stack on this state folder has left running, and names it. Only for who owns the folder."""
    mine = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    left = [process for process in psutil.process_iter() if process.pid not in mine and _belongs_to(process, state)]
    names = [f"{process.name()} (pid {process.pid})" for process in left]
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=10)
    return names


def _belongs_to(process: psutil.Process, state: Path) -> bool:
    try:
        return process.environ().get(MARK) == str(state)
    except (psutil.Error, OSError):  # somebody else's, or already gone
        return False
