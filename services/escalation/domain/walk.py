"""The order in which the steps of a chain are taken. A repeat goes back so many times; when an outer one goes back over
it, it begins anew, as a loop in a loop does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.escalation.domain.chain import Step


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands: the step that comes next, how often each step has been taken, and how often each repeat has
    gone back since it began anew."""

    step: int
    taken: tuple[int, ...]
    back: tuple[int, ...]

    @classmethod
    def first(cls, steps: Sequence[Step]) -> Place:
        nothing = (0,) * len(steps)
        return cls(0, nothing, nothing)

    @property
    def round(self) -> int:
        """How often the step that comes next has been taken before."""
        return self.taken[self.step]

    def at_end(self) -> bool:
        return self.step >= len(self.taken)

    def goes_back(self, steps: Sequence[Step]) -> bool:
        """Whether the step that comes next is a repeat that goes back once more."""
        repeat = steps[self.step].repeat
        return repeat is not None and self.back[self.step] < repeat.times

    def after(self, steps: Sequence[Step]) -> Place:
        """The place when the step that comes next has been taken."""
        here = self.step
        taken = _with(self.taken, here, self.taken[here] + 1)
        repeat = steps[here].repeat
        if repeat is None or not self.goes_back(steps):
            return Place(here + 1, taken, self.back)
        anew = (0 if repeat.from_step <= at < here else count for at, count in enumerate(self.back))
        return Place(repeat.from_step, taken, _with(tuple(anew), here, self.back[here] + 1))


def _with(counts: tuple[int, ...], at: int, count: int) -> tuple[int, ...]:
    return (*counts[:at], count, *counts[at + 1 :])
