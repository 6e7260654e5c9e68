"""The chart rendered by Helm's own library, as Kubernetes objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import helm_python
import yaml

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy/helm/heliodesk"
EXAMPLES = ROOT / "deploy/helm/examples"
# What somebody installs, by the files that it is made of, the last one first in rank.
STACKS: dict[str, tuple[str, ...]] = {
    "small": ("small.yaml",),
    "production": ("production.yaml",),
    "ingress": ("ingress.yaml",),
    "Europe": ("production.yaml", "regions/eu.yaml"),
    "the Americas": ("production.yaml", "regions/us.yaml"),
    "Asia and the Pacific": ("production.yaml", "regions/ap.yaml"),
    "standing by for Europe": ("production.yaml", "regions/eu.yaml", "regions/standby.yaml"),
}

Values = dict[str, Any]
Object = dict[str, Any]
BadValues = helm_python.HelmError
"""What Helm says of values that it refuses."""


def stack(name: str) -> Values:
    """The values of one of the examples."""
    found: Values = {}
    for file in STACKS[name]:
        found = over(found, yaml.safe_load((EXAMPLES / file).read_text()))
    return found


def over(below: Values, above: Values) -> Values:
    """The values that result when the second file is given after the first: maps are merged, lists replaced."""
    merged = dict(below)
    for key, value in above.items():
        both_maps = isinstance(value, Mapping) and isinstance(below.get(key), Mapping)
        merged[key] = over(below[key], value) if both_maps else value
    return merged


@cache
def chart() -> helm_python.Chart:
    """The chart, read once."""
    return helm_python.Chart.load(str(CHART))


def values() -> Values:
    """The defaults."""
    return yaml.safe_load((CHART / "values.yaml").read_text())


def render(given: Values, release: str = "desk", namespace: str = "shop") -> list[Object]:
    """What Helm would send to a cluster, hooks included. Raises BadValues."""
    made = chart().render(given, name=release, namespace=namespace)
    files = [text for path, text in sorted(made.items()) if path.endswith(".yaml")]
    return [each for text in files for each in yaml.load_all(text, Loader=yaml.CSafeLoader) if each]


@cache
def example(name: str) -> list[Object]:
    """What an example sends to a cluster; for reading only."""
    return render(stack(name))


def kind(objects: list[Object], *wanted: str) -> dict[str, Object]:
    """Those of these kinds, by name."""
    return {each["metadata"]["name"]: each for each in objects if each["kind"] in wanted}


def pods(objects: list[Object]) -> Iterator[tuple[str, Object]]:
    """(name of what makes them, template) of everything that makes pods."""
    for name, each in kind(objects, "Deployment", "Job").items():
        yield name, each["spec"]["template"]


def container(template: Object) -> Object:
    """The one container of a pod."""
    (found,) = template["spec"]["containers"]
    return found


def env(template: Object) -> dict[str, Any]:
    """Its environment: a value, or where it comes from."""
    entries = container(template)["env"]
    found = {each["name"]: each.get("value", each.get("valueFrom")) for each in entries}
    assert len(found) == len(entries), "a variable is set twice"
    return found


def chooses(selector: Object, labels: Mapping[str, str]) -> bool:
    """Whether a label selector (`matchLabels` and `In` expressions) chooses what has these labels."""
    plain = selector.get("matchLabels", {})
    listed = selector.get("matchExpressions", [])
    assert all(each["operator"] == "In" for each in listed)
    return plain.items() <= labels.items() and all(labels.get(each["key"]) in each["values"] for each in listed)
