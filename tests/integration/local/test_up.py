"""`heliodesk up` says in one line what keeps it from starting, and its servers keep their data from run to run."""

import os
import signal
import socket
from pathlib import Path

import pytest
from kafka.admin import KafkaAdminClient, NewTopic
from pymongo import MongoClient

from services.cli.local.plan import ProcessPlan
from services.cli.local.process import LocalProcess
from services.cli.local.servers import kafka_plan
from services.cli.problems import CommandProblem
from tests.integration.local.conftest import wait_until

UP = ("-m", "services.cli.main", "up")


@pytest.fixture
def stack_ports() -> int:
    """A base whose ports for servers and services are free now."""
    for base in range(9000, 9400, 100):
        with socket.socket() as kafka, socket.socket() as edge:
            try:
                kafka.bind(("127.0.0.1", base + 90))
                edge.bind(("127.0.0.1", base))
                return base
            except OSError:
                continue
    pytest.fail("no free ports between 9000 and 9400")


def _servers(start_program, tmp_path: Path, base: int):
    env = {"HELIODESK_PORT_BASE": str(base), "KAFKA_BOOTSTRAP_SERVERS": "", "MONGODB_URI": ""}
    return start_program("-m", "tests.integration.local.real_servers", str(tmp_path / "state"), env=env)


def test_data_survive_a_killed_supervisor(start_program, stack_ports, tmp_path):
    bootstrap, uri = f"127.0.0.1:{stack_ports + 90}", f"mongodb://127.0.0.1:{stack_ports + 92}"
    killed = _servers(start_program, tmp_path, stack_ports)
    killed.wait_for("up\n")
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    admin.create_topics([NewTopic("kept", num_partitions=3, replication_factor=1)])
    admin.close()
    with MongoClient(uri) as client:
        client.test.things.insert_one({"_id": "kept"})
    killed.ends_with(signal.SIGKILL)
    wait_until(lambda: not killed.children(), 10, lambda: str(killed.children()))

    next_one = _servers(start_program, tmp_path, stack_ports)
    next_one.wait_for("up\n")
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    assert "kept" in admin.list_topics()
    admin.close()
    with MongoClient(uri) as client:
        assert client.test.things.find_one() == {"_id": "kept"}
    assert next_one.ends_with(signal.SIGTERM) == 0
    assert next_one.children() == {}


def _refused(start_program, *arguments: str, **env: str):
    """The exit code and the words of a `heliodesk up` that doesn't come up."""
    program = start_program(*UP, *arguments, env=env)
    code = program.ends_with()
    assert "Traceback" not in program.output
    assert program.children() == {}
    return code, program.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--once",), "--once needs something to end after; add --play FILE"),
        (("--play", "nowhere.yaml"), "there is no file nowhere.yaml to play; name one"),
    ],
)
def test_arguments_that_make_no_sense(start_program, arguments, words):
    code, output = _refused(start_program, *arguments)
    assert code == 2
    assert f"heliodesk: {words}" in output


def test_no_java(start_program, stack_ports, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "setpriv").symlink_to("/usr/bin/setpriv")
    code, output = _refused(
        start_program, "--state", str(tmp_path / "state"), PATH=str(tools), HELIODESK_PORT_BASE=str(stack_ports)
    )
    assert code == 2
    assert "heliodesk: no java on PATH that runs; install JDK 17 or newer" in output


def test_a_taken_port(start_program, stack_ports, tmp_path):
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", stack_ports + 90))
        taker.listen()
        code, output = _refused(start_program, "--state", str(tmp_path / "state"), HELIODESK_PORT_BASE=str(stack_ports))
    assert code == 2
    assert f"heliodesk: port {stack_ports + 90} for Kafka is taken by " in output
    assert f"(pid {os.getpid()}); end that process, or choose other ports with HELIODESK_PORT_BASE" in output


def test_a_port_base_that_is_no_number(start_program, tmp_path):
    code, output = _refused(start_program, "--state", str(tmp_path / "state"), HELIODESK_PORT_BASE="many")
    assert code == 2
    assert "heliodesk: HELIODESK_PORT_BASE is 'many'; give a number from 1024 to 65000" in output


def test_a_given_server_that_does_not_answer(start_program, stack_ports, tmp_path):
    code, output = _refused(
        start_program,
        *("--state", str(tmp_path / "state")),
        KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1",
        HELIODESK_PORT_BASE=str(stack_ports),
    )
    assert code == 1
    assert "heliodesk: no Kafka answers at 127.0.0.1:1; start it, or unset KAFKA_BOOTSTRAP_SERVERS" in output


def test_a_server_that_ends_at_once_is_named_with_its_last_words(tmp_path, stack_ports):
    plan = kafka_plan(tmp_path, stack_ports)
    plan.prepare()
    meta = tmp_path / "kafka" / "data" / "meta.properties"
    meta.write_text(meta.read_text().replace("node.id=1", "node.id=7"))
    with pytest.raises(CommandProblem, match=r"^kafka has ended: .*node.?[iI]d.*; see .*kafka\.log$") as failed:
        LocalProcess(plan).start()
    assert failed.value.exit_code == 1


def test_a_server_that_never_answers_is_given_up(tmp_path):
    silent = ProcessPlan(
        name="silent",
        command=("sh", "-c", "echo waiting for Godot; exec sleep 600"),
        log=tmp_path / "silent.log",
        ready=lambda: False,
        ready_within=1,
    )
    process = LocalProcess(silent)
    with pytest.raises(CommandProblem, match="^silent isn't ready after 1 s: waiting for Godot; see "):
        process.start()
    process.stop()
    assert not process.running


def test_a_full_disk(tmp_path, monkeypatch):
    from services.cli.local import machine

    monkeypatch.setattr(machine, "MIN_FREE_BYTES", 1024**6)
    with pytest.raises(CommandProblem, match=r"^only \d+ MB free on the disk of .*; free 1 GB or more$"):
        machine.require_disk(tmp_path)
