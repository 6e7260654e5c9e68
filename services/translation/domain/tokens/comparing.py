"""Where a token stands in a text by its letters alone, whatever is around it."""

from __future__ import annotations

from functools import lru_cache

import regex

LOOKED_FOR = 50
"""So many of those missing are looked for by their letters. Where more are, the engine has failed, and to look for each
in a long text would take for ever."""

_HOLDS = regex.compile(r"[\p{Latin}\p{N}]")


def occurrences(text: str, token: str) -> int:
    return len(spans(text, token))


def spans(text: str, token: str) -> list[tuple[int, int]]:
    """Not where it is a piece of a longer word or number: `12,90` isn't in `112,90`. None overlaps another."""
    return [match.span() for match in _alone(token).finditer(text)] if token in text else []


@lru_cache(maxsize=4096)
def _alone(token: str) -> regex.Pattern[str]:
    before = r"(?<![\p{Latin}\p{N}])" if _HOLDS.match(token[0]) else ""
    after = r"(?![\p{Latin}\p{N}])" if _HOLDS.match(token[-1]) else ""
    return regex.compile(before + regex.escape(token) + after)
