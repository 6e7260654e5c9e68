"""What is wrong with what somebody says, field by field, gathered before anything is refused."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager

from services.kit.errors import Refused, Violation


class Faults:
    """Fields are dotted paths as the contract has them, below `root`: `calendar.week.1.intervals.0`."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._found: list[Violation] = []

    def add(self, field: str, reason: str, message: str) -> None:
        path = ".".join(part for part in (self._root, field) if part)
        self._found.append(Violation(path, reason, message))

    @contextmanager
    def at(self, field: str, named: Callable[[str], str] = str) -> Iterator[None]:
        """What a rule of the domain refuses in here is a fault of the field; `named` makes its field the contract's."""
        try:
            yield
        except Refused as refused:
            for one in refused.violations:
                self.add(".".join(part for part in (field, named(one.field)) if part), one.reason, one.message)

    def twice(self, values: Sequence[Hashable], field: Callable[[int], str]) -> None:
        """Whatever stands in the list a second time."""
        seen: set[Hashable] = set()
        for number, value in enumerate(values):
            if value in seen:
                self.add(field(number), "DUPLICATE", f"{_shown(value)} is there already")
            seen.add(value)

    def check(self) -> None:
        """Raises Refused where something is wrong."""
        if self._found:
            message = "; ".join(one.message for one in self._found[:3])
            raise Refused("INVALID_FIELDS", message, violations=tuple(self._found))


def _shown(value: Hashable) -> str:
    return " ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
