"""How the time for a text is shared among the engines that may have to try it."""

from __future__ import annotations


def share(left: float, candidates: int) -> float:
    """Seconds that the next of so many candidates may take of those that are left: the first of three gets half of
    them, the second two thirds of what is left then, the last the rest. So whoever comes first has the most time, and
    a fallback always has some."""
    return max(0.0, left) * 2 / (candidates + 1)
