"""`heliodesk lag`: how far each consumer group is behind."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import orjson
import typer
from rich.console import Console

from services.cli.servers import bootstrap_servers, kafka_needed
from services.cli.tables import number, table
from services.kit.broker import lags


def lag(
    as_json: Annotated[bool, typer.Option("--json", help="For a machine, partition by partition.")] = False,
) -> None:
    """Shows what each group has still to read."""
    with kafka_needed():
        found = lags(bootstrap_servers())
    if as_json:
        typer.echo(orjson.dumps([asdict(one) for one in found], option=orjson.OPT_INDENT_2).decode())
        return
    behind: dict[tuple[str, str], int] = {}
    for one in found:
        key = (one.group, one.topic)
        behind[key] = behind.get(key, 0) + one.behind
    shown = table("group", "topic", number("behind"))
    for (group, topic), count in sorted(behind.items()):
        shown.add_row(group, topic, f"[{'red' if count else 'green'}]{count}[/]")
    Console().print(shown)
