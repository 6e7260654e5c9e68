"""Each alert has its page, and what a page tells somebody to do at night can be done."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from deploy.observability.making import every_alert
from services.cli.main import build
from services.edge.contracts import bindings
from tests.observability import measured, queries

PAGES = sorted(Path("docs/runbooks").glob("*.md"))
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
SOURCES = "".join(path.read_text() for path in Path("services").rglob("*.py"))


def test_each_alert_has_a_page_and_each_page_an_alert():
    assert {alert.name for alert in every_alert()} == {page.stem for page in PAGES}
    assert {alert.runbook for alert in every_alert()} == {str(page) for page in PAGES}


@EACH_PAGE
def test_a_page_says_what_it_means_how_to_see_and_what_to_do(page):
    headings = re.findall(r"^#+ .*$", page.read_text(), re.MULTILINE)
    assert headings == [f"# {page.stem}", "## What it means", "## How to see", "## What to do"]


@EACH_PAGE
def test_its_queries_ask_for_what_is_measured(page):
    for expr in [code for code in quoted(page) if re.search(r"\bheliodesk_\w+[ ){]", code)]:
        for selector in queries.Query(page.stem, expr).selectors():
            asked = {matcher.name for matcher in selector.matchers.matchers}
            assert asked <= measured.labels_of(selector.name)


@EACH_PAGE
def test_its_commands_are_there(page):
    root = get_command(build())
    for code in [code for code in quoted(page) if code.startswith("heliodesk ")]:
        command = root
        for word in re.match(r"(heliodesk)((?: [a-z][a-z-]*)*)", code)[2].split():
            assert word in command.commands, f"there is no {code}"
            command = command.commands[word]


@EACH_PAGE
def test_its_calls_are_answered_by_the_edge(page):
    there = {f"{binding.verb} {binding.path}" for binding in bindings()}
    assert {code for code in quoted(page) if re.match(r"(GET|POST) /v1/", code)} <= there


@EACH_PAGE
def test_its_log_lines_are_written(page):
    for told in re.findall(r"[Ll]og lines? ((?:`[^`]+`(?:,| and)?\s*)+)", page.read_text()):
        for name in re.findall(r"`([^`]+)`", told):
            assert f'"{name}"' in SOURCES, f"nothing logs {name}"


@EACH_PAGE
def test_the_pages_that_it_leads_to_are_there(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        assert (page.parent / target).exists()


def quoted(page: Path) -> list[str]:
    return re.findall(r"`([^`]+)`", page.read_text())
