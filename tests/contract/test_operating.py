"""The pages on operating say what the commands, the settings and the chart really have."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from services.cli.main import build
from tests.chart.test_settings import ALL, is_secret, variables
from tests.support.chart import example, kind

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted((DOCS / "operating").glob("*.md"))
RUNBOOKS = sorted((DOCS / "runbooks").glob("*.md"))
# In backquotes, at the beginning of a line, or behind what runs it elsewhere; an ellipsis stands for what isn't said.
_COMMAND = re.compile(r"(?:`|^|-- |sh -c ')heliodesk ([a-z][^`'\n]*)", re.MULTILINE)


def commands_in(page: Path) -> list[list[str]]:
    return [shlex.split(said.partition(" > ")[0]) for said in _COMMAND.findall(page.read_text())]


def below(group: str) -> list[str]:
    """The commands of a command that has some."""
    return sorted(get_command(build(group)).commands[group].commands)


def fault_in(words: list[str]) -> str:
    """What there isn't; empty where all is there."""
    command: Any = get_command(build())
    for word in words:
        below = getattr(command, "commands", None)
        if below is not None and not word.startswith("-"):
            if word not in below:
                return f"no command {word!r}"
            command = below[word]
        elif word.startswith("--"):
            known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
            if word not in known:
                return f"no option {word}"
    return ""


@pytest.mark.parametrize("page", [*PAGES, *RUNBOOKS], ids=lambda page: page.stem)
def test_every_command_on_a_page_is_there(page: Path):
    wrong = {" ".join(words): fault for words in commands_in(page) if (fault := fault_in(words))}
    assert wrong == {}


def test_every_command_that_operates_has_its_page():
    told = {tuple(words[:2]) for page in PAGES for words in commands_in(page)}
    wanted = {(group, name) for group in ("backup", "restore", "tenant") for name in below(group)}
    assert sorted({*wanted, ("topics", "repartition"), ("replay", "--group")} - told) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_whoever_rotates_secrets_finds_each_of_them():
    page = (DOCS / "operating" / "rotation.md").read_text()
    secrets = {name for name, annotation in variables(*ALL).items() if is_secret(name, annotation)}
    assert {"HELIODESK_COUPON_SECRET", "KAFKA_SASL_PASSWORD", "HELIODESK_WEBHOOK_KEYS"} <= secrets
    assert sorted(name for name in secrets if name not in page) == []


def test_the_pod_that_the_commands_run_in_is_there():
    deployments = {name.partition("-")[2] for name in kind(example("production"), "Deployment")}
    named = re.findall(r"deploy[/ ]heliodesk-([a-z-]+)", (DOCS / "operating" / "README.md").read_text())
    assert named
    assert set(named) <= deployments
