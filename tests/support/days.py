"""Parts of the sample day, for tests that have less time than a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from services.cli.local.servers import ROOT

DAY = ROOT / "samples" / "day.yaml"


def part_of_the_day(folder: Path, one_in: int) -> Path:
    """One in so many of the sample day's conversations and orders, each of them whole."""
    told = yaml.safe_load(DAY.read_text(encoding="utf-8"))
    lanes = list(dict.fromkeys(_lane(action) for action in told["actions"]))
    kept = set(lanes[::one_in])
    told["actions"] = [action for action in told["actions"] if _lane(action) in kept]
    path = folder / "part.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return path


def _lane(action: dict[str, Any]) -> tuple[str, ...]:
    return (action["order"],) if action["do"] == "order" else (action["channel"], action["thread"])
