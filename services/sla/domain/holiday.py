"""Public holidays, as the `holidays` library knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import ModuleType

from services.sla.domain.refusing import refusal


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Those of a country (ISO 3166-1 alpha-2) and, where given, of one of its subdivisions as well (the last part of
    its ISO 3166-2 code). Days off in lieu of a holiday at a weekend are among them. Raises Refused."""

    country: str
    subdivision: str | None = None

    def __post_init__(self) -> None:
        known = _library().list_supported_countries()
        if self.country not in known:
            raise refusal("country", f"no holidays are known of the country {self.country!r}", "UNKNOWN_COUNTRY")
        if self.subdivision is not None and self.subdivision not in known[self.country]:
            message = f"{self.country} has no subdivision {self.subdivision!r} with holidays of its own"
            raise refusal("subdivision", message, "UNKNOWN_SUBDIVISION")

    def name(self, day: date) -> str | None:
        """What the day is called; None for a day that is no holiday, and in years that the library doesn't know."""
        return _found(self.country, self.subdivision, day.year).get(day)


@lru_cache(maxsize=2048)
def _found(country: str, subdivision: str | None, year: int) -> dict[date, str]:
    return dict(_library().country_holidays(country, subdiv=subdivision, years=year))


def _library() -> ModuleType:
    # Loading it takes a tenth of a second, which a process whose shops keep no holidays is spared when it starts.
    import holidays

    return holidays
