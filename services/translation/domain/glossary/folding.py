"""A text as it is compared: each word as the base that all its forms share; spaces and hyphens as one space.

Words stand between marks that no text has, so that what is found in a folded text begins and ends with whole words.
What stands between two spaces is folded once and remembered: most of a message has been met before.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from services.translation.domain.glossary.inflection import base_of, lowered, primary
from services.translation.domain.glossary.scripts import split

BEFORE, AFTER = "\x02", "\x03"
# Entries and characters: what is kept of one language stays below 8 MB, whatever customers write.
_MOST_KEPT, _LONGEST_KEPT = 10_000, 40
_SPACES = re.compile("  +")
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_APOSTROPHES = frozenset("\u2019\u02bc\u02b9\uff07")


class Folded:
    """`text` is what is searched; `place` leads from a place in it back to the text that was folded: `pieces`, joined
    by spaces. Each of `folded` has its space at its end; they are `text`, but for spaces that have become one."""

    __slots__ = ("_folded", "_folding", "_joined", "_mapped", "_pieces", "text")

    def __init__(self, folding: Folding, pieces: list[str], folded: tuple[str, ...]) -> None:
        self._folding = folding
        self._pieces = pieces
        self._folded = folded
        # Nobody asks for places where nothing was found.
        self._mapped: _Map | None = None
        text = self._joined = "".join(folded)
        while "  " in text:
            text = text.replace("  ", " ")
        self.text = text

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Of text[start:end], which neither is empty nor begins or ends with a space. Words are taken whole."""
        if self._mapped is None:
            self._mapped = _Map(self._folding, self._pieces, self._folded)
            if self.text is not self._joined:
                self._mapped.drop_spaces(self._joined)
        return self._mapped.place(start, end)


class _Map:
    """Where in a text the places of what was folded are."""

    __slots__ = ("_dropped", "_drops", "_ends", "_folded", "_folding", "_pieces", "_split", "_starts")

    def __init__(self, folding: Folding, pieces: list[str], folded: tuple[str, ...]) -> None:
        self._folding = folding
        self._pieces = pieces
        self._folded = folded
        self._starts = list(accumulate(map(len, folded), initial=0))
        # Without the spaces between them, which are as many as there are pieces before.
        self._ends = list(accumulate(map(len, pieces), initial=0))
        self._split: dict[int, _Piece] = {}
        self._drops: list[int] = []
        self._dropped: list[int] = []

    def drop_spaces(self, joined: str) -> None:
        """From now on places are in this text without the spaces that follow a space."""
        runs = [run.span() for run in _SPACES.finditer(joined)]
        self._dropped = list(accumulate((end - start - 1 for start, end in runs), initial=0))
        self._drops = [start - dropped for (start, _), dropped in zip(runs, self._dropped, strict=False)]

    def place(self, start: int, end: int) -> tuple[int, int]:
        if self._drops:
            start, end = self._with_all_spaces(start), self._with_all_spaces(end - 1) + 1
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        return self._origin(first, start, ends=False), self._origin(last, end, ends=True)

    def _with_all_spaces(self, at: int) -> int:
        return at + self._dropped[bisect_left(self._drops, at)]

    def _origin(self, number: int, at: int, *, ends: bool) -> int:
        piece, folded, origin = self._pieces[number], self._folded[number], self._ends[number] + number
        into, word = at - self._starts[number], folded.find(AFTER) + 1
        if folded.rfind(BEFORE) == 0 and into == (word if ends else 0):
            # As most pieces are: a word, with or without a full stop.
            return origin + (len(piece) - (len(folded) - 1 - word) if ends else 0)
        if number not in self._split:
            self._split[number] = _Piece(self._folding.parts(piece))
        return origin + self._split[number].origin(into, ends=ends)


class _Piece:
    """A stretch without spaces, in parts (as it stands there, as it was folded): words at the odd places."""

    __slots__ = ("_origins", "_starts")

    def __init__(self, parts: list[tuple[str, str]]) -> None:
        self._starts = list(accumulate((len(folded) for _, folded in parts), initial=0))
        self._origins = list(accumulate((len(part) for part, _ in parts), initial=0))

    def origin(self, at: int, *, ends: bool) -> int:
        number = bisect_right(self._starts, at - ends) - 1
        if number % 2:
            return self._origins[number + ends]
        return self._origins[number] + at - self._starts[number]


class _Kept(dict[str, str]):
    """What a stretch of text is as it is compared. Forgets all when it has grown too large: the few words that make up
    most of a language are back at once. Safe to use from several threads."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold

    def __missing__(self, text: str) -> str:
        folded = self._fold(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = folded
        return folded


class Folding:
    """How texts of one language are folded."""

    def __init__(self, language: str) -> None:
        base = base_of(language)
        self._word = _Kept(lambda word: f"{BEFORE}{base(lowered(word, language))}{AFTER}").__getitem__
        self._known = _Kept(lambda piece: "".join(folded for _, folded in self.parts(piece)) + " ")
        self.phrase = _Kept(lambda phrase: self.fold(phrase).text.strip(" ")).__getitem__
        """A short text, as it is looked for."""

    def fold(self, text: str) -> Folded:
        pieces = text.split(" ")
        # The quickest way to look up many; of one it makes no tuple.
        folded = itemgetter(*pieces)(self._known) if len(pieces) > 1 else (self._known[text],)
        return Folded(self, pieces, folded)

    def parts(self, piece: str) -> list[tuple[str, str]]:
        """Words, at the odd places, and what is between them: as it stands there, as it is compared. What isn't a word
        keeps its length."""
        parts = split(piece)
        folded = parts.copy()
        folded[1::2] = map(self._word, parts[1::2])
        folded[::2] = [between.translate(_CHARACTERS) for between in parts[::2]]
        return list(zip(parts, folded, strict=True))


@lru_cache(maxsize=256)
def _folding(language: str) -> Folding:
    return Folding(language)


def folding_of(language: str) -> Folding:
    """One for each language: what it has learnt of words serves all shops."""
    return _folding(primary(language))


class _Characters(dict[int, str]):
    """Characters that stand in no word, as they are compared: one by one."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(one: str) -> str:
    if one in _APOSTROPHES:
        return "'"
    if one in _HYPHENS or one.isspace() or unicodedata.category(one)[0] == "C":
        return " "
    plain = unicodedata.normalize("NFKC", one)
    return plain if len(plain) == 1 else one


_CHARACTERS = _Characters()
