"""`heliodesk dlq`: what a person does with dead letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from google.protobuf import json_format
from google.protobuf.message import DecodeError
from rich.console import Console
from rich.table import Table

from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers, kafka_needed
from services.cli.tables import number, table, text
from services.kit import dlq_admin
from services.kit.dlq_admin import Letter
from services.kit.errors import Refused
from services.kit.topics import BY_NAME

app = typer.Typer(no_args_is_help=True, help="Dead letters: look at them, send them back, drop them.")

Json = Annotated[bool, typer.Option("--json", help="For a machine.")]
TopicArgument = Annotated[str, typer.Argument(help="The dead-letter topic, as `heliodesk dlq list` names it.")]
Number = Annotated[int, typer.Argument(help="The letter's number.")]


@contextmanager
def _problems() -> Iterator[None]:
    try:
        with kafka_needed():
            yield
    except Refused as refusal:
        raise CommandProblem(refusal.message, "look at: heliodesk dlq list", 1) from refusal


@app.command("list")
def list_letters(as_json: Json = False) -> None:
    """Shows all dead letters."""
    with _problems():
        servers = bootstrap_servers()
        known = dlq_admin.end_offsets(servers, dlq_admin.dead_letter_topics())
        found = [one for topic in sorted({p.topic for p in known}) for one in dlq_admin.letters(servers, topic)]
    if as_json:
        typer.echo(orjson.dumps([_row(one) for one in found], option=orjson.OPT_INDENT_2).decode())
        return
    if not found:
        typer.echo("no dead letters")
        return
    console = Console()
    for topic, its in groupby(found, key=lambda one: one.dead_letter_topic):
        console.print(_table(topic, its), "")


def _table(topic: str, found: Iterable[Letter]) -> Table:
    """The letters of one topic. Its name stands above in full: the other commands ask for it."""
    shown = table(
        number("number"),
        text("reason", 19),
        number("partition"),
        number("offset"),
        text("at", 20),
        number("bytes"),
        title=topic,
    )
    for one in found:
        about = one.about
        at = f"{about['at'][:10]} {about['at'][11:19]}Z"
        shown.add_row(str(one.number), about["reason"], about["partition"], about["offset"], at, about["size"])
    return shown


def _row(one: Letter) -> dict[str, Any]:
    return {"dead_letter_topic": one.dead_letter_topic, "number": one.number, **one.about}


@app.command()
def show(
    topic: TopicArgument,
    number: Number,
    body: Annotated[Path | None, typer.Option(help="Write the body into this file.")] = None,
) -> None:
    """Shows one dead letter as JSON: why, from where, its headers, and its body where that can be read."""
    with _problems():
        one = dlq_admin.letter(bootstrap_servers(), topic, number)
    if body is not None:
        try:
            body.write_bytes(one.body)
        except OSError as error:
            raise CommandProblem(f"can't write {body}: {error.strerror}", "name another file", 1) from error
    headers = {name: (value or b"").decode(errors="replace") for name, value in one.headers}
    key = one.key.decode(errors="replace") if one.key else None
    shown = {**_row(one), "key": key, "headers": headers, "body": _readable(one, headers.get("ce_type", ""))}
    typer.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


def _readable(one: Letter, type_name: str) -> Any:
    topic = BY_NAME.get(one.about["topic"])
    message = topic.message(type_name) if topic else None
    try:
        if message is not None:
            return json_format.MessageToDict(message.FromString(one.body), preserving_proto_field_name=True)
    except DecodeError:
        pass
    return one.body.hex()


@app.command()
def replay(
    topic: TopicArgument,
    number: Annotated[int | None, typer.Argument(help="The letter's number; all of them, when none is named.")] = None,
    body: Annotated[
        Path | None,
        typer.Option(help="Send this file's bytes instead of the letter's body.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Sends letters back to where they came from. They stay here until dropped; twice does no harm."""
    if body is not None and number is None:
        raise CommandProblem("a mended body belongs to one letter", "name the letter's number")
    with _problems():
        servers = bootstrap_servers()
        found = (
            list(dlq_admin.letters(servers, topic)) if number is None else [dlq_admin.letter(servers, topic, number)]
        )
        dlq_admin.replay(servers, found, body.read_bytes() if body else None)
    typer.echo(f"sent back {len(found)}")


@app.command()
def drop(topic: TopicArgument, up_to: Annotated[int, typer.Option(help="Up to and including this number.")]) -> None:
    """Deletes letters for good."""
    with _problems():
        dlq_admin.drop(bootstrap_servers(), topic, up_to)
    typer.echo(f"dropped up to {up_to}")
