"""How a value is written in a locale, by Unicode's CLDR (Babel).

Digits are European everywhere. CLDR's default for Saudi Arabia are the Arabic ones, but shops there and in the Emirates
write prices and dates with European digits, and so do the codes and addresses beside them: two kinds of digits in one
message are hard to compare.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format, get_timezone_name
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from iso4217 import Currency

from services.kit.errors import refused_field
from services.kit.money import Money
from services.translation.domain.rendering import marks
from services.translation.domain.rendering.messages import VariableKind
from services.translation.domain.rendering.values import Given, Moment

_DIGITS = "latn"
# Where CLDR's short form says AM and PM in Latin letters, and people don't.
_CLOCKS = {"ko": "aaaa h:mm", "hi": "B h:mm 'बजे'"}
# Day and minute of a sentence, where CLDR's form with a comma, made for tables, would break it; Babel has no other.
_AT = {
    "en": "{1} at {0}",
    "de": "{1} um {0} Uhr",
    "fr": "{1} à {0}",
    "pt": "{1}, {0}",
    "hi": "{1} को {0}",
    "ar": "{1}، الساعة {0}",
}
# The first of a month is an ordinal; CLDR has "1 mars".
_FIRSTS = {"fr": "1er", "pt": "1º"}
# Within a sentence people write the unit's name behind the number, not the sign that price tags have.
_UNITS = {("ja", "JPY"): "円", ("ko", "KRW"): "원"}


def is_rtl(locale: Locale) -> bool:
    return locale.character_order == "right-to-left"


def written(given: Given, locale: Locale) -> str | int:
    """As it goes into a message: marked, where it could turn the line around. A count stays a number, since the message
    chooses its words by it. Raises Refused for a language that has no name there."""
    return _WRITERS[given.kind](given.value, locale)


def _money(value: Money, locale: Locale) -> str:
    units = Decimal(value.minor_units).scaleb(-Currency(value.currency).exponent)
    if unit := _UNITS.get((locale.language, value.currency)):
        return format_decimal(units, locale=locale) + unit
    # The currency's own digits: CLDR leaves out those of some whose fractions are rarely paid.
    digits = "0" * Currency(value.currency).exponent
    plain = locale.currency_formats["standard"].pattern.replace(".00", f".{digits}" if digits else "")
    # "SAR 1,250", as CLDR has it for letters beside a digit; Babel doesn't know of that.
    if get_currency_symbol(value.currency, locale=locale)[-1].isalpha():
        plain = plain.replace("¤#", "¤\u00a0#")
    text = format_currency(units, value.currency, plain, locale=locale, currency_digits=False, numbering_system=_DIGITS)
    return marks.isolated(text, is_rtl(locale))


def _day(value: date, locale: Locale) -> str:
    text = format_date(value, "long", locale=locale)
    first = _FIRSTS.get(locale.language)
    return text.replace("1", first, 1) if first and value.day == 1 else text


def _moment(value: Moment, locale: Locale) -> str:
    """With the zone: customer and shop often live in two."""
    zone = ZoneInfo(value.zone)
    local = value.at.astimezone(zone)
    minute = format_time(local, _CLOCKS.get(locale.language, "short"), tzinfo=zone, locale=locale)
    both = _AT.get(locale.language) or get_datetime_format("long", locale=locale).replace("'", "")
    said = both.replace("{0}", minute).replace("{1}", _day(local.date(), locale))
    return said + _zone_beside(local, zone, locale)


def _zone_beside(local: datetime, zone: ZoneInfo, locale: Locale) -> str:
    name = get_timezone_name(zone, width="long", locale=locale, zone_variant="generic")
    if locale.territories["ZZ"] in name:
        # UTC and the like are of no country, after which a zone would be called.
        name = get_timezone_name(local, width="long", locale=locale)
    if locale.language in ("ja", "zh"):
        return f"（{name}）"
    return f", {name}" if "(" in name else f" ({name})"


def _language(value: str, locale: Locale) -> str:
    name = locale.languages.get(value.replace("-", "_")) or locale.languages.get(value.partition("-")[0].lower())
    if name is None:
        raise refused_field("UNKNOWN_LANGUAGE", "variables", f"{value} has no name in {locale.language}")
    return name


_WRITERS: dict[VariableKind, Callable[..., str | int]] = {
    VariableKind.TEXT: lambda value, locale: marks.isolated(value, is_rtl(locale)),
    VariableKind.CODE: lambda value, locale: marks.left_to_right(value, is_rtl(locale)),
    VariableKind.URL: lambda value, locale: marks.url(value, is_rtl(locale)),
    VariableKind.COUNT: lambda value, locale: value,
    VariableKind.MONEY: _money,
    VariableKind.DAY: _day,
    VariableKind.MOMENT: _moment,
    VariableKind.LANGUAGE: _language,
}
