"""The `heliodesk` command: one module for each of its commands, imported when it is the one that is called.

A module offers either a function of the command's name (`up`) or, for a command with commands of its own (`dlq list`),
a typer app named ``app``.
"""

import sys
from importlib import import_module

import typer

from services.cli.problems import CommandProblem
from services.kit.settings import BadSetting

COMMANDS = {
    "up": "services.cli.up",
    "run": "services.cli.run",
    "play": "services.cli.play",
    "topics": "services.cli.topics",
    "indexes": "services.cli.indexes",
    "lag": "services.cli.lag",
    "dlq": "services.cli.dlq",
    "doctor": "services.cli.doctor",
    "sla": "services.cli.sla",
    "loyalty": "services.cli.loyalty",
    "translate": "services.cli.translate",
    "backup": "services.cli.operating.backup",
    "restore": "services.cli.operating.restore",
    "replay": "services.cli.operating.replay",
    "tenant": "services.cli.operating.tenant",
}


def build(wanted: str | None = None) -> typer.Typer:
    """The command line with the ``wanted`` command alone, or with all of them when it names none."""
    root = typer.Typer(
        name="heliodesk",
        help="Customer service for cross-border commerce, as events.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    root.callback()(lambda: None)  # a single command keeps its name
    for name in (wanted,) if wanted in COMMANDS else COMMANDS:
        module = import_module(COMMANDS[name])
        if hasattr(module, "app"):
            root.add_typer(module.app, name=name)
        else:
            root.command(name)(getattr(module, name))
    return root


def main() -> None:
    """Runs the command line; what a person has to mend becomes one line on stderr and an exit code."""
    try:
        # A service's process imports one command, not all.
        build(sys.argv[1] if len(sys.argv) > 1 else None)()
    except (CommandProblem, BadSetting) as problem:
        typer.secho(f"heliodesk: {problem}", fg=typer.colors.RED, err=True)
        raise SystemExit(getattr(problem, "exit_code", 2)) from None


if __name__ == "__main__":
    main()
