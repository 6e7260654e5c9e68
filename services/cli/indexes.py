"""`heliodesk indexes`: the indexes of every service's collections, made before anybody asks for them."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import mongoengine
import typer

from services.cli.problems import CommandProblem
from services.kit import documents
from services.kit.errors import Away
from services.kit.settings import SERVICES, Settings

app = typer.Typer(no_args_is_help=True, help="The indexes of the collections, and making them.")
app.callback()(lambda: None)  # a single command keeps its name


@app.command()
def apply(
    service: Annotated[list[str] | None, typer.Option(help="One of the services; all, when none is named.")] = None,
) -> None:
    """Makes the indexes that aren't there yet, in the database of each service. Safe to run again, and beside all
    else; it takes none away. Every process does the same as it starts: this is for large collections, whose new index
    takes longer than a process has to become ready."""
    unknown = sorted(set(service or ()) - set(SERVICES))
    if unknown:
        raise CommandProblem(f"there is no service {unknown[0]!r}", f"take one of {', '.join(SERVICES)}")
    for name in service or SERVICES:
        settings = Settings.for_service(name)
        classes = documents_of(name)
        documents.connect(name, settings.mongodb_uri, settings.database)
        try:
            documents.ensure_indexes(classes)
        except Away as away:
            raise CommandProblem(str(away), "check MONGODB_URI and the MONGODB_TLS_... variables", 1) from away
        finally:
            mongoengine.disconnect(name)
        typer.echo(f"{name}: {len(classes)} collections")


def documents_of(service: str) -> list[type[mongoengine.Document]]:
    """All that are kept in the service's database: whatever its composition root imports."""
    import_module(f"services.{service}.app")
    return sorted(
        (each for each in _below(mongoengine.Document) if each._meta.get("db_alias") == service and _is_kept(each)),
        key=lambda each: each._get_collection_name(),
    )


def _below(parent: type) -> set[type]:
    children = set(parent.__subclasses__())
    return children.union(*(_below(child) for child in children))


def _is_kept(document: type[mongoengine.Document]) -> bool:
    return not document._meta.get("abstract") and document._get_collection_name() is not None
