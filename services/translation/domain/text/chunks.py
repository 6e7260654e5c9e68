"""Segments joined to what an engine takes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from services.translation.domain.tokens import find

_BETWEEN_WORDS = regex.compile(r"(?<=\s)(?=\S)|(?<=[、，,;；])")


def chunks(segments: Sequence[str], limit: int) -> tuple[str, ...]:
    """As many whole segments together as fit into `limit` characters; joined they are the segments joined. One that is
    too long alone is cut between words, or where there are none between two characters; inside of a protected token
    only where that alone is longer than the limit."""
    joined: list[str] = []
    room = 0
    for piece in _small_enough(segments, limit):
        if joined and len(piece) <= room:
            joined[-1] += piece
        else:
            joined.append(piece)
            room = limit
        room -= len(piece)
    return tuple(joined)


def _small_enough(segments: Iterable[str], limit: int) -> Iterator[str]:
    for segment in segments:
        if len(segment) <= limit:
            yield segment
        else:
            yield from _cut(segment, limit)


def _cut(segment: str, limit: int) -> Iterator[str]:
    inside = bytearray(len(segment) + 1)  # 1 where a cut would go through a token
    for token in find(segment):
        inside[token.start + 1 : token.end] = b"\1" * (token.end - token.start - 1)
    between = bytearray(len(segment) + 1)
    for match in _BETWEEN_WORDS.finditer(segment):
        between[match.start()] = not inside[match.start()]
    start = 0
    while len(segment) - start > limit:
        last = start + limit
        end = between.rfind(1, start + 1, last + 1)
        if end < 0:
            end = inside.rfind(0, start + 1, last + 1)
        end = last if end < 0 else end
        yield segment[start:end]
        start = end
    yield segment[start:]
