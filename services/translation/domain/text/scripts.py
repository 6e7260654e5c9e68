"""In which script each stretch of a text is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import regex

_SCRIPTS = {
    "cjk": r"\p{Han}\p{Hiragana}\p{Katakana}ー々〆",
    "hangul": r"\p{Hangul}",
    "latin": r"\p{Latin}",
    "cyrillic": r"\p{Cyrillic}",
    "arabic": r"\p{Arabic}",
    "devanagari": r"\p{Devanagari}",
    "greek": r"\p{Greek}",
    "hebrew": r"\p{Hebrew}",
    "thai": r"\p{Thai}",
}
_WORDS = "|".join(f"(?P<{name}>[{letters}][{letters}\\p{{M}}]*+)" for name, letters in _SCRIPTS.items())
_STRETCH = regex.compile(rf"{_WORDS}|(?P<other>\p{{L}}[\p{{L}}\p{{M}}]*+)")
_OPENING = regex.compile(r"[\"'“„«‹「『（(\[<]*\Z")

FEWEST_WORDS = 3
FEWEST_LETTERS = 12
"""A foreign name or a model in a sentence is a part of the sentence: of another language is what has so many letters,
and so many words where the script writes them apart. A letter of Chinese, Japanese or Korean counts for three."""
_WEIGHTS = {"cjk": 3, "hangul": 3}
_UNSPACED = {"cjk", "thai", "hangul"}


def runs(prose: str) -> Iterator[slice]:
    """The stretches of one script each, joined without a gap; at least one where there is any text. Names that are few
    words long don't interrupt a run. Kanji and kana are one script here, and so is Chinese."""
    cuts = {0, len(prose)}
    for start in _changes(_same(prose)):
        opening = _OPENING.search(prose, max(0, start - 4), start)
        cuts.add(opening.start() if opening else start)
    yield from (slice(start, end) for start, end in pairwise(sorted(cuts)))


def _changes(found: list[_Run]) -> Iterator[int]:
    """Where another script begins that lasts, or the one that most of the text is in comes back."""
    weights: Counter[str] = Counter()
    for run in found:
        weights[run.script] += run.weight()
    main = max(weights, key=weights.__getitem__, default="")
    lasting = [run for run in found if run.script == main or run.is_lasting()]
    yield from (run.start for last, run in pairwise(lasting) if run.script != last.script)


class _Run:
    """Words of one script with no other between them."""

    __slots__ = ("letters", "script", "start", "words")

    def __init__(self, script: str, start: int) -> None:
        self.script, self.start, self.words, self.letters = script, start, 0, 0

    def add(self, word: str) -> None:
        self.words += 1
        self.letters += len(word)

    def weight(self) -> int:
        return self.letters * _WEIGHTS.get(self.script, 1)

    def is_lasting(self) -> bool:
        return self.weight() >= FEWEST_LETTERS and (self.script in _UNSPACED or self.words >= FEWEST_WORDS)


def _same(prose: str) -> list[_Run]:
    found: list[_Run] = []
    for match in _STRETCH.finditer(prose):
        script = match.lastgroup or "other"
        if not found or found[-1].script != script:
            found.append(_Run(script, match.start()))
        found[-1].add(match.group())
    return found
