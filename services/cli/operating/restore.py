"""`heliodesk restore`: a store out of files, and what makes it right with a Kafka that has gone on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from bson.errors import InvalidBSON
from pymongo import MongoClient
from rich.console import Console

from services.cli.operating import groups, note
from services.cli.operating.arguments import Json, Yes, problems, say_that_nothing_was_done
from services.cli.operating.databases import Row, databases
from services.cli.operating.dump import FOLDER, count, dumped, holds_anything, load
from services.cli.operating.kinds import kinds_that_tell
from services.cli.operating.reconcile import Ahead, Told, ahead, refuse_what_cannot_be, rewound
from services.cli.operating.stores import store_of
from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers
from services.cli.tables import number, table
from services.kit import broker
from services.kit.instants import to_text
from services.kit.lifting import lift
from services.kit.settings import SERVICES
from services.kit.topics import TOPICS

app = typer.Typer(no_args_is_help=True, help="A store out of files; making it right with a Kafka that has gone on.")

Services = Annotated[list[str] | None, typer.Argument(help=f"Of {', '.join(SERVICES)}; all, when none is named.")]
NoteFile = Annotated[Path, typer.Option("--note", help="The kafka.json of the backup.")]


@app.command("load")
def load_dump(
    folder: Annotated[Path, typer.Argument(help="What `heliodesk backup take` wrote.")], yes: Yes = False
) -> None:
    """Puts the databases of a backup back. Refuses where documents stand there already: drop the databases first."""
    files = list(dumped(folder / FOLDER))
    if not files or not (folder / note.FILE).exists():
        raise CommandProblem(f"{folder} holds no backup that is whole", "name what `heliodesk backup take` wrote")
    with databases() as services:
        client: MongoClient[Row] = next(iter(services.values())).client
        for name in sorted({database for database, _, _ in files}):
            if holds_anything(client, name):
                raise CommandProblem(f"{name} isn't empty", "drop it, if you mean to lose what it holds", 1)
        try:
            found = sum(count(file) for _, _, file in files)
        except InvalidBSON as error:
            raise CommandProblem(f"a file of {folder} isn't whole: {error}", "take another backup", 1) from error
        if yes:
            for database, collection, file in files:
                load(client[database], collection, file)
    typer.echo(f"{found:,} documents of {len(files)} collections")
    if not yes:
        say_that_nothing_was_done()


@app.command()
def reconcile(
    note_file: NoteFile,
    services: Services = None,
    yes: Yes = False,
    facts: Annotated[Path | None, typer.Option(help="Write every lost event into this file, a JSON line each.")] = None,
    as_json: Json = False,
) -> None:
    """Finds the events that Kafka has and a restored store has lost, and takes the numbers of its aggregates past them.

    Otherwise the next event of such an aggregate would have the number of one that everybody has read, and be passed
    over as its repetition. What the lost events say isn't in the store: give those commands again. Stop the services
    first.
    """
    wanted, noted, servers = _known(services), note.read(note_file), bootstrap_servers()
    with databases() as found, problems("docs/operating/backup-and-restore.md says what to do then"):
        with broker.administration(servers) as admin:
            groups.refuse_while_read(admin, _groups_of(wanted))
            stores = [store_of(found[service], kind) for service in wanted for kind in kinds_that_tell(service)]
            ends = refuse_what_cannot_be(admin, [store.kind.topic.name for store in stores], noted)
        lost = [ahead(servers, store, noted, ends) for store in stores]
        if yes:
            for one in lost:
                lift(one.store, one.numbers)
    if facts is not None:
        _write_facts(lost, facts)
    _say(lost, yes, as_json)


@app.command()
def rewind(note_file: NoteFile, services: Services = None, yes: Yes = False) -> None:
    """Sets the groups of restored services back to where the note says, so that they read again what their store has
    lost. What it hasn't lost changes nothing. Stop the services first."""
    wanted, noted = _known(services), note.read(note_file)
    with problems("stop the services"), broker.administration(bootstrap_servers()) as admin:
        names = _groups_of(wanted)
        groups.refuse_while_read(admin, names)
        back = rewound(admin, names, [topic.name for topic in TOPICS], noted)
        standing = {group: broker.committed(admin, group) for group in back}
        if yes:
            for group, offsets in back.items():
                groups.set_offsets(admin, group, offsets)
    shown = table("group", number("reads again"))
    for group, offsets in back.items():
        shown.add_row(group, f"{sum(standing[group][place] - offset for place, offset in offsets.items()):,}")
    if back:
        Console().print(shown)
    else:
        typer.echo("every group stands where it stood")
    if not yes:
        say_that_nothing_was_done()


def _known(services: list[str] | None) -> list[str]:
    unknown = sorted(set(services or ()) - set(SERVICES))
    if unknown:
        raise CommandProblem(f"there is no service {unknown[0]!r}", f"take one of {', '.join(SERVICES)}")
    return services or list(SERVICES)


def _groups_of(services: list[str]) -> list[str]:
    """A service's groups are called as it is, or `<service>-<what for>`."""
    return sorted({group for topic in TOPICS for group in topic.readers if group.partition("-")[0] in services})


def _write_facts(lost: list[Ahead], path: Path) -> None:
    try:
        path.write_bytes(b"".join(orjson.dumps(_row(one)) + b"\n" for each in lost for one in each.lost))
    except OSError as error:
        raise CommandProblem(f"can't write {path}: {error.strerror}", "name another file", 1) from error


def _row(one: Told) -> dict[str, Any]:
    tenant, _, subject = one.aggregate_id.partition("/")
    return {
        "tenant": tenant,
        "subject": subject,
        "type": one.type,
        "sequence": one.sequence,
        "time": to_text(one.time),
        "topic": one.place.topic,
        "partition": one.place.partition,
        "offset": one.offset,
    }


def _say(lost: list[Ahead], done: bool, as_json: bool) -> None:
    if as_json:
        rows = [_row(one) for each in lost for one in each.lost]
        said = {"lifted": done, "aggregates": sum(len(each.numbers) for each in lost), "lost": rows}
        typer.echo(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode())
        return
    counted = Counter((one.place.topic, one.type) for each in lost for one in each.lost)
    if not counted:
        typer.echo("the store knows of every event that Kafka has")
        return
    shown = table("topic", "lost event", number("times"))
    for (topic, type_), times in sorted(counted.items()):
        shown.add_row(topic, type_.rpartition(".")[2], f"{times:,}")
    Console().print(shown)
    aggregates, unreadable = sum(len(each.numbers) for each in lost), sum(each.unreadable for each in lost)
    typer.echo(f"{aggregates:,} aggregates {'come' if done else 'would come'} after what Kafka has")
    if unreadable:
        typer.echo(f"{unreadable:,} records on these topics are no events")
    if not done:
        say_that_nothing_was_done()
