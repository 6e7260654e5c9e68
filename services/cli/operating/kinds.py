"""What each service keeps, as its own modules declare it."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from services.kit.aggregate import Kind
from services.kit.topics import Topic


@cache
def kinds_of(service: str) -> tuple[Kind[Any], ...]:
    """Every kind of aggregates of the service, by name."""
    found = {kind.name: kind for module in _documents_of(service) for kind in _declared(module)}
    return tuple(found[name] for name in sorted(found))


def kinds_that_tell(service: str, topic: Topic | None = None) -> tuple[Kind[Any], ...]:
    """Those whose events go to the topic; to any, where none is given."""
    return tuple(kind for kind in kinds_of(service) if kind.topic is not None and topic in (None, kind.topic))


def _documents_of(service: str) -> Iterator[ModuleType]:
    package = import_module(f"services.{service}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if found.name.endswith("documents"):
            yield import_module(found.name)


def _declared(module: ModuleType) -> Iterator[Kind[Any]]:
    return (value for value in vars(module).values() if isinstance(value, Kind))
