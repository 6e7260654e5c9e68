"""What several of the operating commands take, and how they say that something is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer

from services.cli.problems import CommandProblem
from services.cli.servers import kafka_needed
from services.kit.errors import Away, Refused
from services.kit.instants import from_text

Yes = Annotated[bool, typer.Option("--yes", help="Do it. Without it, what would be done is shown and nothing is.")]
Json = Annotated[bool, typer.Option("--json", help="For a machine.")]


def instant(text: str) -> datetime:
    """The instant (UTC) of an option. Raises CommandProblem for what isn't RFC 3339 with a zone."""
    try:
        return from_text(text)
    except ValueError as error:
        raise CommandProblem(f"{text!r} is no instant", "give it as 2026-03-02T12:00:00Z, with its zone") from error


@contextmanager
def store_needed() -> Iterator[None]:
    """Turns an absent store into one line with a remedy."""
    try:
        yield
    except Away as away:
        if away.what != "store":
            raise
        raise CommandProblem(str(away), "start it, or check MONGODB_URI", 1) from away


@contextmanager
def problems(remedy: str) -> Iterator[None]:
    """Turns an absent server, and a rule that says no, into one line with a remedy."""
    try:
        with kafka_needed(), store_needed():
            yield
    except Refused as refusal:
        raise CommandProblem(refusal.message, remedy, 1) from refusal


def say_that_nothing_was_done() -> None:
    """The last line of a command that was only asked what it would do."""
    typer.echo("nothing was done: add --yes to do it")
