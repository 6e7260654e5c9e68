"""One process of the local stack in the hand of a test: start, stop, kill -9, start again."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from services.cli.local.machine import require_free_port
from services.cli.local.plan import ProcessPlan, last_line, mortal, shift_log
from services.cli.problems import CommandProblem

_POLL_SECONDS = 0.1

# The kernel's "die with your parent" means the thread that forked, so one that lasts as long as the program forks.
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")


class LocalProcess:
    """A started (or not yet started) plan. Not for two threads at once."""

    def __init__(self, plan: ProcessPlan, host: str = "127.0.0.1") -> None:
        self.plan = plan
        self._host = host
        self._popen: subprocess.Popen[bytes] | None = None
        shift_log(plan.log)

    @property
    def pid(self) -> int | None:
        """The process id while it runs, else None."""
        return self._popen.pid if self.running else None

    @property
    def running(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def start(self) -> "LocalProcess":
        """Starts it and returns once it is ready. Raises CommandProblem, with its log's last line, if it never is."""
        if self.running:
            return self
        for purpose, port in self.plan.ports.items():
            require_free_port(self._host, port, purpose)
        self.plan.prepare()
        self._popen = spawn(self.plan)
        wait_ready(self.plan, lambda: self.running)
        return self

    def stop(self) -> None:
        """Asks it to end (SIGTERM), waits as long as its plan says, then kills it."""
        if not self.running:
            return
        self._popen.send_signal(signal.SIGTERM)
        try:
            self._popen.wait(self.plan.stop_within)
        except subprocess.TimeoutExpired:
            self.kill9()

    def kill9(self) -> None:
        """Ends it as a power cut would (SIGKILL) and returns when it is gone."""
        if self.running:
            self._popen.send_signal(signal.SIGKILL)
            self._popen.wait()


def spawn(plan: ProcessPlan) -> subprocess.Popen[bytes]:
    """Starts the plan's process, its words appended to the plan's log. It ends with this program, however that ends."""
    return _SPAWNER.submit(_spawn, plan).result()


def _spawn(plan: ProcessPlan) -> subprocess.Popen[bytes]:
    plan.log.parent.mkdir(parents=True, exist_ok=True)
    with plan.log.open("ab") as log:
        return subprocess.Popen(
            mortal(plan.command),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **plan.env},
            process_group=0,  # a Ctrl-C at the terminal is for whoever started us, who then stops us in order
        )


def wait_ready(plan: ProcessPlan, running: Callable[[], bool]) -> None:
    """Returns when the plan's process is ready; raises CommandProblem when it has ended or its time is over."""
    until = time.monotonic() + plan.ready_within
    while not plan.ready():
        if not running():
            raise CommandProblem(f"{plan.name} has ended: {last_line(plan.log)}", f"see {plan.log}", exit_code=1)
        if time.monotonic() > until:
            raise CommandProblem(
                f"{plan.name} isn't ready after {plan.ready_within:.0f} s: {last_line(plan.log)}",
                f"see {plan.log}",
                exit_code=1,
            )
        time.sleep(_POLL_SECONDS)
