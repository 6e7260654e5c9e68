"""Exceptional dates of an iCalendar file, as a scenario's calendar has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from services.cli.problems import CommandProblem
from services.kit.clock import SystemClock
from services.kit.known import known_zone
from services.sla.domain.calendar import Exceptional
from services.sla.domain.calendar_happens import Unreadable
from services.sla.domain.imported import imported

_REMEDY = "services/sla/README.md says what is read of an iCalendar file"

_YEARS = range(1970, 3000)


def read_icalendar(file: Path, zone: str, since: date | None) -> tuple[Exceptional, ...]:
    """From the date on; None: from today on. Raises CommandProblem, with the line where it is known."""
    if not known_zone(zone):
        raise CommandProblem(f"{zone!r} is no zone of the IANA database", "name one such as Europe/Berlin")
    since = since or SystemClock().now().astimezone(ZoneInfo(zone)).date()
    if since.year not in _YEARS:
        raise CommandProblem(f"{since} is no date of the years {_YEARS.start} to {_YEARS.stop - 1}", "name another one")
    try:
        return imported(file.read_text(encoding="utf-8"), zone, since)
    except OSError as error:
        raise CommandProblem(f"{file} can't be read: {error.strerror}", "name an iCalendar file") from None
    except UnicodeDecodeError:
        raise CommandProblem(f"{file} is no text in UTF-8", _REMEDY) from None
    except Unreadable as fault:
        place = str(file) if fault.line is None else f"{file}:{fault.line}"
        raise CommandProblem(f"{place}: {fault.problem}", _REMEDY) from None


def as_yaml(exceptions: Sequence[Exceptional]) -> str:
    """In the way in which a person writes it: one line for each."""
    if not exceptions:
        return "exceptions: []"
    return "\n".join(["exceptions:", *(f"  - {{{', '.join(_said(one))}}}" for one in exceptions)])


def _said(one: Exceptional) -> Iterator[str]:
    if one.first == one.last:
        yield f"date: {one.first}"
    else:
        yield f"from: {one.first}"
        yield f"to: {one.last}"
    pairs = (str(interval).split("-") for interval in one.hours)
    intervals = ", ".join(f'["{start}", "{end}"]' for start, end in pairs)
    yield f"intervals: [{intervals}]"
