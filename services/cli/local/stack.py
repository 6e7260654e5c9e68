"""The local stack as a whole: servers, then services, in order up and in reverse order down."""

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from services.cli.local.machine import require_disk, require_free_port
from services.cli.local.ownership import MARK, clear_leftovers, owned
from services.cli.local.plan import HOST, ProcessPlan
from services.cli.local.supervisor import Supervisor
from services.cli.problems import CommandProblem

_WATCH_SECONDS = 0.5


class StopRequested(BaseException):
    """A person or the system wants the stack to end (Ctrl-C, SIGTERM, SIGHUP)."""


@dataclass(frozen=True)
class Stack:
    """What to run. ``env`` goes to every process; ``make_topics`` runs between the servers and the services."""

    state: Path
    servers: tuple[ProcessPlan, ...]
    services: tuple[ProcessPlan, ...]
    env: Mapping[str, str]
    make_topics: Callable[[], None]

    def run(self, console: Console, work: Callable[["Watch"], int]) -> int:
        """Brings everything up, does the work, takes everything down; returns what the work returned.

        The work is given the watch over the running stack, and runs until it returns or StopRequested is raised in it.
        Raises CommandProblem when something doesn't come up.
        """
        with owned(self.state), stop_on_signals(console):
            require_disk(self.state)
            for left in clear_leftovers(self.state):
                console.print(f"[yellow]cleared away[/] {left}, left by a run that was killed")
            for plan in (*self.servers, *self.services):
                for purpose, port in plan.ports.items():
                    require_free_port(HOST, port, purpose)
            supervisor = Supervisor(self.state, (*self.servers, *self.services), {**self.env, MARK: str(self.state)})
            try:
                self._bring_up(supervisor, console)
                return work(Watch(supervisor, console))
            finally:
                self._take_down(supervisor, console)

    def _bring_up(self, supervisor: Supervisor, console: Console) -> None:
        supervisor.launch()
        for plans in (self.servers, self.services):
            began = time.monotonic()
            names = ", ".join(plan.name for plan in plans)
            with console.status(f"starting {names}"):
                supervisor.start(*plans)
                if plans is self.servers:
                    self.make_topics()
            if plans:
                console.print(f"[green]ready[/] {names} [dim]({time.monotonic() - began:.1f} s)[/]")

    def _take_down(self, supervisor: Supervisor, console: Console) -> None:
        with console.status("stopping"):
            try:
                if supervisor.alive:
                    supervisor.stop(*self.services)
                    supervisor.stop(*self.servers)
            finally:
                supervisor.close()
                clear_leftovers(self.state)
        console.print("[green]stopped[/]")


class Watch:
    """Waits beside a running stack, and tells when a process had to be started again."""

    def __init__(self, supervisor: Supervisor, console: Console) -> None:
        self._supervisor = supervisor
        self._console = console
        self._seen = supervisor.states()

    def until(self, over: Callable[[], bool]) -> None:
        """Returns when ``over`` says so. Raises CommandProblem when the supervisor itself has died."""
        while not over():
            time.sleep(_WATCH_SECONDS)
            if not self._supervisor.alive:
                raise CommandProblem("the supervisor has been killed", "start again: heliodesk up", exit_code=1)
            with suppress(OSError):  # it died just now, which the next round says better
                self._tell_changes(self._supervisor.states())

    def _tell_changes(self, now: dict[str, tuple[int, int]]) -> None:
        for name, (state, pid) in now.items():
            before_state, before_pid = self._seen[name]
            if pid and before_pid and pid != before_pid:
                self._console.print(f"[yellow]{name} had ended and was started again[/] (pid {pid})")
            if state != before_state and Supervisor.has_given_up(state):
                self._console.print(
                    f"[red]{name} ends as soon as it starts; it is not started any more[/]: see its log"
                )
            self._seen[name] = (state, pid or before_pid)


@contextmanager
def stop_on_signals(console: Console) -> Iterator[None]:
    """Turns the first SIGINT, SIGTERM or SIGHUP into StopRequested; those that follow don't disturb the stopping."""
    asked = False

    def ask(number: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            return
        asked = True
        raise StopRequested(signal.Signals(number).name)

    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, ask) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
