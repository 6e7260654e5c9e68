"""What the image is made of. It is not built here: that needs a container engine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.chart import ROOT, values

DOCKERFILE = (ROOT / "deploy/image/Dockerfile").read_text()
LOCK = ROOT / "requirements.lock"
IMAGE_LOCK = ROOT / "deploy/image/requirements.lock"


def locked(file: Path) -> dict[str, str]:
    """Each package of a lock, with its version, markers and hashes."""
    blocks = re.split(r"\n(?=\S)", file.read_text().strip())
    return {re.match(r"[\w.-]+", block)[0]: re.sub(r"\s+", " ", block) for block in blocks}


def test_the_image_has_the_packages_of_the_projects_lock_and_no_others():
    image, all_of_them = locked(IMAGE_LOCK), locked(LOCK)
    assert {name: pins(block) for name, block in image.items()} == {name: pins(all_of_them[name]) for name in image}


def pins(block: str) -> tuple[str, frozenset[str]]:
    """The version and the hashes; markers differ, since a tool may need a package on other machines too."""
    return re.search(r"==[^\s;]+", block)[0], frozenset(re.findall(r"sha256:[0-9a-f]{64}", block))


def test_the_image_has_what_services_import_and_none_of_the_tools():
    image = locked(IMAGE_LOCK)
    wanted, tools = requirements("requirements.in"), requirements("requirements-dev.in")
    assert wanted <= image.keys()
    # A tool may be here where a service's own package needs it.
    assert {"pytest", "ruff", "helm-python-sdk", "hypothesis", "secantusdb"} <= tools - image.keys()


def requirements(file: str) -> set[str]:
    lines = (line.strip() for line in (ROOT / file).read_text().splitlines())
    names = (re.match(r"[\w.-]+", line)[0] for line in lines if line and not line.startswith("#"))
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_the_image_runs_as_the_user_that_the_chart_names():
    user = str(values()["pods"]["user"])
    assert f"--uid {user} " in DOCKERFILE
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == [f"{user}:{user}"]


def test_what_is_copied_into_the_build_is_not_ignored():
    ignored = (ROOT / "deploy/image/Dockerfile.dockerignore").read_text().split()
    sources = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
    assert {f"!{source}" for line in sources for source in line.split()} == {each for each in ignored if each[0] == "!"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The project as the image installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "requirements.in"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "services", folder / "services", ignore=shutil.ignore_patterns("__pycache__"))
    command = [Path(sys.executable).with_name("uv"), "build", "--quiet", "--wheel", "--offline", "--no-build-isolation"]
    subprocess.run([*command, "--python", sys.executable, "--out-dir", folder / "out", folder], check=True)
    (built,) = (folder / "out").glob("*.whl")
    return built


def test_the_wheel_has_every_file_that_services_read(wheel):
    there = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "services").rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".md")
    }
    assert wanted - there == set()


def test_services_find_their_files_where_the_wheel_is_installed(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    script = (
        "import services, services.loyalty.statements.app;"
        "from services.translation.app import _warm_up; _warm_up(); print(*services.__path__)"
    )
    env = os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT / 'gen'}"}
    run = subprocess.run([sys.executable, "-P", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip()) == (0, str(tmp_path / "services")), run.stderr
