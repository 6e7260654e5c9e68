"""`heliodesk run <service>`: one service's process, in the foreground."""

from __future__ import annotations

import asyncio
import signal
from importlib import import_module
from typing import Annotated

import typer
import uvloop

from services.cli.problems import CommandProblem
from services.kit import logs
from services.kit.settings import SERVICES, BadSetting, Settings

ROLES = ("serve", "stream", "relay", "tick", "load")


def run(
    service: Annotated[str, typer.Argument(help=f"One of {', '.join(SERVICES)}.")],
    role: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(ROLES)}; all, when none is named.")] = None,
) -> None:
    """Runs a service until SIGTERM or Ctrl-C; then it finishes what is in hand."""
    roles = frozenset(role or ())
    unknown = sorted(roles - set(ROLES))
    if service not in SERVICES:
        raise CommandProblem(f"there is no service {service!r}", f"take one of {', '.join(SERVICES)}")
    if unknown:
        raise CommandProblem(f"there is no role {unknown[0]!r}", f"take one of {', '.join(ROLES)}")
    try:
        settings = Settings.for_service(service)
    except BadSetting as bad:
        raise CommandProblem(str(bad), "mend the environment variable") from bad
    logs.configure(service, settings.log_level)
    try:
        uvloop.run(_until_signalled(settings, roles))
    except OSError as error:
        raise CommandProblem(f"{service} can't start: {error}", "free the port, or set another one", 1) from error


async def _until_signalled(settings: Settings, roles: frozenset[str]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    log = logs.get_logger("process")
    log.info("starting", roles=sorted(roles) or "all")
    await import_module(f"services.{settings.service}.app").run(settings, roles, stop)
    log.info("stopped")
