"""The chart's README is what its values' comments say."""

from __future__ import annotations

import importlib.util

from tests.support.chart import CHART, ROOT, values


def generator():
    spec = importlib.util.spec_from_file_location("chart_readme", ROOT / "deploy/helm/readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_is_up_to_date():
    assert (CHART / "README.md").read_text() == generator().readme(), "make chart writes it anew"


def test_every_value_is_documented_beside_it():
    documented = {path for path, _, _ in generator().documented()}
    # What one role or service documents goes for the others too.
    general = values()
    general["roles"] = {"serve": general["roles"]["serve"]}
    general["components"] = {"edge": general["components"]["edge"]}
    assert {path for path in leaves(general) if not any(above in documented for above in upwards(path))} == set()


def leaves(tree: dict, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in tree.items():
        path = f"{prefix}{key}"
        found |= leaves(value, f"{path}.") if isinstance(value, dict) and value else {path}
    return found


def upwards(path: str) -> list[str]:
    """The value itself and what it stands below, but for the sections: those say nothing of a single value."""
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(2 if len(parts) > 1 else 1, len(parts) + 1)]
