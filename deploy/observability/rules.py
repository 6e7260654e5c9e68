"""Recording and alerting rules as Prometheus reads them; the chart makes a PrometheusRule of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

RUNBOOKS = "docs/runbooks"
"""Where the pages are, from the root of the project."""


@dataclass(frozen=True, slots=True)
class Recording:
    record: str
    expr: str
    labels: Mapping[str, str] = field(default_factory=dict)

    def to_rule(self) -> dict[str, Any]:
        return {"record": self.record, "expr": self.expr, "labels": dict(self.labels)}


@dataclass(frozen=True, slots=True)
class Alert:
    """`severity` page: somebody gets up; ticket: somebody looks in the morning. `wait`: how long it must last."""

    name: str
    expr: str
    severity: str
    told: str
    wait: str = "5m"
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def runbook(self) -> str:
        return f"{RUNBOOKS}/{self.name}.md"

    def to_rule(self) -> dict[str, Any]:
        return {
            "alert": self.name,
            "expr": self.expr,
            "for": self.wait,
            "labels": {"severity": self.severity, **self.labels},
            "annotations": {"summary": self.told, "runbook_url": self.runbook},
        }


def to_groups(named: Mapping[str, Iterable[Recording | Alert]]) -> dict[str, Any]:
    """A file of rules, by the names of their groups."""
    groups = [{"name": f"heliodesk-{name}", "rules": [one.to_rule() for one in its]} for name, its in named.items()]
    return {"groups": groups}
