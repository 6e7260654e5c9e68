"""`heliodesk sla load rebuild`: has the load counted again."""

from __future__ import annotations

import typer

from services.cli.problems import CommandProblem
from services.cli.servers import bootstrap_servers, kafka_needed
from services.kit.errors import Refused

app = typer.Typer(no_args_is_help=True, help="Arrivals, replies and who waits.")


@app.command()
def rebuild() -> None:
    """Forgets what was counted; the role `load`, which must not run meanwhile, then counts again what Kafka has."""
    # Faust takes long to import, and the commands beside this one do without.
    from services.sla.load.rebuild import forget_counts

    try:
        with kafka_needed():
            forgotten = forget_counts(bootstrap_servers())
    except Refused as refusal:
        raise CommandProblem(refusal.message, "then run this again") from None
    typer.echo("\n".join(f"took out {name}" for name in forgotten) or "nothing was counted yet")
