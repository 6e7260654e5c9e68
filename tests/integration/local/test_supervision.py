"""A local stack leaves no process behind, whichever way it ends, and starts again what dies."""

import os
import signal

import psutil
import pytest

from services.cli.local.ownership import MARK
from services.cli.local.servers import http_answers
from tests.integration.local.conftest import wait_until


@pytest.fixture
def stack(start_program, free_ports, tmp_path):
    """Starts a stack of stand-ins: one server, two services."""

    def start(kind: str = "serve"):
        state = tmp_path / "state"
        return start_program("-m", "tests.integration.local.stand_in_stack", str(state), str(free_ports), kind)

    return start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_stops_everything_in_order(stack, number):
    running = stack()
    running.wait_for("up\n")
    assert running.ends_with(number) == 0
    assert f"ended by {number.name}" in running.output
    assert running.children() == {}
    log = (running.state / "logs" / "supervisord.log").read_text()
    assert max(log.index("stopped: first"), log.index("stopped: second")) < log.index("stopped: server")


def test_a_killed_supervisor_takes_everything_with_it(stack):
    running = stack()
    running.wait_for("up\n")
    assert len(running.children()) == 4  # supervisord and its three
    running.ends_with(signal.SIGKILL)
    wait_until(lambda: not running.children(), 10, lambda: str(running.children()))


def test_the_next_start_clears_what_a_killed_one_has_left(stack, start_program, tmp_path):
    # What a system without parent-death signals leaves: a process with the mark, and nobody who looks after it.
    script = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid)"
    parent = start_program("-c", script, state=tmp_path / "orphan", env={MARK: str(tmp_path / "state")})
    parent.ends_with()
    orphan = int(parent.output)
    running = stack()
    running.wait_for("up\n")
    assert f"cleared away sleep (pid {orphan}), left by a run that was killed" in running.output
    assert not psutil.pid_exists(orphan)
    assert running.ends_with(signal.SIGINT) == 0


def test_a_process_that_is_killed_is_started_again(stack, free_ports):
    running = stack()
    running.wait_for("up\n")
    victim = next(pid for pid, command in running.children().items() if command[-1] == str(free_ports + 1))
    os.kill(victim, signal.SIGKILL)
    running.wait_for("first had ended and was started again")
    wait_until(lambda: http_answers(f"http://127.0.0.1:{free_ports + 1}/"))
    assert not psutil.pid_exists(victim)
    assert running.ends_with(signal.SIGINT) == 0
    assert running.children() == {}


def test_the_supervisors_own_death_ends_the_stack_with_a_line(stack):
    running = stack()
    running.wait_for("up\n")
    daemon = next(pid for pid, command in running.children().items() if "supervisor.supervisord" in command)
    os.kill(daemon, signal.SIGKILL)
    assert running.ends_with() == 1
    assert "heliodesk: the supervisor has been killed" in running.output
    assert running.children() == {}


def test_a_service_that_does_not_come_up_is_named_with_its_last_words(stack):
    broken = stack("broken")
    assert broken.ends_with() == 1
    log = broken.state / "logs" / "second.log"
    assert f"heliodesk: second has ended: no configuration; see {log}" in broken.output
    assert "Traceback" not in broken.output
    assert broken.children() == {}


def test_a_second_stack_on_the_same_state_is_refused(stack):
    running = stack()
    running.wait_for("up\n")
    second = stack()
    assert second.ends_with() == 2
    assert f"another heliodesk up (pid {running.process.pid}) runs on {running.state}" in second.output
    assert running.ends_with(signal.SIGINT) == 0


def test_a_taken_port_is_named_with_its_process(stack, start_program, free_ports, tmp_path):
    port = str(free_ports + 1)
    taker = start_program("-m", "http.server", "--bind", "127.0.0.1", port, state=tmp_path / "taker")
    wait_until(lambda: http_answers(f"http://127.0.0.1:{port}/"))
    refused = stack()
    assert refused.ends_with() == 2
    assert f"port {port} for first is taken by python" in refused.output
    assert f"(pid {taker.process.pid}); end that process, or choose other ports" in refused.output
