"""What `heliodesk doctor` looks at: each check is a function that says what it found and what to do about it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from services.cli.local.environment import given, local_environment, port_base
from services.cli.local.machine import MIN_FREE_BYTES, MIN_JAVA, java_version
from services.cli.local.servers import KAFKA_LIBS, ROOT, http_answers, kafka_answers, store_answers, store_command
from services.cli.problems import CommandProblem
from services.edge.shops import Shops
from services.kit.settings import SERVICES, BadSetting, Settings

_APERTIUM_MODES = Path("/usr/share/apertium/modes")


class State(StrEnum):
    """FAILED is what keeps the platform from working; WARNED is what it can do without, or starts by itself."""

    OK = "ok"
    WARNED = "warned"
    FAILED = "failed"


@dataclass(frozen=True)
class Finding:
    """What a check found; ``remedy`` says what to do, and is empty when nothing is."""

    group: str
    name: str
    state: State
    detail: str
    remedy: str = ""


def findings() -> Iterator[Finding]:
    """Everything that `heliodesk doctor` shows, in its order."""
    yield from (check() for check in (_python, _java, _maven, _kafka_jars, _store_program, _apertium, _disk))
    try:
        env = local_environment(port_base())
    except CommandProblem as problem:
        what, _, remedy = str(problem).partition("; ")
        yield Finding("settings", "ports", State.FAILED, what, remedy)
        return
    yield _reachable("Kafka", "KAFKA_BOOTSTRAP_SERVERS", env, lambda _: _as_told(_kafka_answers))
    yield _reachable("store", "MONGODB_URI", env, lambda _: _as_told(_store_answers))
    yield _reachable("translation", "HELIODESK_APERTIUM_URL", env, lambda url: http_answers(f"{url}/listPairs"))
    yield from _settings()
    yield _shops(Path(env["HELIODESK_SHOPS"]))


def _as_told(answers: Callable[[Settings], bool]) -> bool:
    """Whether a server answers one who comes with the certificates and the login of the environment."""
    try:
        return answers(Settings.for_service("edge"))
    except (BadSetting, OSError):
        # The settings have a line of their own.
        return False


def _kafka_answers(settings: Settings) -> bool:
    return kafka_answers(settings.kafka_bootstrap_servers)


def _store_answers(settings: Settings) -> bool:
    return store_answers(settings.mongodb_uri)


def _installed(name: str, found: str | None, remedy: str, otherwise: State = State.FAILED) -> Finding:
    return Finding("installed", name, *((State.OK, found) if found else (otherwise, "missing", remedy)))


def _python() -> Finding:
    return _installed("Python", f"{sys.version.split()[0]} at {sys.executable}", "")


def _java() -> Finding:
    version = java_version()
    remedy = f"install JDK {MIN_JAVA} or newer (Debian: apt-get install openjdk-17-jdk-headless)"
    if version is not None and version < MIN_JAVA:
        return Finding("installed", "Java", State.FAILED, f"version {version}", remedy)
    return _installed("Java", version and f"version {version}", remedy)


def _maven() -> Finding:
    # Once Kafka has been fetched nobody asks for Maven.
    otherwise = State.WARNED if _kafka_version() else State.FAILED
    return _installed("Maven", shutil.which("mvn"), "install Maven (Debian: apt-get install maven)", otherwise)


def _kafka_version() -> str | None:
    jar = next(KAFKA_LIBS.glob("kafka_*.jar"), None)
    return jar and jar.stem.rpartition("-")[2]


def _kafka_jars() -> Finding:
    return _installed("Kafka", _kafka_version(), "run: make setup")


def _store_program() -> Finding:
    try:
        return _installed("store", store_command(), "")
    except CommandProblem:
        return _installed("store", None, "run: make setup")


def _apertium() -> Finding:
    modes = sorted(mode.stem for mode in _APERTIUM_MODES.glob("*.mode")) if shutil.which("apertium-apy") else []
    remedy = "apt-get install the packages of deploy/local/debian-packages.txt, or texts stay untranslated"
    return _installed("Apertium", " ".join(modes), remedy, State.WARNED)


def _disk() -> Finding:
    free = shutil.disk_usage(ROOT).free
    state = State.OK if free >= MIN_FREE_BYTES else State.FAILED
    remedy = "" if state is State.OK else "free 1 GB or more"
    return Finding("installed", "disk", state, f"{free / 1024**3:.1f} GB free at {ROOT}", remedy)


def _reachable(name: str, variable: str, env: Mapping[str, str], answers: Callable[[str], bool]) -> Finding:
    # An address may carry a password; only one of our own making is shown.
    shown = variable if given(variable) else env[variable]
    if answers(env[variable]):
        return Finding("reachable", name, State.OK, f"answers at {shown}")
    if given(variable):
        return Finding("reachable", name, State.FAILED, f"no answer at {shown}", f"start it, or unset {variable}")
    return Finding("reachable", name, State.WARNED, f"no answer at {shown}", "heliodesk up starts it")


def _settings() -> Iterator[Finding]:
    """One finding for each service that can start, and one for each thing that keeps some from it."""
    kept: dict[str, list[str]] = {}
    for service in SERVICES:
        try:
            settings = Settings.for_service(service)
        except BadSetting as bad:
            kept.setdefault(str(bad), []).append(service)
            continue
        clock = f", clock {settings.clock_setting}" if settings.clock_setting else ""
        yield Finding("settings", service, State.OK, f"gRPC {settings.grpc_port}, ops {settings.ops_port}{clock}")
    for why, services in kept.items():
        yield Finding("settings", ", ".join(services), State.FAILED, why, "set it right, or unset it")


def _shops(path: Path) -> Finding:
    try:
        return Finding("settings", "shops", State.OK, f"{', '.join(Shops.from_file(path).names)} in {path}")
    except BadSetting as bad:
        remedy = "mend the file" if os.environ.get("HELIODESK_SHOPS") else "set HELIODESK_SHOPS to a file of shops"
        return Finding("settings", "shops", State.FAILED, str(bad), remedy)
