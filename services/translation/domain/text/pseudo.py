"""Texts that look translated and can still be read, for teams who build pages before their translations are there.

The two pseudo-locales are Android's (developer.android.com, "Test your app with pseudolocales"): what isn't in accents
on a page was never given to translation, what is cut off will be cut off in German, and what isn't mirrored won't be in
Arabic.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import cycle
from math import ceil

import regex

from services.translation.domain.tokens import find

_PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
_ACCENTED = "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_LONGER_BY = 0.35
_FILLING = "one two three four five six seven eight nine ten "

_RIGHT_TO_LEFT, _END = "\u200f\u202e", "\u202c\u200f"  # a mark and an override; the override's end and a mark
_WORD = regex.compile(r"\S+")


class PseudoLocale(StrEnum):
    ACCENTED = "en-XA"
    """[Åççéñţš one tw]: brackets at its ends, and a third longer."""
    BIDI = "ar-XB"
    """Each word is written from right to left."""


def pseudo(text: str, locale: PseudoLocale) -> str:
    """Tokens and the space around the text stay as they are. A text without words is left alone."""
    if not text.strip():
        return text
    tokens = find(text)
    pieces, at = [], 0
    for token in tokens:
        pieces += _changed(text[at : token.start], locale), token.text
        at = token.end
    changed = "".join([*pieces, _changed(text[at:], locale)])
    return _bracketed(changed) if locale is PseudoLocale.ACCENTED else changed


def _changed(words: str, locale: PseudoLocale) -> str:
    if locale is PseudoLocale.ACCENTED:
        return words.translate(_ACCENTS)
    return _WORD.sub(lambda match: f"{_RIGHT_TO_LEFT}{match.group()}{_END}", words)


def _bracketed(text: str) -> str:
    words = text.strip()
    start = text.index(words)
    filling = cycle(_FILLING)
    more = "".join(next(filling) for _ in range(max(1, ceil(len(words) * _LONGER_BY) - 3))).rstrip()
    return f"{text[:start]}[{words} {more}]{text[start + len(words) :]}"
