"""What the caller says for the variables of a message: checked before any of it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from iso4217 import Currency

from services.kit.errors import Refused, refused_field
from services.kit.faults import Faults
from services.kit.money import Money
from services.translation.domain.rendering.marks import one_line
from services.translation.domain.rendering.messages import Declaration, VariableKind

LONGEST_TEXT = 200
"""Characters of a text; one that is longer is no name of anything."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/#+-]{0,63}")
# A message speaks of about now; at the ends of the calendar a zone's clock would leave it.
_YEARS = range(1900, 9000)
_OF_NO_MESSAGE = "is of a year that no message is about"
_URL = re.compile(r"https?://[!-~\u00a1-\U0010ffff]{1,1990}")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC), and the IANA zone by whose clock it is told."""

    at: datetime
    zone: str


Value = str | int | Money | date | Moment
"""text, code, url, language: str; count: int; money, moment: of their own class. A day comes as ISO 8601 text, and is a
date once it is checked."""


@dataclass(frozen=True, slots=True)
class Given:
    name: str
    kind: VariableKind
    value: Value


def checked(declaration: Declaration, given: Sequence[Given]) -> dict[str, Given]:
    """What is said for each variable of the message, by name. Raises Refused with every one that is missing, unknown,
    said twice, of another kind, or can't be written; the fields are `variables.<place>.name` and the like."""
    faults = Faults("")
    found: dict[str, Given] = {}
    faults.twice([one.name for one in given], lambda place: f"variables.{place}.name")
    for place, one in enumerate(given):
        with faults.at(f"variables.{place}"):
            found[one.name] = _checked(declaration, one)
    for variable in declaration.variables:
        if not any(one.name == variable.name for one in given):
            message = f"{declaration.message} needs {variable.name} ({variable.kind}): {variable.meaning}"
            faults.add("variables", "MISSING_VARIABLE", message)
    faults.check()
    return found


def _checked(declaration: Declaration, given: Given) -> Given:
    variable = declaration.variable(given.name)
    if variable is None:
        raise refused_field("UNKNOWN_VARIABLE", "name", f"{declaration.message} has no variable {given.name}")
    if variable.kind is not given.kind:
        raise refused_field("WRONG_KIND", given.kind, f"{given.name} is a {variable.kind}, not a {given.kind}")
    value = given.value
    match given.kind:
        case VariableKind.TEXT:
            return Given(given.name, given.kind, _text(str(value)))
        case VariableKind.CODE if not _CODE.fullmatch(str(value)):
            raise _refused(given, "MALFORMED", "has more than A-Z, a-z, 0-9 and ._:/#+- in it, or begins with a sign")
        case VariableKind.URL if one_line(str(value)) != value or not _URL.fullmatch(str(value)):
            raise _refused(given, "MALFORMED", "is no address of the web")
        case VariableKind.COUNT if not 0 <= value < 10**12:
            raise _refused(given, "OUT_OF_RANGE", "is not from 0 to 999,999,999,999")
        case VariableKind.MONEY:
            _check_money(given)
        case VariableKind.DAY:
            return Given(given.name, given.kind, _day(given))
        case VariableKind.MOMENT if value.at.year not in _YEARS:
            raise _refused(given, "OUT_OF_RANGE", _OF_NO_MESSAGE)
    return given


def _text(value: str) -> str:
    text = one_line(value)
    if not text:
        raise refused_field("EMPTY", VariableKind.TEXT, "there is nothing to be seen in it")
    if len(text) > LONGEST_TEXT:
        raise refused_field("TOO_LONG", VariableKind.TEXT, f"it has more than {LONGEST_TEXT} characters")
    return text


def _day(given: Given) -> date:
    try:
        day = date.fromisoformat(str(given.value))
    except ValueError:
        raise _refused(given, "MALFORMED", "is no day like 2026-03-02") from None
    if day.year not in _YEARS:
        raise _refused(given, "OUT_OF_RANGE", _OF_NO_MESSAGE)
    return day


def _check_money(given: Given) -> None:
    if given.value.minor_units < 0:
        raise _refused(given, "OUT_OF_RANGE", "is less than nothing")
    if Currency(given.value.currency).exponent is None:
        raise _refused(given, "NO_AMOUNTS", f"is of {given.value.currency}, which has no units to pay with")


def _refused(given: Given, reason: str, why: str) -> Refused:
    return refused_field(reason, given.kind, f"{given.name} {why}")
