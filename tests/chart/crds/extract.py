"""Takes the schemas out of published CRDs: `python -m tests.chart.crds.extract <crd.yaml>...` writes one JSON file for
each, in the version that is stored and without descriptions, into this folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
import yaml

HERE = Path(__file__).parent


def without_descriptions(schema: Any) -> Any:
    """The same rules without their prose; a field that is named `description` stays."""
    if isinstance(schema, list):
        return [without_descriptions(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: without_descriptions(rule) for name, rule in value.items()}
        if key == "properties"
        else without_descriptions(value)
        for key, value in schema.items()
        if key != "description"
    }


def extract(crd: dict[str, Any]) -> None:
    """Writes `<kind>.<group>.<version>.json` of the stored version."""
    spec = crd["spec"]
    for version in spec["versions"]:
        if version["storage"]:
            schema = without_descriptions(version["schema"]["openAPIV3Schema"])
            file = HERE / f"{spec['names']['kind'].lower()}.{spec['group']}.{version['name']}.json"
            file.write_bytes(orjson.dumps(schema, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        extract(yaml.safe_load(Path(path).read_text()))
