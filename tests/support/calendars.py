"""Calendars in the words of a test."""

from datetime import datetime

from hypothesis import strategies as st

from services.sla.domain.calendar import WEEKDAYS, Calendar, Interval, Week

OFFICE = [("09:00", "17:00")]


def week(**hours: list[tuple[str, str]]) -> Week:
    """`week(mon=[("08:00", "12:00")])`; a day left out is closed."""
    return tuple(tuple(Interval.of(*one) for one in hours.get(day, ())) for day in WEEKDAYS)


def weekdays(hours: list[tuple[str, str]] = OFFICE) -> Week:
    return week(**dict.fromkeys(WEEKDAYS[:5], hours))


def at(text: str) -> datetime:
    """`at("2026-03-28T15:30Z")`."""
    return datetime.fromisoformat(text)


@st.composite
def calendars(draw: st.DrawFn, zones: st.SearchStrategy[str]) -> Calendar:
    """Weeks of shifts that don't overlap, some of them over midnight, with at least one shift."""
    days = draw(st.lists(_day(), min_size=7, max_size=7).filter(any))
    # A shift over midnight ends before the next day's first one begins.
    told = [
        tuple(
            one if one.end <= 1440 else one._replace(end=1440 + min([one.end - 1440, *(n.start for n in following)]))
            for one in hours
        )
        for hours, following in zip(days, days[1:] + days[:1], strict=True)
    ]
    return Calendar(draw(zones), tuple(told))


def _day() -> st.SearchStrategy[tuple[Interval, ...]]:
    """Up to two shifts; the last one may go on to the next day's end of the small hours."""
    edges = st.lists(st.integers(0, 1800), min_size=2, max_size=4, unique=True).map(sorted)
    return st.one_of(st.just(()), edges.map(_shifts))


def _shifts(edges: list[int]) -> tuple[Interval, ...]:
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Interval(start, min(end, start + 1440)) for start, end in pairs if start < 1440)
