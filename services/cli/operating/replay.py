"""`heliodesk replay`: a group reads a topic again, from an instant on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated

import orjson
import typer
from kafka.admin import KafkaAdminClient
from rich.console import Console

from services.cli.operating import groups
from services.cli.operating.arguments import Json, Yes, instant, problems, say_that_nothing_was_done
from services.cli.servers import bootstrap_servers
from services.cli.tables import number, table
from services.kit import broker
from services.kit.errors import RefusalKind, Refused


@dataclass(frozen=True, slots=True)
class Step:
    """A partition: the offset that the group would read next, the one that it is to read next, and how many records it
    reads again."""

    partition: int
    before: int
    after: int
    again: int


def replay(
    group: Annotated[str, typer.Option(help="The consumer group, as `heliodesk lag` names it.")],
    topic: Annotated[str, typer.Option(help="A topic that it reads.")],
    since: Annotated[
        str, typer.Option("--from", help="Events that Kafka was given at this instant or later: 2026-03-02T12:00:00Z.")
    ],
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Sets a group back in a topic, so that it reads again what came at an instant or later.

    What it has applied already changes nothing. Stop its processes first; it is never moved forward.
    """
    at = instant(since)
    with problems("stop its processes, or look at: heliodesk lag"), broker.administration(bootstrap_servers()) as admin:
        steps = planned(admin, group, topic, at)
        if yes:
            set_back(admin, group, topic, steps)
    if as_json:
        typer.echo(orjson.dumps([asdict(step) for step in steps], option=orjson.OPT_INDENT_2).decode())
        return
    shown = table(number("partition"), number("reads next"), number("would read next"), number("again"))
    for step in steps:
        shown.add_row(str(step.partition), str(step.before), str(step.after), str(step.again))
    Console().print(shown)
    if yes:
        typer.echo(f"{group} reads {sum(step.again for step in steps)} records of {topic} again when it starts")
    else:
        say_that_nothing_was_done()


def planned(admin: KafkaAdminClient, group: str, topic: str, since: datetime) -> list[Step]:
    """What setting the group back would do; only back: what it hasn't read yet it will read in any case. Raises Refused
    (NO_SUCH_TOPIC, NEVER_READ, GROUP_READS)."""
    partitions = broker.partitions_of(admin, [topic])
    if not partitions:
        raise Refused("NO_SUCH_TOPIC", f"there is no topic {topic}", RefusalKind.NOT_FOUND)
    committed = broker.committed(admin, group)
    read = [partition for partition in partitions if partition in committed]
    if not read:
        raise Refused("NEVER_READ", f"{group} has read nothing of {topic} yet", RefusalKind.FAILED_PRECONDITION)
    groups.refuse_while_read(admin, [group])
    wanted = groups.offsets_at(admin, read, since)
    after = {partition: min(committed[partition], wanted[partition]) for partition in read}
    return [Step(one.partition, committed[one], after[one], committed[one] - after[one]) for one in read]


def set_back(admin: KafkaAdminClient, group: str, topic: str, steps: list[Step]) -> None:
    """Raises Refused (GROUP_READS)."""
    groups.set_offsets(admin, group, {groups.TopicPartition(topic, step.partition): step.after for step in steps})
