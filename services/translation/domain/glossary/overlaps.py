"""Of places that overlap, which ones count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")


def longest_apart(found: Iterable[tuple[int, int, T]]) -> list[tuple[int, int, T]]:
    """(start, end, what): the longest wins, of equals the first; ordered by place. None is empty."""
    in_order = sorted(found, key=_start)
    if all(one[1] <= other[0] for one, other in pairwise(in_order)):
        return in_order
    kept: list[tuple[int, int, T]] = []
    for one in sorted(in_order, key=_longest_first):
        place = bisect_left(kept, one[0], key=_start)
        if (place == 0 or kept[place - 1][1] <= one[0]) and (place == len(kept) or one[1] <= kept[place][0]):
            kept.insert(place, one)
    return kept


_start = itemgetter(0)


def _longest_first(one: tuple[int, int, object]) -> tuple[int, int]:
    return one[0] - one[1], one[0]
