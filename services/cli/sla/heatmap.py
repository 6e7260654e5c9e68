"""A week of coverage as a picture: a row for each language and day, a column for each hour of UTC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from xml.sax.saxutils import escape

from services.cli.sla.coverage import days
from services.sla.domain.week import Hour, LanguageWeek

_CELL, _LEFT, _TOP, _GAP = 22, 120, 46, 14
_HOUR = timedelta(hours=1)
# Nobody is the one thing that must catch the eye; then from one team to four and more.
_NOBODY, _IN_PART, _TEAMS = "#d7301f", "#fdcc8a", ("#c6dbef", "#9ecae1", "#6baed6", "#3182bd")


def svg(week: str, languages: Sequence[LanguageWeek]) -> str:
    width = _LEFT + 24 * _CELL + 10
    height = _TOP + len(languages) * (7 * _CELL + _GAP) + 24
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(8, 18, f"Coverage in {week}, hours of UTC", 'font-size="14"'),
        *(_text(_LEFT + hour * _CELL + 4, _TOP - 6, f"{hour:02}") for hour in range(24)),
    ]
    for number, one in enumerate(languages):
        lines += _language(one, _TOP + number * (7 * _CELL + _GAP))
    legend = "red: nobody; orange: a part of the hour; blue: the whole hour, the darker the more teams"
    return "\n".join([*lines, _text(8, height - 8, legend), "</svg>", ""])


def _language(one: LanguageWeek, top: int) -> Iterator[str]:
    yield _text(8, top + 15, one.language, 'font-weight="bold"')
    for row, day in enumerate(days(one)):
        yield _text(_LEFT - 58, top + row * _CELL + 15, f"{day[0].since:%a %d}")
        for column, hour in enumerate(day):
            yield _cell(hour, _LEFT + column * _CELL, top + row * _CELL)


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


def _text(x: int, y: int, text: str, style: str = "") -> str:
    return f'<text x="{x}" y="{y}" {style}>{escape(text)}</text>'
