"""`heliodesk loyalty prove`: whether the books are right, from the entries alone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import orjson
import typer
from rich.console import Console

from services.cli.problems import CommandProblem
from services.cli.tables import number, table, text
from services.kit.errors import Away
from services.kit.settings import Settings
from services.loyalty.proving.account import Tally
from services.loyalty.proving.run import prove as proven

# What is wrong in more accounts than this is wrong in one way.
_SHOWN = 50


def prove(
    account: Annotated[str, typer.Option(help="One customer's id, with --tenant.")] = "",
    tenant: Annotated[str, typer.Option(help="A shop; all of them when not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For a machine, with all that is wrong.")] = False,
) -> None:
    """Recomputes accounts from their entries alone, with the hash chain of each, and compares them with what the shop
    works with. Reads MongoDB (MONGODB_URI), writes nothing, and may run beside everything else.

    Ends with 1 where anything is wrong, and says what and where.
    """
    if account and not tenant:
        raise CommandProblem("an account is a customer's in a shop", "name the shop with --tenant")
    settings = Settings.for_service("loyalty")
    try:
        tally = proven(settings.mongodb_uri, settings.database, tenant, f"{tenant}/{account}" if account else "")
    except Away as away:
        raise CommandProblem(str(away), "start it, or set MONGODB_URI", 1) from None
    if account and not tally.commits and not tally.faults:
        raise CommandProblem(f"{tenant} has no account {account}", "heliodesk loyalty prove proves all there are", 1)
    if as_json:
        typer.echo(orjson.dumps(asdict(tally), option=orjson.OPT_INDENT_2).decode())
    else:
        _print(tally)
    raise typer.Exit(bool(tally.faults))


def _print(tally: Tally) -> None:
    console = Console(highlight=False)
    shown = table(*(number(name) for name in ("accounts", "commits", "entries", "keys", "points", "owed", "wrong")))
    figures = (tally.accounts, tally.commits, tally.entries, tally.keys, tally.balance, tally.debt, len(tally.faults))
    shown.add_row(*(f"{figure:,}" for figure in figures))
    console.print(shown)
    if not tally.faults:
        console.print("[green]Every account is what its entries make it.[/]")
        return
    wrong = table(text("account"), text("where"), text("what"))
    for fault in tally.faults[:_SHOWN]:
        wrong.add_row(fault.account_id, fault.where, fault.what)
    console.print(wrong)
    if len(tally.faults) > _SHOWN:
        console.print(f"... and {len(tally.faults) - _SHOWN:,} more: --json tells them all")
