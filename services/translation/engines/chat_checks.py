"""Whether what a chat model answered can be a translation at all.

A model that is talked into something else by a customer's text mostly answers in another language, in another script,
at another length, or with what it was told. No check sees through a false translation that has none of these signs:
the protected tokens, checked afterwards for every engine, are the next line.
"""

from __future__ import annotations

import re
import unicodedata

from langcodes import get as language_of

from services.translation.detection import detect

# How many letters of an alphabet say as much as one of these: Chinese needs a third of the letters of English.
_WEIGHT = {"CJK": 3.0, "HIRAGANA": 1.5, "KATAKANA": 1.5, "HANGUL": 2.0}
# What the letters of each script are called in their Unicode names; all others are called as their script is.
_ALPHABETS = {
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL", "CJK"},
    "Latn": {"LATIN"},
    "Cyrl": {"CYRILLIC"},
    "Arab": {"ARABIC"},
    "Deva": {"DEVANAGARI"},
    "Grek": {"GREEK"},
    "Hebr": {"HEBREW"},
    "Thai": {"THAI"},
    "Beng": {"BENGALI"},
    "Taml": {"TAMIL"},
    "Geor": {"GEORGIAN"},
    "Armn": {"ARMENIAN"},
}
_LEAST_SHARE = 0.4  # of the letters; the rest are brands and names
_JUDGED_FROM = 25  # weighted letters: shorter texts may become anything
_LONGEST, _SHORTEST = 3.0, 1 / 3  # times the source
_SURE = 0.9  # of a detection that says another language
# Detection takes these for one another, or a reader of the one reads the other.
_ALIKE = (
    {"id", "ms"},
    {"nb", "no", "da", "sv"},
    {"hr", "sr", "sl"},
    {"cs", "sk"},
    {"es", "pt", "ca"},
    {"hi", "mr", "ne"},
)
_MARKS = re.compile(r"⟦\s*\d+\s*⟧|https?://\S+|\S+@\S+")
_TOLD_AGAIN, _STEP = 60, 20  # characters of the instructions: 80 in a row are always found


def why_no_translation(source: str, target: str, language: str, told: str) -> str | None:
    """What shows that `target` is no translation of `source` into a language (BCP 47), None where nothing does. `told`
    are the instructions that the model had."""
    if any(target[start : start + _TOLD_AGAIN] in told for start in range(0, len(target) - _TOLD_AGAIN + 1, _STEP)):
        return "it repeats its instructions"
    before, after = _letters(_MARKS.sub(" ", source)), _letters(_MARKS.sub(" ", target))
    had, has = _weight(before), _weight(after)
    if had and not has:
        return "it is empty"
    if has > _LONGEST * max(had, _JUDGED_FROM):
        return "it is far longer than the text"
    if had >= _JUDGED_FROM and has < _SHORTEST * had:
        return "it is far shorter than the text"
    if has < _JUDGED_FROM:
        return None
    return _in_another_language(after, target, language)


def _in_another_language(letters: dict[str, int], target: str, language: str) -> str | None:
    alphabet = _ALPHABETS.get(language_of(language).maximize().script)
    if alphabet and sum(letters.get(each, 0) for each in alphabet) < _LEAST_SHARE * sum(letters.values()):
        return f"it isn't written as {language} is"
    found = detect(_MARKS.sub(" ", target))
    if found.language is None or found.confidence < _SURE:
        return None
    wanted, is_in = language.partition("-")[0], found.language.partition("-")[0]
    alike = wanted == is_in or any({wanted, is_in} <= group for group in _ALIKE)
    return None if alike else f"it is in {found.language}, not in {language}"


def _letters(text: str) -> dict[str, int]:
    """How many letters of each alphabet there are."""
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        alphabet = unicodedata.name(letter, "").partition(" ")[0]
        counts[alphabet] = counts.get(alphabet, 0) + 1
    return counts


def _weight(letters: dict[str, int]) -> float:
    return sum(_WEIGHT.get(alphabet, 1.0) * count for alphabet, count in letters.items())
