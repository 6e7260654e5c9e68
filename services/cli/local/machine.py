"""What can be wrong with a machine, found before the local stack is started on it."""

import shutil
import socket
import subprocess
from pathlib import Path

import psutil

from services.cli.problems import CommandProblem

MIN_FREE_BYTES = 1024**3
MIN_JAVA = 17


def require_disk(path: Path) -> None:
    """Raises CommandProblem when less than 1 GB is free where ``path`` lies."""
    free = shutil.disk_usage(path).free
    if free < MIN_FREE_BYTES:
        raise CommandProblem(f"only {free // 1024**2} MB free on the disk of {path}", "free 1 GB or more")


def require_free_port(host: str, port: int, purpose: str) -> None:
    """Raises CommandProblem, naming the process that listens there when the system tells, if ``port`` is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandProblem(
                f"port {port} for {purpose} is taken{_listener(port)}",
                "end that process, or choose other ports with HELIODESK_PORT_BASE (a multiple of 100 is easy to read)",
            ) from error


def _listener(port: int) -> str:
    try:
        sockets = psutil.net_connections(kind="tcp")
        pid = next(s.pid for s in sockets if s.status == psutil.CONN_LISTEN and s.laddr.port == port and s.pid)
        return f" by {psutil.Process(pid).name()} (pid {pid})"
    except (psutil.Error, StopIteration):
        return ""


def java_version() -> int | None:
    """The feature version of the ``java`` on PATH (17, 21 ...), None when there is none that runs."""
    try:
        said = subprocess.run(["java", "-version"], capture_output=True, text=True, timeout=30, check=True).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    number = said.split('"')[1] if '"' in said else ""
    major = number.removeprefix("1.").split(".")[0].split("-")[0]
    return int(major) if major.isdigit() else None


def require_java() -> None:
    """Raises CommandProblem when there is no Java that runs Kafka."""
    version = java_version()
    remedy = f"install JDK {MIN_JAVA} or newer (Debian: apt-get install openjdk-17-jdk-headless)"
    if version is None:
        raise CommandProblem("no java on PATH that runs", remedy)
    if version < MIN_JAVA:
        raise CommandProblem(f"java is version {version}, Kafka needs {MIN_JAVA}", remedy)
