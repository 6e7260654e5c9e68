"""`heliodesk topics repartition`: more partitions for topics that are in use."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from services.cli.operating.arguments import Yes, problems, say_that_nothing_was_done
from services.cli.operating.databases import databases
from services.cli.operating.kinds import kinds_that_tell
from services.cli.operating.raising import Raising, carry_out, plan
from services.cli.operating.stores import store_of
from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers
from services.cli.tables import number, table
from services.kit.broker import administration
from services.kit.topics import BY_NAME, RAISED, as_setting


def repartition(
    topics: Annotated[list[str], typer.Argument(help="Topics, as `heliodesk topics list` names them.")],
    partitions: Annotated[int, typer.Option(help="How many each of them shall have.", min=1, max=10_000)],
    yes: Yes = False,
) -> None:
    """Gives topics more partitions, so that more processes can read them.

    Refuses until the order of events is safe: nobody reads the topics, all have read them to their ends, and nothing
    waits to be published. docs/operating/partitions.md has the steps before and after.
    """
    unknown = [name for name in topics if name not in BY_NAME]
    if unknown:
        raise CommandProblem(f"there is no topic {unknown[0]}", "look at: heliodesk topics list")
    wanted = [BY_NAME[name] for name in dict.fromkeys(topics)]
    before = "docs/operating/partitions.md says what has to be done before"
    with databases() as found, problems(before), administration(bootstrap_servers()) as admin:
        writers = [(topic.writer, kind) for topic in wanted for kind in kinds_that_tell(topic.writer, topic)]
        raisings = plan(admin, [store_of(found[service], kind) for service, kind in writers], wanted, partitions)
        moved = carry_out(admin, found, raisings) if yes else 0
    _say(raisings)
    if not yes:
        say_that_nothing_was_done()
        return
    typer.echo(f"{moved:,} timers belong to another partition now")
    typer.echo(f"before anything starts, set for every process: {RAISED}={_setting(raisings)}")


def _setting(raisings: list[Raising]) -> str:
    """All that was ever raised, as the processes are to be told."""
    raised = {name: topic.partitions for name, topic in BY_NAME.items() if topic.is_raised}
    raised |= {one.topic.name: one.after for one in raisings}
    return as_setting(raised)


def _say(raisings: list[Raising]) -> None:
    shown = table("topic", number("partitions"), number("then"), "read by")
    for one in raisings:
        shown.add_row(one.topic.name, str(one.before), str(one.after), ", ".join(one.groups))
    Console().print(shown)
