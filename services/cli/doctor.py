"""`heliodesk doctor`: what is installed, reachable and misconfigured on this machine."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from services.cli.local.checks import Finding, State, findings

_COLOURS = {State.OK: "green", State.WARNED: "yellow", State.FAILED: "red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For a machine: a list of findings.")] = False,
) -> None:
    """Shows what is installed, what answers and what is set wrongly; exit code 1 when something needed is missing."""
    found = list(findings())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], indent=2))
    else:
        Console(highlight=False).print(_table(found))
    raise typer.Exit(any(finding.state is State.FAILED for finding in found))


def _table(found: list[Finding]) -> Table:
    table = Table("", "what", "found", "what to do", box=None, pad_edge=False)
    group = ""
    for finding in found:
        if group and finding.group != group:
            table.add_section()
        colour = _COLOURS[finding.state]
        head = f"[bold]{finding.group}[/]" if finding.group != group else ""
        table.add_row(head, f"[{colour}]{finding.name}[/]", finding.detail, f"[{colour}]{finding.remedy}[/]")
        group = finding.group
    return table
