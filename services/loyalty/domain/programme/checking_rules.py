"""Earn rules leave nothing open and nothing twice: every line is selected, every amount has one band."""

from __future__ import annotations

from services.kit.faults import Faults
from services.loyalty.domain.programme.known import Known, twice
from services.loyalty.domain.programme.selecting import EVERYTHING, Selector, selector_of
from services.loyalty.domain.programme.specs import EarnRule, ProgrammeSpec

# Stands for all markets, those that the shop doesn't list too.
_ANYWHERE = ""


def check_rules(spec: ProgrammeSpec, known: Known, faults: Faults) -> None:
    twice(faults, "earn_rules", [one.name for one in spec.earn_rules], "name")
    taken = _Taken()
    for number, rule in enumerate(spec.earn_rules):
        field = f"earn_rules.{number}"
        _check_bands(rule, f"{field}.bands", faults)
        if not known.check_lines(rule.lines, f"{field}.lines", faults):
            continue
        lines = selector_of(rule.lines, known.categories)
        if taken.hides(lines):
            faults.add(f"{field}.lines", "OVERLAP", f"the rules before {rule.name} select all of its lines")
        taken.add(lines)
    if not taken.hides(EVERYTHING):
        faults.add("earn_rules", "GAP", "there are lines that no rule selects: the last one should select them all")


class _Taken:
    """Which lines the rules so far have selected: beginnings of SKUs (an empty one is that of all), by market."""

    def __init__(self) -> None:
        self._prefixes: dict[str, set[str]] = {}

    def add(self, lines: Selector) -> None:
        for market in lines.markets or (_ANYWHERE,):
            self._prefixes.setdefault(market, set()).update(lines.prefixes or ("",))

    def hides(self, lines: Selector) -> bool:
        """Whether all of these are among them."""
        markets, prefixes = lines.markets or (_ANYWHERE,), lines.prefixes or ("",)
        return all(self._has(market, prefix) for market in markets for prefix in prefixes)

    def _has(self, market: str, prefix: str) -> bool:
        here, anywhere = self._prefixes.get(market, set()), self._prefixes.get(_ANYWHERE, set())
        return any(prefix[:end] in here or prefix[:end] in anywhere for end in range(len(prefix) + 1))


def _check_bands(rule: EarnRule, field: str, faults: Faults) -> None:
    """Each begins where the one before ends."""
    expected, last = 0, len(rule.bands) - 1
    for number, band in enumerate(rule.bands):
        here = f"{field}.{number}"
        if band.from_ > expected:
            faults.add(f"{here}.from", "GAP", f"nothing is said of amounts from {expected} to {band.from_}")
        elif band.from_ < expected:
            faults.add(f"{here}.from", "OVERLAP", f"amounts from {band.from_} to {expected} have a band already")
        if band.below and band.below <= band.from_:
            faults.add(f"{here}.below", "EMPTY", f"no amount is {band.from_} or more and less than {band.below}")
        if not band.below and number < last:
            faults.add(f"{field}.{number + 1}.from", "OVERLAP", "the band before has no end")
            return
        expected = band.below
    if expected:
        faults.add(f"{field}.{last}.below", "GAP", f"nothing is said of amounts of {expected} and more")
