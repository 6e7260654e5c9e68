"""`heliodesk topics`: the one list of topics, and making them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import orjson
import typer
from rich.console import Console

from services.cli.operating.repartition import repartition
from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers, kafka_needed
from services.cli.tables import number, table, text
from services.kit.broker import administration, apply_topics, partitions_of
from services.kit.topics import BY_NAME, DAY_MS, RAISED, TOPICS, as_setting

app = typer.Typer(no_args_is_help=True, help="The topics: what they hold, and making them.")
app.command()(repartition)


@app.command()
def apply() -> None:
    """Makes the topics that aren't there yet. Safe to run again; it changes nothing about those that are there.

    Refuses where one of them has another number of partitions than the processes reckon with.
    """
    with kafka_needed():
        made = apply_topics(bootstrap_servers())
        _refuse_other_numbers()
    typer.echo("\n".join(f"made {name}" for name in made) or "all topics are there")


def _refuse_other_numbers() -> None:
    """Timers would belong to a partition in which their events aren't, and be rung without what settles them."""
    with administration(bootstrap_servers()) as admin:
        there = Counter(place.topic for place in partitions_of(admin, BY_NAME))
    if other := [name for name, topic in BY_NAME.items() if there[name] != topic.partitions]:
        setting = {name: there[name] for name, topic in BY_NAME.items() if name in other or topic.is_raised}
        remedy = f"set {RAISED}={as_setting(setting)} for every process, or: heliodesk topics repartition"
        raise CommandProblem(f"Kafka has another number of partitions of {', '.join(other)}", remedy, 1)


@app.command("list")
def list_topics(as_json: Annotated[bool, typer.Option("--json", help="For a machine.")] = False) -> None:
    """Shows every topic: key, partitions, retention, who writes and who reads."""
    rows = [
        {
            "topic": topic.name,
            "key": topic.key,
            "partitions": topic.partitions,
            "retention_days": topic.retention_ms // DAY_MS,
            "writer": topic.writer,
            "readers": list(topic.readers),
            "events": sorted(topic.events().DESCRIPTOR.message_types_by_name),
        }
        for topic in TOPICS
    ]
    if as_json:
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    # Writer and key stand under the name and the readers under one another, so that all of it fits into 80 columns.
    shown = table(
        "topic",
        text("read by", 17),
        number("partitions"),
        number("days"),
        leading=1,
    )
    for row in rows:
        name = f"{row['topic']}\n[dim]written by {row['writer']}\nkey: {row['key']}[/]"
        readers = "\n".join(row["readers"]) or "-"
        shown.add_row(name, readers, str(row["partitions"]), str(row["retention_days"]))
    Console().print(shown)
