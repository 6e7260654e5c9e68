"""The names that the world has agreed on: currencies, languages, countries, zones."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache, lru_cache

import langcodes
import pycountry

from services.kit.money import known_currency

__all__ = ["known_country", "known_currency", "known_language", "known_zone"]

# langcodes also takes `en_US`, which BCP 47 doesn't know.
_TAG = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")
# In the database of zones, but no zones of anywhere.
_NOT_ZONES = {"Factory", "localtime"}


@lru_cache(maxsize=1024)
def known_language(tag: str) -> bool:
    """Whether this is a BCP 47 tag whose parts are all registered."""
    return len(tag) <= 35 and _TAG.fullmatch(tag) is not None and langcodes.tag_is_valid(tag)


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries)


def known_country(code: str) -> bool:
    """Whether ISO 3166-1 lists the alpha-2 code, in capitals."""
    return code in _countries()


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - _NOT_ZONES)


def known_zone(name: str) -> bool:
    """Whether IANA's database has a zone of this name, in this spelling."""
    return name in _zones()
