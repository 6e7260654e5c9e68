"""What of a text is language."""

from __future__ import annotations

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_LINKS = re.compile(r"(?:https?|www\.)\S*")
_ADDRESSES_AND_NAMES = re.compile(r"[^\s@]*@\S*")
_TOPICS = re.compile(r"#\w+")
_NUMBERS = re.compile(r"\b[A-Z]+-\d+\b")
# To `re` the vowel signs of Devanagari are no letters.
_WORD = re.compile(r"[\wऀ-ॿ]+(?:['’]\w+)*")
_DRAWN_OUT = re.compile(r"([aeiou])\1{2,}")  # haiii
_OFTEN_DRAWN_OUT = ("aaa", "eee", "iii", "ooo", "uuu")


def prose_of(text: str) -> str:
    """The text without controls, halves of surrogates, links, addresses, @names, order numbers, and #topics, which are
    names or English in every language."""
    prose = text if text.isprintable() else _CONTROLS.sub(" ", text)
    if "http" in prose or "www." in prose:
        prose = _LINKS.sub(" ", prose)
    if "@" in prose:
        prose = _ADDRESSES_AND_NAMES.sub(" ", prose)
    if "#" in prose:
        prose = _TOPICS.sub(" ", prose)
    return _NUMBERS.sub(" ", prose) if "-" in prose else prose


def words_of(prose: str) -> frozenset[str]:
    """Its different words, in small letters, without the vowels that were drawn out."""
    small = prose.lower()
    if any(vowels in small for vowels in _OFTEN_DRAWN_OUT):
        small = _DRAWN_OUT.sub(r"\1", small)
    return frozenset(_WORD.findall(small))
