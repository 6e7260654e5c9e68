"""Which letters a text is written in, counted in one pass over it."""

from __future__ import annotations

from functools import cache
from string import ascii_letters

# ISO 15924, and the ranges of its letters.
_RANGES = {
    "Latn": "AZazÀÖØöøɏḀỿＡＺａｚ",
    "Cyrl": "Ѐӿԁԯ",
    "Arab": "ءيٮۓەەۮۯۺۼݐݿﭐﷻﹰﻼ",
    "Deva": "ऀॣॲॿ",
    "Grek": "ͰϿἀ῿",
    "Hebr": "את",
    "Thai": "ก๎",
    "Beng": "ঀ৾",
    "Taml": "ஂௐ",
    "Gujr": "ઁૣ",
    "Guru": "ਁੵ",
    "Telu": "ఀౣ",
    "Knda": "ಀೣ",
    "Mlym": "ഀൣ",
    "Orya": "ଁୣ",
    "Sinh": "ඁෳ",
    "Khmr": "ក៓",
    "Laoo": "ກໝ",
    "Mymr": "က႙",
    "Ethi": "ሀፚ",
    "Geor": "ႠჿᲐᲿ",
    "Armn": "Աֈ",
    "Hang": "가힣ᄀᇿㄱㆎ",
    "Kana": "ぁゖァヺーーｦﾝ",
    "Hani": "\u3400\u4dbf\u4e00\u9fff\uf900\ufaff\U00020000\U0002ebe0\u3005\u3005",
}
# How much of a word one letter is, so that a brand's Latin name doesn't outweigh the Chinese around it.
_WEIGHTS = {"Hani": 2, "Hang": 2, "Kana": 2}
# Of the Chinese characters and kana together, from which share of kana on a text is Japanese.
_KANA_SHARE = 0.08
_AFTER_HAN = 0xA000  # the code point behind the characters that the national standards have


def _classes() -> tuple[str, dict[str, str]]:
    """For each code point the mark of its script (a blank where it is no letter), as str.translate wants it; and the
    script of each mark."""
    marks = dict(zip(ascii_letters, _RANGES, strict=False))  # ASCII, which str.translate is quickest with
    table = [" "] * 0x30000
    for mark, script in marks.items():
        ends = _RANGES[script]
        for first, last in zip(map(ord, ends[::2]), map(ord, ends[1::2]), strict=True):
            table[first : last + 1] = mark * (last + 1 - first)
    return "".join(table), marks


_TABLE, _MARKS = _classes()


def letters(prose: str) -> dict[str, int]:
    """How many letters of each script there are, weighted by how much of a word one is. Chinese characters among kana
    are counted as Japanese."""
    marked = prose.translate(_TABLE)  # type: ignore[arg-type]  # any sequence will do, says its documentation
    found = {}
    for mark in set(marked):
        if script := _MARKS.get(mark):
            found[script] = marked.count(mark) * _WEIGHTS.get(script, 1)
    if "Kana" in found:
        _share_out_han(found)
    return found


def _share_out_han(found: dict[str, int]) -> None:
    han_and_kana = found.get("Hani", 0) + found["Kana"]
    if found["Kana"] > _KANA_SHARE * han_and_kana:
        found.pop("Hani", None)
        found["Kana"] = han_and_kana


@cache
def _countries() -> str:
    """For each code point S, T or J if only China's standard has the character (GB 2312: simplified), only Taiwan's
    (Big5: traditional), only Japan's (JIS X 0208)."""
    china = _encoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    taiwan = _encoded("big5", range(0xA4, 0xFA), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    japan = _encoded("euc_jp", range(0xB0, 0xF5), range(0xA1, 0xFF))
    marks = dict.fromkeys(china - taiwan, "S") | dict.fromkeys(taiwan - china, "T")
    marks |= dict.fromkeys(japan - china - taiwan, "J")
    return "".join(marks.get(chr(point), " ") for point in range(_AFTER_HAN))


def _encoded(codec: str, leads: range, trails: range | tuple[int, ...]) -> frozenset[str]:
    decoded = "".join(bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails)
    return frozenset(character for character in decoded if not character.isascii())


def han(prose: str) -> str:
    """Whose Chinese characters these are: `Hans`, `Hant`, `Jpan`, or `Hani` where it can't be told."""
    marked = prose.translate(_countries())  # type: ignore[arg-type]
    simplified, traditional, japanese = map(marked.count, "STJ")
    if japanese > max(simplified, traditional):
        return "Jpan"
    if simplified == traditional:
        return "Hani"
    return "Hans" if simplified > traditional else "Hant"
