"""Rules about how dates, numbers and amounts are written; what is suggested is written by Babel (CLDR)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import regex
from babel.dates import format_date
from babel.numbers import format_decimal

from services.translation.domain.tone.reading import FILLER, Reading
from services.translation.domain.tone.rules.base import Hit, Rule

_DATE = regex.compile(r"(?<![\dA-Za-z./-])(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\dA-Za-z/-]|[.]\d)")
_NUMBER = r"\d+(?:[.,'\u066b\u066c ]\d{2,3})*(?:[.,\u066b]\d{1,2})?(?!\d)"
_CODES = "EUR|USD|GBP|JPY|CNY|RMB|KRW|BRL|MXN|INR|RUB|SAR|AED|CHF|CAD|AUD|HKD"
# Written beside the number on the side that the market has them on.
_SYMBOL = r"R\$|US\$|MX\$|CA\$|A\$|HK\$|\$|€|£|¥|¥|₩|₽|₹"
_WORDS = r"円|元|원|руб\.?|ريال|درهم|euros?\b|dollars?\b"
_AMOUNT = regex.compile(
    rf"(?P<before>{_SYMBOL}|(?<![A-Za-z])(?:{_CODES}|Rs\.?))[ ]?(?P<number>(?<![\d.,]){_NUMBER})"
    rf"|(?<![\dA-Za-z.,])(?P<number>{_NUMBER})[ ]?(?P<after>{_SYMBOL}|(?:{_CODES})(?![A-Za-z])|{_WORDS})"
)
_UNSPACED = "円元원"
# Beyond doubt: both marks, or one of them twice.
_GROUPED = regex.compile(
    r"(?<![\dA-Za-z.,/-])\d{1,3}"
    r"(?:(?:,\d{2,3})+\.\d+|(?:\.\d{3})+,\d+|(?:,\d{2,3}){2,}|(?:\.\d{3}){2,})(?![.,/-]?\d)"
)
# A two-digit year from here on is of the last century.
_CENTURY = 70


class DateOrder(StrEnum):
    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Side(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFormat(Rule):
    """Dates in digits are in one of the `orders` and with one of the `marks` of the market. `unmistakable`: and not so
    that another order would be another day. `write` is Babel's pattern, in `locale`, for what is suggested: each day
    that it can be."""

    locale: str
    orders: tuple[DateOrder, ...]
    marks: str
    write: str
    unmistakable: bool = False

    def hits(self, reading: Reading) -> Iterator[Hit]:
        for match in _DATE.finditer(reading.named):
            readings = _days(match[1], match[3], match[4])
            if not readings:
                continue
            own = [day for order, day in readings.items() if order in self.orders]
            if own and match[2] in self.marks and not (self.unmistakable and len(set(readings.values())) > 1):
                continue
            # Whoever wrote it knows which of them it is.
            days = dict.fromkeys([*own, *readings.values()])
            yield Hit(*match.span(), " / ".join(format_date(day, self.write, locale=self.locale) for day in days))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFormat(Rule):
    """Amounts, and large numbers, have the decimal and the group mark of `locale`, and the currency on the market's
    `side` (None: on either); `gap` stands between them."""

    locale: str
    side: Side | None
    decimal: str
    group: str
    gap: str = ""

    def hits(self, reading: Reading) -> Iterator[Hit]:
        for match in _AMOUNT.finditer(reading.named):
            number = _NumberText.of(match["number"])
            wrong_side = self._is_wrong_side(match)
            if wrong_side or not self._is_well_written(number):
                yield Hit(*match.span(), self._amount(match, number, wrong_side))
        others = _AMOUNT.sub(lambda match: FILLER * len(match[0]), reading.named)
        for match in _GROUPED.finditer(others):
            number = _NumberText.of(match[0])
            if not self._is_well_written(number):
                yield Hit(*match.span(), self._written(number))

    def _is_wrong_side(self, match: regex.Match[str]) -> bool:
        sign = match["before"] or match["after"]
        if self.side is None or sign[-1].isalpha():
            return False
        return self.side is not (Side.BEFORE if match["before"] else Side.AFTER)

    def _is_well_written(self, number: _NumberText) -> bool:
        if number.decimal and number.decimal not in self.decimal:
            return False
        if not number.groups:
            return True
        return all(mark in self.group for mark in number.groups) and number.sizes == self._sizes(number)

    def _sizes(self, number: _NumberText) -> tuple[int, ...]:
        whole = format_decimal(int(number.whole), locale=self.locale, group_separator=True)
        return tuple(len(part) for part in regex.split(r"\D", whole))

    def _amount(self, match: regex.Match[str], number: _NumberText, wrong_side: bool) -> str:
        sign, written = match["before"] or match["after"], self._written(number)
        before = bool(match["before"]) is not wrong_side
        gap = "" if sign in _UNSPACED else " " if sign[-1].isalpha() or sign == "Rs." else self.gap
        return f"{sign}{gap}{written}" if before else f"{written}{gap}{sign}"

    def _written(self, number: _NumberText) -> str:
        places = f"#,##0.{'0' * len(number.fraction)}" if number.fraction else None
        value = Decimal(f"{number.whole}.{number.fraction or 0}")
        return format_decimal(value, places, locale=self.locale, numbering_system="latn")


@dataclass(frozen=True, slots=True)
class _NumberText:
    """A number as it stands there: digits before and after the decimal mark, the marks, and how many digits each group
    has."""

    whole: str
    fraction: str
    decimal: str
    groups: str
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _NumberText:
        """The last mark is the decimal one when one or two digits follow it, and no other is the same."""
        parts = regex.split(r"\D", text)
        marks = "".join(regex.findall(r"\D", text))
        has_decimal = bool(marks) and len(parts[-1]) <= 2 and marks[-1] not in marks[:-1] and marks[-1] != " "
        if not has_decimal and len(set(marks)) == 2 and marks.count(marks[-1]) == 1 and marks[-1] != " ":
            has_decimal = True
        decimal = marks[-1] if has_decimal else ""
        whole = parts[:-1] if has_decimal else parts
        fraction = parts[-1] if has_decimal else ""
        return cls("".join(whole), fraction, decimal, marks[: len(whole) - 1], tuple(len(part) for part in whole))


def _days(first: str, second: str, third: str) -> dict[DateOrder, date]:
    """What day it can be, by the order in which it is read; none of them: it isn't a date."""
    if len(first) == 4:
        orders = {DateOrder.YMD: (first, second, third)} if len(third) <= 2 else {}
    elif len(first) <= 2 and (len(third) == 4 or len(third) == len(first) == len(second) == 2):
        orders = {DateOrder.DMY: (third, second, first), DateOrder.MDY: (third, first, second)}
    else:
        return {}
    days = {}
    for order, (year, month, day) in orders.items():
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and int(year) > 0:
            try:
                days[order] = date(_year(int(year)), int(month), int(day))
            except ValueError:  # the 31st of a month that has 30 days
                continue
    return days


def _year(year: int) -> int:
    return year if year > 99 else year + (1900 if year >= _CENTURY else 2000)
