"""The documents of all services."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

import mongoengine

import services


def _declared(parent: type[mongoengine.Document]) -> list[type[mongoengine.Document]]:
    return [found for one in parent.__subclasses__() for found in (one, *_declared(one))]


def test_no_two_have_one_name():
    """mongoengine knows them by their names: of two, one would keep a connection that was closed."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if module.name.endswith("documents"):
            import_module(module.name)
    names = Counter(
        one.__name__ for one in set(_declared(mongoengine.Document)) if one.__module__.startswith("services")
    )
    assert len(names) > 20
    assert [name for name, count in names.items() if count > 1] == []
