"""`heliodesk loyalty`: a shop's programme, and what anybody can check of points and draws."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.local_edge import edge_settings, first_key, local_edge
from services.cli.loyalty.prove import prove
from services.cli.loyalty.publish import publish, read_programme
from services.cli.loyalty.verify_draw import verify_draw

app = typer.Typer(no_args_is_help=True, help="A shop's programme; what anybody can check of points and draws.")
app.command("prove")(prove)
app.command("verify-draw")(verify_draw)


@app.command("publish")
def publish_file(
    file: Annotated[Path, typer.Argument(help="A programme, such as samples/programme.yaml.")],
    edge: Annotated[str, typer.Option(help="The edge's URL; the local one when not given.")] = "",
    key: Annotated[str, typer.Option(help="A shop's API key; the first of HELIODESK_SHOPS when not given.")] = "",
    note: Annotated[str, typer.Option(help="What it is for, kept with the revision.")] = "",
    validate_only: Annotated[bool, typer.Option("--validate-only", help="Say what is wrong, store nothing.")] = False,
) -> None:
    """Publishes the programme as the next revision, in place of the one in force.

    Ends with 2 where it is refused, and says which lines are wrong; then nothing is stored.
    """
    told, settings = read_programme(file), edge_settings()
    typer.echo(publish(told, edge or local_edge(settings), key or first_key(settings), note, validate_only))
