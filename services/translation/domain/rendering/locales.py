"""Which language of which market a customer is written to in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import langcodes

from services.kit.errors import refused_field

MARKETS: dict[str, tuple[str, ...]] = {
    "JP": ("ja-JP",),
    "DE": ("de-DE",),
    "FR": ("fr-FR",),
    "US": ("en-US",),
    "GB": ("en-GB",),
    "BR": ("pt-BR",),
    "ES": ("es-ES",),
    "MX": ("es-MX",),
    "CN": ("zh-CN",),
    "KR": ("ko-KR",),
    "AE": ("ar-AE",),
    "SA": ("ar-SA",),
    "RU": ("ru-RU",),
    "IN": ("en-IN", "hi-IN"),
}
"""ISO 3166-1 country -> the locales (BCP 47) of its messages; the first is the market's default. Of those that are as
near to a reader elsewhere, the first is taken: the greeting of the Emirates is one for every faith."""
LOCALES: tuple[str, ...] = tuple(locale for locales in MARKETS.values() for locale in locales)


@dataclass(frozen=True, slots=True)
class Choice:
    """`fallback`: there are no messages in the language that was asked for."""

    locale: str
    fallback: bool = False

    @property
    def market(self) -> str:
        """Whose tone it is in: that of the language's market, even where the reader lives in another one."""
        return market_of(self.locale)


def market_of(locale: str) -> str:
    return locale.rpartition("-")[2]


@lru_cache(maxsize=4096)
def choose(market: str, language: str) -> Choice:
    """The market's own locale of the language; else that of another market (a French reader in Germany is written to in
    French), the nearest one (CLDR's language matching: Spanish in the United States is more like Mexico's); else the
    market's default, as a fallback. Without a language, the default. Raises Refused."""
    own = MARKETS.get(market)
    if own is None:
        raise refused_field("UNKNOWN_MARKET", "market", f"{market} is none of the markets {', '.join(MARKETS)}")
    if not language:
        return Choice(own[0])
    alike = [locale for locale in LOCALES if _written(locale) == _written(language)]
    if not alike:
        return Choice(own[0], fallback=True)
    for locale in own:
        if locale in alike:
            return Choice(locale)
    wanted = langcodes.get(language)
    if not wanted.territory:
        wanted = wanted.update_dict({"territory": market})
    nearest, _ = langcodes.closest_match(wanted, alike)
    return Choice(nearest if nearest in alike else alike[0])


def _written(tag: str) -> tuple[str, str]:
    """Language and script: who asks for traditional Chinese, or for Hindi in Latin letters, can't read the other."""
    likely = langcodes.get(tag).maximize()
    return likely.language or "", likely.script or ""
