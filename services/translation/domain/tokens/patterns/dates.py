"""Days, months of a year and times of day: 02.03.2026, 2026-03-02T10:00Z, 3. März 2026, March 3rd, 3 de marzo,
2026年3月2日, 2026년 3월 2일, ٣ مارس ٢٠٢٦, 14:30, 午後3時."""

from __future__ import annotations

from functools import cache

import regex
from babel import Locale

from services.translation.domain.tokens.patterns.edges import BEGIN, END, SPACE

_ERA = r"(?:令和|平成|昭和|民國|民国)"
_HAN = r"[\d〇零一二三四五六七八九十百元]"
_INSTANT = r"\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?"
_HALVES = rf"(?:午前|午後|上午|下午|晚上|오전{SPACE}?|오후{SPACE}?)"

NUMERIC = regex.compile(
    rf"""(?=[\d〇零一二三四五六七八九十元令平昭民n])(?:
      {BEGIN}\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]{_INSTANT})?{END}
    | {BEGIN}(?<!\d[./\-])\d{{1,4}}(?P<sep>[./\-‑–]){SPACE}?\d{{1,2}}(?P=sep){SPACE}?\d{{2,4}}(?:г\.)?(?![./\-]\d){END}
    | {BEGIN}\d{{1,2}}\.{SPACE}?\d{{1,2}}\.(?!\p{{N}})
    | {BEGIN}\d{{1,2}}/\d{{1,4}}{END}
    | {_ERA}?{_HAN}{{1,4}}{SPACE}?年{SPACE}?{_HAN}{{1,3}}{SPACE}?月(?:{SPACE}?{_HAN}{{1,3}}[日号號])?
    | \d{{1,2}}{SPACE}?月{SPACE}?\d{{1,2}}{SPACE}?[日号號]
    | (?:\d{{2,4}}{SPACE}?년{SPACE}?)?\d{{1,2}}{SPACE}?월{SPACE}?\d{{1,2}}{SPACE}?일
    | {BEGIN}\d{{4}}[年년]
    | ngày{SPACE}\d{{1,2}}{SPACE}tháng{SPACE}\d{{1,2}}(?:{SPACE}năm{SPACE}\d{{4}})?
    )""",
    regex.VERBOSE,
)
TIME = regex.compile(
    rf"""(?=[\d午上下晚오])(?:
      {BEGIN}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:{SPACE}?[AaPp]\.?[Mm]\b\.?|{SPACE}?[صم](?!\p{{L}}))?{END}
    | {BEGIN}(?:0?[1-9]|1[0-2]){SPACE}?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?){END} | {BEGIN}\d{{1,2}}[hH]\d{{2}}{END}
    | {_HALVES}?\d{{1,2}}[時时點点시](?:{SPACE}?\d{{1,2}}[分분]|半)?(?!間|间|간)
    )""",
    regex.VERBOSE,
)

# Where a month may be written as a word: any word beside a number, to be looked up.
_WORD = rf"(?P<month>(?:كانون|تشرين){SPACE}\p{{L}}{{4,7}}|\p{{L}}[\p{{L}}\p{{M}}]{{2,14}}+)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|re|º|ª|°|-го|-е|\.)?(?!\p{N})"
_YEAR = (
    rf"(?P<year>,?{SPACE}?(?:(?:de|del|di|of|do|พ\.ศ\.){SPACE})?"
    rf"(?:['’]\d{{2}}|\d{{4}}(?:{SPACE}?(?:г\.|года|[مه](?!\p{{L}})))?)(?!\p{{N}}))"
)
_OF = rf"(?:{SPACE}?(?:de|del|di|of|d['’]){SPACE}?|{SPACE})?"
NAMED = (
    regex.compile(rf"{BEGIN}\d{{4}}(?P<year>\.?){SPACE}{_WORD}{SPACE}\d{{1,2}}\.?(?!\p{{N}})"),
    regex.compile(rf"{BEGIN}{_DAY}{_OF}{_WORD}{_YEAR}?"),
    regex.compile(rf"(?<![\p{{L}}\p{{M}}]){_WORD}(?:{SPACE}{_DAY}{_YEAR}?(?![.,:]\p{{N}})|{_YEAR})"),
)


def has_month(match: regex.Match[str]) -> bool:
    """Whether the word of a match of NAMED is a month.

    A short form counts only beside a year, or it is the English one with its capital: `3 out of 5` isn't October in
    Portuguese, nor `2 set` September."""
    word = match.group("month")
    wide, short = _months()
    plain = word.lower().removeprefix("ב")
    return plain in wide or word in _ENGLISH_SHORT or (match.group("year") is not None and plain in short)


_LANGUAGES = """
    ar ar_LB ar_MA bg bn ca cs da de de_AT el en es et fa fi fr he hi hr hu id it ka kk lt lv mk mr ms nb ne nl pl pt ro
    ru sk sl sq sr sv sw ta th tl tr uk ur vi
"""
_ENGLISH_SHORT = frozenset(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"])


@cache
def _months() -> tuple[frozenset[str], frozenset[str]]:
    """In full and in short. Read when they are first asked for, which takes a moment."""
    return _names("wide"), _names("abbreviated") | {name.lower() for name in _ENGLISH_SHORT}


def _names(width: str) -> frozenset[str]:
    """As they are written alone and beside a day, in small letters; not those that are numbers already (3月)."""
    found: set[str] = set()
    for language in _LANGUAGES.split():
        months = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            found.update(name.lower().rstrip(".") for name in months[form][width].values())
    return frozenset(name for name in found if len(name) > 2 and not any(map(str.isdecimal, name)))
