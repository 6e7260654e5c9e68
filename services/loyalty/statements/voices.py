"""Languages in which a statement speaks: its messages, and how numbers, days and times are written there.

The messages are gettext catalogues, one for each language in `locale/`; the message itself is the English text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_datetime_format, get_timezone_name
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

_CATALOGUES = Path(__file__).with_name("locale")
_OTHERWISE = "en"
LANGUAGES = frozenset({_OTHERWISE, *(file.stem for file in _CATALOGUES.glob("*.po"))})
"""BCP 47 primary languages."""
# Unicode's isolates: what reads the other way is kept from reordering what stands around it, and a number's sign from
# going to its end. They do the same in a page and in a PDF.
_ISOLATED = "\u2068{}\u2069"
_LEFT_TO_RIGHT = "\u2066{}\u2069"


@dataclass(frozen=True, slots=True)
class Voice:
    """One language, in one zone (IANA)."""

    locale: Locale
    zone: ZoneInfo

    @property
    def language(self) -> str:
        """As a BCP 47 tag."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    def say(self, message: str, **names: object) -> str:
        """The message in this language, with what stands for its names; numbers are written as they are here."""
        told = {name: self._named(value) for name, value in names.items()}
        return _messages(self.locale.language).get(message, message).format(**told)

    def _named(self, value: object) -> str:
        if isinstance(value, int):
            return self.number(value)
        return _ISOLATED.format(value) if self.direction == "rtl" else str(value)

    def number(self, value: int) -> str:
        return self._isolated(format_decimal(value, locale=self.locale))

    def change(self, value: int) -> str:
        """With its sign; nothing for no change."""
        return self._isolated(format_decimal(value, format="+#,##0;-#,##0", locale=self.locale)) if value else ""

    def _isolated(self, number: str) -> str:
        return _LEFT_TO_RIGHT.format(number) if self.direction == "rtl" else number

    def day(self, value: date | datetime) -> str:
        """Of an instant, that of the zone."""
        local = value.astimezone(self.zone).date() if isinstance(value, datetime) else value
        return format_date(local, "medium", locale=self.locale)

    def time(self, at: datetime) -> str:
        """Day and minute."""
        minute = format_time(at, "short", tzinfo=self.zone, locale=self.locale)
        both = get_datetime_format("medium", locale=self.locale).replace("'", "")
        return both.replace("{0}", minute).replace("{1}", self.day(at))

    @property
    def zone_name(self) -> str:
        return get_timezone_name(self.zone, width="long", locale=self.locale, zone_variant="generic")


def voice_of(language: str, zone: str) -> Voice:
    """For a BCP 47 tag; a language that isn't spoken here is answered in English."""
    return Voice(_locale(language), ZoneInfo(zone))


def speaks(language: str) -> bool:
    return language.partition("-")[0].lower() in LANGUAGES


@cache
def _locale(language: str) -> Locale:
    if not speaks(language):
        return Locale(_OTHERWISE)
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        # Its region or script is one that nobody writes numbers by.
        return Locale(language.partition("-")[0].lower())


@cache
def _messages(language: str) -> dict[str, str]:
    if language == _OTHERWISE:
        return {}
    with (_CATALOGUES / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale=language) if message.id}
