"""Set-up says in one line which tool is missing and what to do, and takes no time when there is nothing to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

from services.cli.local.servers import ROOT

_BASIC_TOOLS = ("bash", "dirname", "cat", "sha256sum", "cut", "awk", "df", "mkdir", "flock", "rm", "grep", "dpkg-query")


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Path:
    """A copy of what set-up reads, with none of what it makes."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "deploy" / "local", clone / "deploy" / "local")
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, clone)
    return clone


def _set_up(clone: Path, tools: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs set-up where the shell's own tools are on PATH and, beside them, only these scripts."""
    path = clone / "tools"
    path.mkdir()
    for name in _BASIC_TOOLS:
        (path / name).symlink_to(shutil.which(name))
    for name, script in tools.items():
        (path / name).write_text(f"#!/bin/sh\n{script}\n")
        (path / name).chmod(0o755)
    command = [str(path / "bash"), str(clone / "deploy" / "local" / "setup.sh")]
    return subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("tools", "words"),
    [
        ({}, "set-up: no java on PATH; install JDK 17 (Debian: apt-get install openjdk-17-jdk-headless)"),
        ({"java": "exit 0"}, "set-up: no mvn on PATH; install Maven (Debian: apt-get install maven)"),
        ({"java": "exit 0", "mvn": "exit 0"}, "set-up: no python3 on PATH; install Python 3.11, or name one: "),
        (
            {"java": "exit 0", "mvn": "exit 0", "python3": '[ "$1" = -V ] && echo Python 3.9.2 || exit 1'},
            "set-up: Python 3.9.2 is too old; install Python 3.11, or name one: ",
        ),
    ],
    ids=["java", "maven", "python", "old python"],
)
def test_a_missing_tool_is_named_before_anything_is_downloaded(fresh_clone, tools, words):
    done = _set_up(fresh_clone, tools)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(words)
    assert len(done.stderr.splitlines()) == 1
    assert not (fresh_clone / ".venv").exists()


def test_a_second_set_up_finds_nothing_to_do():
    subprocess.run(["make", "--no-print-directory", "setup"], cwd=ROOT, capture_output=True, timeout=600)
    done = subprocess.run(
        ["make", "--no-print-directory", "setup"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_the_lock_names_exact_versions_with_hashes_and_no_place_to_get_them_from():
    lock = (ROOT / "requirements.lock").read_text()
    packages = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert packages
    assert all("==" in line for line in packages)
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "://" not in lock
