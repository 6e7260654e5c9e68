"""Kafka, the store and the translation engine, as `heliodesk up` and the tests start them."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from shutil import which
from string import Template
from uuid import uuid4

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from services.cli.local.machine import require_java
from services.cli.local.plan import HOST, ProcessPlan
from services.cli.problems import CommandProblem
from services.kit.brokers import connection

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy" / "local"
KAFKA_LIBS = ROOT / ".local" / "kafka" / "libs"
APERTIUM_PAIRS = Path("/usr/share/apertium")

KAFKA_OFFSET, CONTROLLER_OFFSET, STORE_OFFSET, APERTIUM_OFFSET = 90, 91, 92, 93


def kafka_plan(state: Path, port_base: int) -> ProcessPlan:
    """A Kafka node whose data lies in ``state/kafka`` and outlives it."""
    home, port, controller_port = state / "kafka", port_base + KAFKA_OFFSET, port_base + CONTROLLER_OFFSET
    bootstrap = f"{HOST}:{port}"
    return ProcessPlan(
        name="kafka",
        command=_java("-Xms256m", "-Xmx512m", "kafka.Kafka", str(home / "server.properties")),
        log=state / "logs" / "kafka.log",
        ready=lambda: kafka_answers(bootstrap),
        ports={"Kafka": port, "Kafka's controller": controller_port},
        prepare=lambda: _prepare_kafka(home, port, controller_port),
        stop_within=30,
    )


def _java(*arguments: str) -> tuple[str, ...]:
    logging_config = f"-Dlog4j2.configurationFile={DEPLOY / 'kafka-log4j2.yaml'}"
    return ("java", "-XX:+UseSerialGC", "-XX:-UsePerfData", logging_config, "-cp", f"{KAFKA_LIBS}/*", *arguments)


def _prepare_kafka(home: Path, port: int, controller_port: int) -> None:
    require_java()
    if not any(KAFKA_LIBS.glob("kafka_*.jar")):
        raise CommandProblem(f"Kafka isn't in {KAFKA_LIBS}", "run: make setup")
    data, properties = home / "data", home / "server.properties"
    data.mkdir(parents=True, exist_ok=True)
    template = Template((DEPLOY / "kafka.properties").read_text())
    properties.write_text(template.substitute(host=HOST, port=port, controller_port=controller_port, data=data))
    if (data / "meta.properties").exists():
        return
    cluster = uuid4().hex[:22]
    command = _java("kafka.tools.StorageTool", "format", "--cluster-id", cluster, "--config", str(properties))
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        words = (made.stderr or made.stdout).strip().splitlines()[-1:]
        raise CommandProblem(
            f"Kafka can't make its storage in {data}: {' '.join(words)}", f"try again after rm -r {home}"
        )


def kafka_answers(bootstrap_servers: str) -> bool:
    """Whether a broker at ``bootstrap_servers`` answers a question about its cluster."""
    if not any(port_answers(address) for address in bootstrap_servers.split(",")):
        return False  # spares the client's log of what is expected while a broker starts
    try:
        admin = KafkaAdminClient(**connection(bootstrap_servers), bootstrap_timeout_ms=2000, request_timeout_ms=5000)
    except (KafkaError, OSError):
        return False
    try:
        return bool(admin.describe_cluster()["brokers"])
    except KafkaError:
        return False
    finally:
        admin.close()


def store_plan(state: Path, port_base: int) -> ProcessPlan:
    """A MongoDB-compatible store that has synced what it acknowledged; its data lies in ``state/store-<kind>``."""
    command = store_command()
    port = port_base + STORE_OFFSET
    # The two servers lay out WiredTiger's tables differently: each has data of its own.
    storage = state / f"store-{Path(command).name.removeprefix('secantusd-')}"
    options = ("--standalone", "--sync-on-commit", "--cache-size", "256M", "--log-level", "WARNING")
    return ProcessPlan(
        name="store",
        command=(command, "--host", HOST, "--port", str(port), "--storage-path", str(storage), *options),
        log=state / "logs" / "store.log",
        # A store that stands alone has nobody to tell of its changes. The Python server knows, the Rust one is told.
        env={"SECANTUS_DISABLE_OPLOG": "1"},
        ready=lambda: store_answers(f"mongodb://{HOST}:{port}"),
        ports={"the store": port},
    )


def store_command() -> str:
    """The path of the store's program: the Rust server where it is installed, or else the one from PyPI.

    Raises CommandProblem when there is neither.
    """
    places = os.pathsep.join([str(ROOT / ".local" / "bin"), os.environ.get("PATH", "")])
    found = which("secantusd-rs", path=places) or which("secantusd-py", path=str(Path(sys.executable).parent))
    if not found:
        raise CommandProblem("no secantusd-rs on PATH and no secantusd-py beside Python", "run: make setup")
    return found


def store_answers(uri: str) -> bool:
    """Whether the store at ``uri`` answers a ping."""
    with MongoClient(uri, serverSelectionTimeoutMS=1000, connectTimeoutMS=1000, socketTimeoutMS=5000) as client:
        try:
            return bool(client.admin.command("ping")["ok"])
        except PyMongoError:
            return False


def apertium_plan(state: Path, port_base: int) -> ProcessPlan | None:
    """The translation engine's HTTP service, None where Apertium isn't installed."""
    if not (which("apertium-apy") and APERTIUM_PAIRS.is_dir()):
        return None
    port = port_base + APERTIUM_OFFSET
    program = ("/usr/bin/python3", str(DEPLOY / "run_apertium.py"))
    return ProcessPlan(
        name="apertium",
        command=(*program, "--port", str(port), "--timeout", "10", str(APERTIUM_PAIRS)),
        log=state / "logs" / "apertium.log",
        ready=lambda: http_answers(f"http://{HOST}:{port}/listPairs"),
        ports={"the translation engine": port},
        stop_within=5,
    )


def port_answers(address: str) -> bool:
    """Whether something listens at ``host:port``."""
    host, _, port = address.strip().rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=2):
            return True
    except (OSError, ValueError):
        return False


def http_answers(url: str) -> bool:
    """Whether ``url`` answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
