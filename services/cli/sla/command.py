"""`heliodesk sla`: promises worked out from a file, without any server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from services.cli.sla.answer import answer
from services.cli.sla.scenario import read_scenario
from services.sla.domain.timeline import NoCoverage

app = typer.Typer(no_args_is_help=True, help="Promises and coverage, worked out from a scenario without any server.")
app.callback()(lambda: None)

ScenarioFile = Annotated[Path, typer.Argument(help="A scenario, as services/sla/README.md describes it.")]


@app.command()
def plan(scenario: ScenarioFile) -> None:
    """When each target of a ticket is due, what became of it and why, and who had the ticket. Prints JSON."""
    read = read_scenario(scenario)
    try:
        found = answer(read)
    except NoCoverage as error:
        raise read.told.entries()["policy"].entries()["clock"].fault(f"nothing covers the policy: {error}") from None
    typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
