"""A week of coverage as a picture: a row for each language and day, a column for each hour of UTC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from xml.sax.saxutils import escape

from services.cli.sla.coverage import WEEK, days
from services.sla.domain.week import Hour, LanguageWeek

_CELL, _LEFT, _TOP, _HEAD, _GAP, _FOOT = 22, 70, 40, 34, 14, 34
_WIDTH = _LEFT + 24 * _CELL + 14
_HOUR = timedelta(hours=1)
# Nobody is the one thing that must catch the eye; then from one team to four and more.
_NOBODY, _IN_PART, _TEAMS = "#d7301f", "#fdcc8a", ("#c6dbef", "#9ecae1", "#6baed6", "#3182bd")
_LEGEND = (
    (_NOBODY, "nobody"),
    (_IN_PART, "a part of the hour"),
    *zip(_TEAMS, ("one team", "two", "three", "four or more"), strict=True),
)


def svg(week: str, languages: Sequence[LanguageWeek]) -> str:
    block = _HEAD + 7 * _CELL + _GAP
    height = _TOP + len(languages) * block + _FOOT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(8, 22, f"Coverage in {week}, hours of UTC", 'font-size="15"'),
    ]
    for number, one in enumerate(languages):
        lines += _language(one, _TOP + number * block)
    return "\n".join([*lines, *_legend(height - _FOOT + 6), "</svg>", ""])


def _language(one: LanguageWeek, top: int) -> Iterator[str]:
    yield _text(8, top + 12, one.language, 'font-weight="bold" font-size="12"')
    yield _text(_WIDTH - 14, top + 12, f"{one.covered / WEEK:.0%} covered", 'text-anchor="end"')
    for hour in range(24):
        yield _text(_LEFT + hour * _CELL + _CELL // 2, top + 29, f"{hour:02}", 'text-anchor="middle" fill="#555555"')
    for row, day in enumerate(days(one)):
        y = top + _HEAD + row * _CELL
        yield _text(8, y + 15, f"{day[0].since:%a %d}")
        for column, hour in enumerate(day):
            yield _cell(hour, _LEFT + column * _CELL, y)


def _cell(hour: Hour, x: int, y: int) -> str:
    said = f"{hour.since:%a %d %H:%M}: {', '.join(hour.teams) or 'nobody'}, {hour.covered / _HOUR:.0%}"
    return (
        f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_CELL - 1}" fill="{_colour(hour)}">'
        f"<title>{escape(said)}</title></rect>"
    )


def _colour(hour: Hour) -> str:
    if not hour.covered:
        return _NOBODY
    return _IN_PART if hour.covered < _HOUR else _TEAMS[min(len(hour.teams), len(_TEAMS)) - 1]


def _legend(y: int) -> Iterator[str]:
    x = 8
    for colour, said in _LEGEND:
        # Not as a cell: those are the hours, and nothing else.
        yield f'<circle cx="{x + 6}" cy="{y + 8}" r="6" fill="{colour}"/>'
        yield _text(x + 17, y + 12, said)
        x += 34 + 6 * len(said)


def _text(x: int, y: int, text: str, style: str = "") -> str:
    return f'<text x="{x}" y="{y}" {style}>{escape(text)}</text>'
