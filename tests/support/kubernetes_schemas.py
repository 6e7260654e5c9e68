"""Whether an object is one that a Kubernetes of some version takes: by the API's published schemas (kubernetes-validate
carries them), and of objects that Kubernetes doesn't know by those of tests/chart/crds."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

CRDS = Path(__file__).parents[1] / "chart/crds"


def mistakes(thing: dict[str, Any], version: str) -> list[str]:
    """What the schema of its kind has against it; unknown fields are mistakes."""
    api, kind = thing["apiVersion"], thing["kind"].lower()
    found = _validator(api, kind, version).iter_errors(thing)
    return [
        f"{kind} {thing['metadata']['name']}: {'/'.join(map(str, each.instance_path))}: {each.message}"
        for each in found
    ]


@cache
def _validator(api: str, kind: str, version: str) -> Any:
    group, _, api_version = api.rpartition("/")
    own = CRDS / f"{kind}.{group}.{api_version}.json"
    if own.exists():
        return jsonschema_rs.validator_for(_closed(orjson.loads(own.read_bytes())))
    folder = files("kubernetes_validate") / f"kubernetes-json-schema/v{version}.0-local-strict"
    name = "-".join(part for part in (kind, group.split(".")[0], api_version) if part)
    schema = orjson.loads((folder / f"{name}.json").read_bytes())
    return jsonschema_rs.validator_for(schema, retriever=lambda _: _definitions(version))


@cache
def _definitions(version: str) -> Any:
    folder = files("kubernetes_validate") / f"kubernetes-json-schema/v{version}.0-local-strict"
    return orjson.loads((folder / "_definitions.json").read_bytes())


def _closed(schema: Any) -> Any:
    """The same schema, in which a field that isn't named is a mistake: an API server would drop it silently."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {
        key: {name: _closed(rule) for name, rule in value.items()} if key == "properties" else _closed(value)
        for key, value in schema.items()
    }
    if "properties" in closed and not closed.get("x-kubernetes-preserve-unknown-fields") and closed.get("type"):
        closed.setdefault("additionalProperties", False)
    return closed
