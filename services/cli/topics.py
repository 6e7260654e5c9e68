"""`heliodesk topics`: the one list of topics, and making them."""

from __future__ import annotations

from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Column, Table

from services.cli.servers import bootstrap_servers, kafka_needed
from services.kit.broker import apply_topics
from services.kit.topics import DAY_MS, TOPICS

app = typer.Typer(no_args_is_help=True, help="The topics: what they hold, and making them.")


@app.command()
def apply() -> None:
    """Makes the topics that aren't there yet. Safe to run again; it changes nothing about those that are there."""
    with kafka_needed():
        made = apply_topics(bootstrap_servers())
    typer.echo("\n".join(f"made {name}" for name in made) or "all topics are there")


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
    table = Table(Column("topic", no_wrap=True), "key", "partitions", "kept", "written by", "read by")
    for row in rows:
        kept = f"{row['retention_days']} days"
        table.add_row(
            row["topic"], row["key"], str(row["partitions"]), kept, row["writer"], ", ".join(row["readers"]) or "-"
        )
    Console().print(table)
