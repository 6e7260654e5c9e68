"""Where a text can be cut.

sentencex (the Wikimedia Foundation's segmenter: the full stops of all scripts, and the abbreviations of some 300
languages) proposes; added are the lines of a message and the spaces of Thai, which has no full stops; a cut inside of a
protected token is none. Only places are taken from it, so no character can be lost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

import regex
from sentencex import get_sentence_boundaries

from services.translation.domain.tokens import find

_HALVES = regex.compile(r"[\ud800-\udfff]")
_LINE_END = regex.compile(r"(?:\r\n|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*")
_SPACED_THAI = regex.compile(r"(?<=\p{Thai})\s++(?=\p{Thai})")
_INITIAL = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[\p{Latin}\p{Cyrillic}]\.[^\S\n\r]++")
_SPACE = regex.compile(r"\s+")
_WRAPPED_AT = 60
"""Characters. A mail's line of at least so many that goes on with a small letter was wrapped, not ended."""
_ENDS = regex.compile(r"[.!?。！？؟।॥…:;]\s*$")


def sentences(text: str, language: str | None) -> tuple[str, ...]:
    """Each with the space behind it: joined they are the text, always. `language` is a BCP 47 tag, None where it isn't
    known; it only tells which abbreviations don't end a sentence. The empty text has none."""
    cuts = (
        (_proposed(text, language) - _behind_initials(text))
        | _line_ends(text)
        | {match.end() for match in _SPACED_THAI.finditer(text)}
    )
    cuts = _outside_of_tokens(text, _behind_their_space(text, cuts))
    places = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return tuple(text[start:end] for start, end in pairwise(places) if start < end)


def _proposed(text: str, language: str | None) -> set[int]:
    readable = _HALVES.sub("\ufffd", text)
    plain = (language or "en").partition("-")[0]
    return {boundary["end_index"] for boundary in get_sentence_boundaries(plain, readable)}


def _behind_initials(text: str) -> set[int]:
    """A letter alone with a full stop is an abbreviation everywhere: M. Dupont, z. B., т. е."""
    return {match.end() for match in _INITIAL.finditer(text)}


def _line_ends(text: str) -> set[int]:
    ends, line_start = set(), 0
    for match in _LINE_END.finditer(text):
        if not _is_wrapped(text[line_start : match.start()], text[match.end() : match.end() + 1]):
            ends.add(match.end())
        line_start = match.end()
    return ends


def _is_wrapped(line: str, next_letter: str) -> bool:
    return (
        len(line) >= _WRAPPED_AT
        and next_letter.isalpha()
        and not next_letter.isupper()
        and not _ENDS.search(line[-20:])
    )


def _behind_their_space(text: str, cuts: set[int]) -> set[int]:
    """Nothing that is only space is a sentence: that before the first is the first's, other that of the one before."""
    runs = [match.span() for match in _SPACE.finditer(text)]
    starts = [start for start, _ in runs]
    moved = set()
    for cut in cuts:
        at = bisect_right(starts, cut) - 1
        is_in_run = at >= 0 and cut <= runs[at][1]
        if not is_in_run:
            moved.add(cut)
        elif runs[at][0] > 0:
            moved.add(runs[at][1])
    return moved


def _outside_of_tokens(text: str, cuts: set[int]) -> set[int]:
    tokens = find(text)
    starts = [token.start for token in tokens]
    return {cut for cut in cuts if not ((at := bisect_left(starts, cut) - 1) >= 0 and cut < tokens[at].end)}
