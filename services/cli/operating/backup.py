"""`heliodesk backup`: the store in files, with the note of where Kafka stood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.cli.operating import groups, note
from services.cli.operating.arguments import instant, problems
from services.cli.operating.databases import databases
from services.cli.operating.dump import FOLDER, dump
from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers
from services.kit.broker import administration
from services.kit.clock import SystemClock
from services.kit.topics import TOPICS

app = typer.Typer(no_args_is_help=True, help="The store in files, with a note of where Kafka stood.")

_STOP = "stop the services first: only a store that nobody writes to can be copied file by file"


@app.command("note")
def take_note(
    file: Annotated[Path, typer.Argument(help="Where to write it: a JSON file.")],
    at: Annotated[str, typer.Option(help="An earlier instant, by which every group had read all.")] = "",
) -> None:
    """Notes where Kafka's topics end and where its groups stand. Take it right before a snapshot of the store."""
    earlier = instant(at) if at else None
    with problems("look at: heliodesk lag"), administration(bootstrap_servers()) as admin:
        found = note.take_at(admin, earlier) if earlier else note.take(admin, SystemClock().now())
    note.write(found, file)
    typer.echo(f"noted {len(found.ends)} partitions and {len(found.groups)} groups in {file}")


@app.command()
def take(folder: Annotated[Path, typer.Argument(help="A folder that isn't there yet.")]) -> None:
    """Copies all databases into files, as mongodump would, while the services are stopped.

    For one machine or a small shop. A replica set is copied while it runs: by snapshots of its volumes, or mongodump
    --oplog, right after `heliodesk backup note`.
    """
    with problems(_STOP), administration(bootstrap_servers()) as admin:
        groups.refuse_while_read(admin, {group for topic in TOPICS for group in topic.readers})
        found = note.take(admin, SystemClock().now())
    try:
        folder.mkdir(mode=0o700, parents=True)
        with databases() as services:
            counted = [dump(database, folder / FOLDER) for database in services.values()]
    except OSError as error:
        raise CommandProblem(f"can't write {folder}: {error.strerror}", "name another folder", 1) from error
    # Last: a folder with its note is whole.
    note.write(found, folder / note.FILE)
    number = sum(sum(its.values()) for its in counted)
    typer.echo(f"{number:,} documents of {sum(map(len, counted))} collections in {folder}")
