"""The processes of the local stack under supervisord: started in order, restarted when they die, stopped in order.

supervisord runs as a child of ours and is asked over its own socket. circus was tried and left: inside another
program it waits for any child (``waitpid(-1)``), and so takes the exit code of processes that are not its own. honcho
ends all processes when one ends.
"""

import hashlib
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from xmlrpc.client import ServerProxy

from supervisor.states import STOPPED_STATES, ProcessStates
from supervisor.xmlrpc import SupervisorTransport

from services.cli.local.plan import ProcessPlan, mortal, shift_log
from services.cli.local.process import spawn, wait_ready

_POLL_SECONDS = 0.1
_LOG_BYTES = "20MB"

_HEAD = """\
[supervisord]
nodaemon=true
logfile={state}/logs/supervisord.log
logfile_maxbytes={log_bytes}
logfile_backups=1
pidfile={state}/supervisord.pid

[unix_http_server]
file={socket}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{socket}
"""

# A process that dies within a second of its start is tried again after 1, 2, 3 ... seconds, then given up.
_PROGRAM = """
[program:{name}]
command={command}{environment}
autostart=false
autorestart=true
startsecs=1
startretries=10
stopwaitsecs={stop_seconds}
killasgroup=true
redirect_stderr=true
stdout_logfile={log}
stdout_logfile_maxbytes={log_bytes}
stdout_logfile_backups=1
"""


class Supervisor:
    """Runs the given plans; none is started before ``start`` names it. ``close`` leaves none."""

    def __init__(self, state: Path, plans: Iterable[ProcessPlan], env: Mapping[str, str]) -> None:
        self._state = state
        self._plans = tuple(plans)
        self._env = env
        # A socket's path has about 100 characters at the most, so it doesn't lie in the state folder.
        digest = hashlib.sha256(str(state).encode()).hexdigest()[:16]
        self._socket = Path(tempfile.gettempdir()) / f"heliodesk-{os.getuid()}-{digest}.sock"
        self._daemon: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Starts supervisord itself; raises CommandProblem when it doesn't answer."""
        config, log = self._state / "supervisord.conf", self._state / "logs" / "supervisord.log"
        for each in (log, *(plan.log for plan in self._plans)):
            shift_log(each)
        config.write_text(self._config())
        command = (
            sys.executable,
            "-m",
            "supervisor.supervisord",
            "--nodaemon",
            "--silent",
            "--configuration",
            str(config),
        )
        plan = ProcessPlan("supervisord", command, log, self._answers, env=self._env, ready_within=20)
        self._daemon = spawn(plan)
        wait_ready(plan, lambda: self.alive)

    def _config(self) -> str:
        head = _HEAD.format(state=_escape(self._state), socket=_escape(self._socket), log_bytes=_LOG_BYTES)
        return head + "".join(_program(plan) for plan in self._plans)

    def _answers(self) -> bool:
        try:
            return self._ask("getState")["statename"] == "RUNNING"
        except OSError:
            return False

    def _ask(self, method: str, *arguments):
        """One call on a connection of its own: a signal may interrupt any of them without harm to the next."""
        with ServerProxy("http://localhost", SupervisorTransport("", "", f"unix://{self._socket}")) as server:
            return getattr(server.supervisor, method)(*arguments)

    @property
    def alive(self) -> bool:
        """Whether supervisord itself runs."""
        return self._daemon is not None and self._daemon.poll() is None

    def start(self, *plans: ProcessPlan) -> None:
        """Starts the processes together, returns when all are ready. Raises CommandProblem for one that never is."""
        for plan in plans:
            plan.prepare()
        for plan in plans:
            self._ask("startProcess", plan.name, False)
        first = self.states()
        for plan in plans:
            wait_ready(plan, lambda name=plan.name: self._is_still(name, first[name][1]))

    def _is_still(self, name: str, pid: int) -> bool:
        """Whether the process that was started is the one that runs: one that was restarted meanwhile has failed."""
        return self.states()[name] in ((ProcessStates.STARTING, pid), (ProcessStates.RUNNING, pid))

    def states(self) -> dict[str, tuple[int, int]]:
        """The state (of supervisor.states) and the pid (0 when there is none) of each process."""
        return {info["name"]: (info["state"], info["pid"]) for info in self._ask("getAllProcessInfo")}

    @staticmethod
    def has_given_up(state: int) -> bool:
        """Whether a process in this state isn't started again by itself."""
        return state == ProcessStates.FATAL

    def stop(self, *plans: ProcessPlan) -> None:
        """Asks the processes to end, all at once, and returns when they have; one that takes too long is killed."""
        for name in self._running(plans):
            self._ask("stopProcess", name, False)
        while self._running(plans):
            time.sleep(_POLL_SECONDS)

    def _running(self, plans: Iterable[ProcessPlan]) -> list[str]:
        states = self.states()
        return [plan.name for plan in plans if states[plan.name][0] not in STOPPED_STATES]

    def close(self) -> None:
        """Ends supervisord, and with it whatever of its processes still runs."""
        if self._daemon is None:
            return
        self._daemon.terminate()
        try:
            self._daemon.wait(30)
        except subprocess.TimeoutExpired:
            self._daemon.kill()
            self._daemon.wait()
        self._socket.unlink(missing_ok=True)


def _program(plan: ProcessPlan) -> str:
    env = ",".join(f'{name}="{value}"' for name, value in plan.env.items())
    return _PROGRAM.format(
        name=plan.name,
        command=_escape(shlex.join(mortal(plan.command))),
        environment=f"\nenvironment={_escape(env)}" if env else "",
        stop_seconds=int(plan.stop_within),
        log=_escape(plan.log),
        log_bytes=_LOG_BYTES,
    )


def _escape(value: object) -> str:
    """supervisord reads ``%`` as the start of a name to expand."""
    return str(value).replace("%", "%%")
