"""What a word is, script by script: what runs of letters a text is split into, and where there are no words to see.

Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without spaces: between any two of their characters a term
may begin or end. In all others a term is made of whole words. Letters of Arabic and Hangul are words apart from those
of other scripts that they touch: a particle or an article is written onto a foreign name ("Lumo를", "الLumo").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_WITHOUT_WORDS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x30FF),  # hiragana, katakana
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # half-width katakana
)
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
# Beyond the basic plane by blocks, since each range there is one more to be asked for each character: other scripts,
# letters of mathematics, more scripts. Kana, emoji and ideographs there are none.
_BEYOND = ((0x10000, 0x1AFEF), (0x1D400, 0x1D7FF), (0x1E000, 0x1EFFF))
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
# It may stand inside any word, and is not seen.
SOFT_HYPHEN = "\xad"
_FIRST_MARK = "\u0300"
# Marks that say how a character looks, such as that of an emoji: no part of a word.
_VARIATIONS = range(0xFE00, 0xFE10)

Ranges = Iterable[tuple[int, int]]


def _letters(ranges: Ranges) -> Iterator[tuple[int, int]]:
    """The letters, marks and digits of these ranges."""
    for first, last in ranges:
        for code in range(first, last + 1):
            if unicodedata.category(chr(code))[0] in "LMN" and code not in _VARIATIONS:
                yield code, code


def _others(ranges: Ranges) -> Iterator[tuple[int, int]]:
    """What of the basic plane lies between the ranges."""
    after = 0
    for first, last in sorted(ranges):
        yield after, first - 1
        after = last + 1
    yield after, 0xFFFF


def _class(ranges: Ranges) -> str:
    """A regular expression's class of these characters."""
    runs: list[list[int]] = []
    for first, last in ranges:
        if runs and runs[-1][1] == first - 1:
            runs[-1][1] = last
        else:
            runs.append([first, last])
    shown = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs)
    return f"[{shown}{SOFT_HYPHEN}]"


_OTHERS = (*_letters(_others((*_WITHOUT_WORDS, *_ARABIC, *_HANGUL))), *_BEYOND)
_WORD = "|".join(f"{_class(ranges)}+" for ranges in (_OTHERS, _letters(_HANGUL), _letters(_ARABIC)))
split = re.compile(f"({_WORD})").split
"""Text -> what is no word, word, what is no word ... : words stand at the odd places, and joined it is the text."""


def words(text: str) -> list[str]:
    return split(text)[1::2]


def inside_character(text: str, place: int) -> bool:
    """Whether a text can't be cut there, since a mark follows that belongs to the character before."""
    if place >= len(text) or text[place] < _FIRST_MARK:
        return False
    return unicodedata.category(text[place])[0] == "M" and ord(text[place]) not in _VARIATIONS
