"""Every query of the dashboards and the rules, read as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import promql_parser

from deploy.observability.making import dashboards, rule_groups

# What Grafana puts in before it asks.
_GRAFANA = {"$__rate_interval": "5m", "$__range": "1h"}


@dataclass(frozen=True, slots=True)
class Query:
    where: str
    expr: str

    def selectors(self) -> list[Any]:
        """The series that it asks for."""
        return [node for node in _nodes(promql_parser.parse(self.expr)) if _is(node, "VectorSelector")]

    def grouped_by(self) -> set[str]:
        """The labels that it keeps."""
        aggregates = [node for node in _nodes(promql_parser.parse(self.expr)) if _is(node, "AggregateExpr")]
        return {label for one in aggregates if one.modifier for label in one.modifier.labels}


def of_dashboards() -> list[Query]:
    """As Grafana would send them."""
    return [
        Query(f"{name}: {panel.title}", _filled_in(target.expr))
        for name, made in dashboards()
        for panel in made.panels or ()
        for target in getattr(panel, "targets", None) or ()
    ]


def of_rules() -> list[Query]:
    return [
        Query(rule.get("alert") or rule["record"], rule["expr"])
        for group in rule_groups()["groups"]
        for rule in group["rules"]
    ]


def recorded() -> set[str]:
    """What the rules themselves make."""
    return {rule["record"] for group in rule_groups()["groups"] for rule in group["rules"] if "record" in rule}


def _filled_in(expr: str) -> str:
    for variable, value in _GRAFANA.items():
        expr = expr.replace(variable, value)
    return expr


def _is(node: Any, kind: str) -> bool:
    return type(node).__name__ == kind


def _nodes(tree: Any) -> Iterator[Any]:
    found: list[Any] = []
    promql_parser.walk(tree, pre_visit=found.append)
    for node in found:
        # A range hides the selector that it is a range of.
        yield node.vector_selector if _is(node, "MatrixSelector") else node
