"""`heliodesk tenant`: what a shop that leaves takes with it."""

from __future__ import annotations

import time
from typing import Annotated

import orjson
import typer
from kafka.admin import KafkaAdminClient
from pymongo.database import Database
from rich.console import Console

from services.cli.operating import groups, removal
from services.cli.operating.arguments import Json, Yes, problems, say_that_nothing_was_done
from services.cli.operating.databases import Row, databases
from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers
from services.cli.tables import number, table
from services.edge.identity.api_key import ApiKey, ApiKeyStatus
from services.edge.shops import Shops
from services.kit import broker
from services.kit.clock import SystemClock
from services.kit.convert import from_document
from services.kit.ids import is_tenant
from services.kit.mongo import store_errors
from services.kit.settings import Settings
from services.kit.topics import BY_NAME, TOPICS

app = typer.Typer(no_args_is_help=True, help="Shops: removing one.")
app.callback()(lambda: None)  # a single command keeps its name

Found = dict[str, dict[str, int]]

# Wall seconds that the consumers have to read what lies in Kafka when the shop is removed.
_PATIENCE = 60.0
_BREATH = 0.5
_ENDED = frozenset({ApiKeyStatus.REVOKED, ApiKeyStatus.EXPIRED})


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The shop, as the file of shops named it.")], yes: Yes = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Removes all documents of a shop, from every service's collections, for good.

    Take the shop out of the edge's file first, and revoke its API keys. What lies in Kafka goes with its retention.
    Safe to run again.
    """
    _refuse_what_lives(name)
    with databases() as found:
        _refuse_keys(found["edge"], name)
        if yes:
            _wait_for_consumers()
        act = removal.remove if yes else removal.counted
        _say({service: act(database, name) for service, database in found.items()}, yes, as_json)


def _refuse_what_lives(name: str) -> None:
    if not is_tenant(name):
        raise CommandProblem(f"{name!r} can't name a shop", "give its name as in the file of shops")
    path = Settings.for_service("edge").shops
    if path is None:
        raise CommandProblem("HELIODESK_SHOPS isn't set", "name the edge's file: a shop that is in it isn't removed")
    if name in Shops.from_file(path).names:
        raise CommandProblem(f"{name} is in {path}", "take it out, and have the edge started with that file, first", 1)


def _refuse_keys(edge: Database[Row], name: str) -> None:
    """Whoever has a key that lives could write in the shop's name while it is removed."""
    now = SystemClock().now()
    with store_errors():
        rows = list(edge["api_keys"].find({"_id": removal.ids_of(name)}, {"state": 1}))
    living = [key.key_id for row in rows if (key := from_document(row["state"], ApiKey)).status_at(now) not in _ENDED]
    if living:
        raise CommandProblem(f"{name} has API keys that live: {', '.join(sorted(living))}", "revoke them first", 1)


def _wait_for_consumers() -> None:
    """What they haven't read yet would make documents anew. Raises CommandProblem for those that don't come."""
    with problems("run it again"), broker.administration(bootstrap_servers()) as admin:
        places = broker.partitions_of(admin, [topic.name for topic in TOPICS])
        first, ends = groups.beginnings(admin, places), broker.ends(admin, places)
        deadline = time.monotonic() + _PATIENCE
        while behind := _behind(admin, first, ends):
            if time.monotonic() > deadline:
                what = f"{', '.join(behind)} still read what may be of the shop, and would make documents of it anew"
                raise CommandProblem(what, "see that they run (heliodesk lag), then run it again", 1)
            time.sleep(_BREATH)


def _behind(admin: KafkaAdminClient, first: groups.Offsets, ends: groups.Offsets) -> list[str]:
    """The groups that haven't read their topics to these ends."""
    read = {group: broker.committed(admin, group) for topic in TOPICS for group in topic.readers}
    return sorted(
        group
        for group, committed in read.items()
        if any(group in BY_NAME[at.topic].readers and committed.get(at, first[at]) < end for at, end in ends.items())
    )


def _say(found: Found, done: bool, as_json: bool) -> None:
    found = {service: its for service, its in found.items() if its}
    if as_json:
        typer.echo(orjson.dumps({"removed": done, "documents": found}, option=orjson.OPT_INDENT_2).decode())
        return
    if not found:
        typer.echo("nothing is left of it")
        return
    shown = table("service", "collection", number("removed" if done else "would be removed"))
    for service, its in found.items():
        for collection, count in its.items():
            shown.add_row(service, collection, f"{count:,}")
    Console().print(shown)
    if not done:
        say_that_nothing_was_done()
