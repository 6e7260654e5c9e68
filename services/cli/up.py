"""`heliodesk up`: the whole platform on this machine."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.cli.local.environment import given, local_environment, port_base
from services.cli.local.ownership import MARK
from services.cli.local.plan import HOST, mortal
from services.cli.local.servers import ROOT, apertium_plan, kafka_answers, kafka_plan, store_answers, store_plan
from services.cli.local.services import ops_url, service_plans
from services.cli.local.stack import Stack, StopRequested, Watch
from services.cli.problems import CommandProblem
from services.kit.broker import apply_topics
from services.kit.settings import SERVICES, Settings

DEFAULT_STATE = ROOT / ".local" / "run"


def up(
    play: Annotated[
        Path | None, typer.Option(help="Traffic to play against the edge once everything is ready.")
    ] = None,
    once: Annotated[bool, typer.Option(help="End after the report, with the exit code of its invariants.")] = False,
    rate: Annotated[float, typer.Option(min=1, help="How many times faster than real the played day goes by.")] = 720,
    state: Annotated[Path, typer.Option(help="Where data and logs lie.")] = DEFAULT_STATE,
) -> None:
    """Starts Kafka, the store, the translation engine and every service, and stays until Ctrl-C."""
    if once and play is None:
        raise CommandProblem("--once needs something to end after", "add --play FILE")
    if play is not None and not play.is_file():
        raise CommandProblem(f"there is no file {play} to play", "name one, such as samples/day.yaml")
    console = Console(highlight=False, soft_wrap=True)
    stack = local_stack(state.resolve(), rate if play else None)
    done = False

    def work(watch: Watch) -> int:
        nonlocal done
        _tell_places(console, stack)
        code = _play(play, stack, watch) if play else 0
        done = True
        if not once:
            console.print("[bold]Ctrl-C stops everything[/]")
            watch.until(lambda: False)
        return code

    try:
        code = stack.run(console, work)
    except StopRequested:
        # This is how a stack that is up ends; one that was stopped before its work was done has not done it.
        code = 0 if done else 130
    raise typer.Exit(code)


def local_stack(state: Path, rate: float | None) -> Stack:
    """The platform as the environment wants it: servers that are given (KAFKA_BOOTSTRAP_SERVERS, MONGODB_URI) are used
    and not started. ``rate``: simulated seconds in a second, from now on; None for real time."""
    base = port_base()
    env = local_environment(base, rate)
    servers = [] if given("KAFKA_BOOTSTRAP_SERVERS") else [kafka_plan(state, base)]
    if not given("MONGODB_URI"):
        servers.append(store_plan(state, base))
    engine = apertium_plan(state, base)
    if engine and not given("HELIODESK_APERTIUM_URL"):
        servers.append(engine)
    return Stack(
        state=state,
        servers=tuple(servers),
        services=service_plans(state, base, {}),
        env=env,
        make_topics=_make_topics,
    )


def _make_topics() -> None:
    """Raises CommandProblem when a server that was given, and so wasn't waited for, doesn't answer."""
    # What isn't given follows from the port base, here as in `local_environment`.
    settings = Settings.for_service("edge")
    kafka, store = settings.kafka_bootstrap_servers, settings.mongodb_uri
    if not kafka_answers(kafka):
        raise CommandProblem(f"no Kafka answers at {kafka}", "start it, or unset KAFKA_BOOTSTRAP_SERVERS", exit_code=1)
    if not store_answers(store):
        raise CommandProblem("no store answers at MONGODB_URI", "start it, or unset MONGODB_URI", exit_code=1)
    apply_topics(kafka)


def _play(file: Path, stack: Stack, watch: Watch) -> int:
    """Plays the traffic in a process of its own; returns that process's exit code."""
    command = mortal((sys.executable, "-m", "services.cli.main", "play", str(file)))
    player = subprocess.Popen(command, env={**os.environ, **stack.env, MARK: str(stack.state)})
    try:
        watch.until(lambda: player.poll() is not None)
    finally:
        player.terminate()
        with suppress(subprocess.TimeoutExpired):  # what doesn't end is cleared away with the stack
            player.wait(10)
    return player.returncode


def _tell_places(console: Console, stack: Stack) -> None:
    base = int(stack.env["HELIODESK_PORT_BASE"])
    places = {
        "edge": f"http://{HOST}:{base}/v1",
        "OpenAPI page": f"http://{HOST}:{base}/docs",
        "gRPC, with reflection": f"{HOST}:{base + 1}",
        "metrics": "  ".join(f"{ops_url(service, base)}/metrics" for service in SERVICES),
        "Kafka": stack.env["KAFKA_BOOTSTRAP_SERVERS"],
        "logs": str(stack.state / "logs"),
    }
    for name, place in places.items():
        console.print(f"  {name:<22} [cyan]{place}[/]")
