"""`heliodesk sla`: promises worked out from a file, without any server; and what a shop publishes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from services.cli.local_edge import edge_settings, first_key, local_edge
from services.cli.problems import CommandProblem
from services.cli.sla.answer import answer
from services.cli.sla.coverage import as_json, as_table, begins, covered
from services.cli.sla.heatmap import svg
from services.cli.sla.importing import as_yaml, read_icalendar
from services.cli.sla.load import app as load
from services.cli.sla.publish import publications, publish
from services.cli.sla.scenario import read_scenario
from services.sla.domain.timeline import NoCoverage

app = typer.Typer(
    no_args_is_help=True,
    help="Promises and coverage, worked out from a scenario without any server; what a shop publishes.",
)
app.add_typer(load, name="load")

ScenarioFile = Annotated[Path, typer.Argument(help="A scenario, as services/sla/README.md describes it.")]


@app.command()
def plan(scenario: ScenarioFile) -> None:
    """When each target of a ticket is due, what became of it and why, and who had the ticket. Prints JSON."""
    read = read_scenario(scenario)
    try:
        found = answer(read)
    except NoCoverage as error:
        raise read.told.entries()["policy"].entries()["clock"].fault(f"nothing covers the policy: {error}") from None
    _print(found)


@app.command()
def coverage(
    scenario: ScenarioFile,
    week: Annotated[str, typer.Option(help="An ISO week: 2026-W13.")],
    in_json: Annotated[bool, typer.Option("--json", help="For a machine, with the gaps.")] = False,
    svg_file: Annotated[Path | None, typer.Option("--svg", help="Draws a heat map into this file.")] = None,
) -> None:
    """Who covers which language in each hour of a week (UTC), where nobody does, and which holidays leave gaps in the
    year to come."""
    since = begins(week)
    languages = covered(read_scenario(scenario), since)
    if svg_file is not None:
        try:
            svg_file.write_text(svg(week, languages), encoding="utf-8")
        except OSError as error:
            raise CommandProblem(f"{svg_file} can't be written: {error.strerror}", "name another file") from None
    if in_json:
        _print(as_json(week, since, languages))
    else:
        Console().print(as_table(week, languages))


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="An iCalendar file (.ics).")],
    zone: Annotated[str, typer.Option(help="The calendar's IANA zone: Europe/Berlin.")],
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first date; today, if not given.")
    ] = None,
) -> None:
    """The exceptions of a calendar that the file tells of, as YAML to be pasted into a scenario."""
    typer.echo(as_yaml(read_icalendar(file, zone, since.date() if since else None)))


@app.command("publish")
def publish_file(
    file: Annotated[Path, typer.Argument(help="What a shop says, such as samples/sun.yaml.")],
    edge: Annotated[str, typer.Option(help="The edge's URL; the local one when not given.")] = "",
    key: Annotated[str, typer.Option(help="A shop's API key; the first of HELIODESK_SHOPS when not given.")] = "",
    validate_only: Annotated[bool, typer.Option("--validate-only", help="Say what is wrong, store nothing.")] = False,
) -> None:
    """Publishes calendars, teams, policies, on-call managers and escalation chains, each as a new version.

    Ends with 2 at the first that is refused, and says which field; those before it are published.
    """
    wanted, settings = publications(file), edge_settings()
    for line in publish(wanted, edge or local_edge(settings), key or first_key(settings), validate_only):
        typer.echo(line)


def _print(found: dict[str, Any]) -> None:
    typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
