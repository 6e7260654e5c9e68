"""The contracts: linted, kept to what was promised, and the generated code made from what stands there."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMENT = "string comment = 5;"


def script(name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", str(ROOT / "proto" / name), *arguments],
        env={**os.environ, "PATH": tools, **environment},
        capture_output=True,
        text=True,
    )


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if _is_generated(path))


def _is_generated(path: Path) -> bool:
    return path.is_file() and path.suffix in {".py", ".pyi", ".binpb"}


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """A copy of the contracts that a test may spoil."""
    shutil.copytree(ROOT / "proto" / "heliodesk", tmp_path / "heliodesk")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_generated_code_is_what_the_contracts_make(tmp_path: Path):
    made = script("generate.sh", str(tmp_path))
    assert made.returncode == 0, made.stderr
    kept = ROOT / "gen" / "heliodesk"
    assert files(kept) == files(tmp_path / "heliodesk"), "gen/ is stale: run `make proto`"
    different = filecmp.cmpfiles(kept, tmp_path / "heliodesk", files(kept), shallow=False)[1:]
    assert different == ([], []), "gen/ is stale: run `make proto`"


def test_contracts_pass_lint_and_break_no_reader():
    checked = script("check.sh")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_removing_a_field_is_refused(contracts: Path):
    edit(contracts / "heliodesk/feedback/v1/events.proto", "  string comment = 5;\n", "")
    checked = script("check.sh", PROTO_ROOT=str(contracts))
    assert checked.returncode != 0
    assert 'field "5" with name "comment" on message "SurveyAnswered" was deleted' in checked.stdout


def test_renaming_a_field_is_refused_since_json_readers_break(contracts: Path):
    edit(contracts / "heliodesk/feedback/v1/events.proto", "string comment = 5", "string remark = 5")
    checked = script("check.sh", PROTO_ROOT=str(contracts))
    assert checked.returncode != 0
    assert "comment" in checked.stdout


def test_adding_a_field_is_allowed(contracts: Path):
    edit(contracts / "heliodesk/feedback/v1/events.proto", COMMENT, f"{COMMENT}\n  string mood = 9;")
    checked = script("check.sh", PROTO_ROOT=str(contracts))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_name_against_the_style_is_refused(contracts: Path):
    edit(contracts / "heliodesk/feedback/v1/events.proto", COMMENT, f"{COMMENT}\n  string Mood = 9;")
    checked = script("check.sh", PROTO_ROOT=str(contracts))
    assert checked.returncode != 0
    assert "lower_snake_case" in checked.stdout
