"""What is wrong with a policy that a shop wants to publish, field by field.

The contract's own rules (ranges, patterns, known names) have been met; these are about what parts say of each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from langcodes import tag_is_valid

from services.kit.faults import Faults
from services.translation.domain.routing.policy import ANY, PolicySpec, RouteSpec
from services.translation.domain.routing.tags import is_same_language

_LEAST_LIKENESS = 50
"""Percent. What is less alike than this helps nobody."""


def check(spec: PolicySpec, configured: Sequence[str]) -> None:
    """Raises Refused (INVALID_FIELDS), with fields below `policy`."""
    faults = Faults("policy")
    faults.twice([one.pair for one in spec.routes], lambda number: f"routes.{number}.pair")
    for number, route in enumerate(spec.routes):
        _check_route(route, f"routes.{number}", configured, faults)
    faults.twice([one.engine for one in spec.engines], lambda number: f"engines.{number}.engine")
    for number, terms in enumerate(spec.engines):
        _check_engine(terms.engine, f"engines.{number}.engine", configured, faults)
        price = terms.price_per_million
        if price is not None and price.minor_units < 0:
            faults.add(f"engines.{number}.price_per_million.minor_units", "TOO_SMALL", "a price is not less than 0")
    if 0 < spec.memory_threshold_percent < _LEAST_LIKENESS:
        message = f"a text that is less than {_LEAST_LIKENESS} percent alike helps nobody"
        faults.add("memory_threshold_percent", "TOO_SMALL", message)
    faults.check()


def _check_route(route: RouteSpec, at: str, configured: Sequence[str], faults: Faults) -> None:
    for tag in (route.source, route.target):
        if tag != ANY and not tag_is_valid(tag):
            faults.add(f"{at}.pair", "UNKNOWN_LANGUAGE", f"{tag!r} is no language tag of BCP 47")
    if route.source != ANY and is_same_language(route.source, route.target):
        faults.add(f"{at}.pair", "SAME_LANGUAGE", f"{route.pair} is no translation")
    faults.twice(route.engines, lambda number: f"{at}.engines.{number}")
    for number, name in enumerate(route.engines):
        _check_engine(name, f"{at}.engines.{number}", configured, faults)


def _check_engine(name: str, at: str, configured: Sequence[str], faults: Faults) -> None:
    if name not in configured:
        faults.add(at, "UNKNOWN_ENGINE", f"there is no engine {name!r}: there are {', '.join(configured) or 'none'}")
