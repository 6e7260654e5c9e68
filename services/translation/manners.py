"""How the reader of a translation is addressed: by the tone profile of their market."""

from __future__ import annotations

from langcodes import Language, LanguageTagError

from services.kit.errors import Refused
from services.translation.domain.engine import Formality
from services.translation.tone.keeper import ToneProfiles


def formality_of(profiles: ToneProfiles, tenant: str, language: str, market: str = "") -> Formality | None:
    """Of readers of the language (BCP 47) in the market (ISO 3166-1; empty: where most of them live). None where no
    profile says anything. Synchronous. Raises Away."""
    try:
        return profiles.of(tenant, market or _home(language)).tone(language).formality
    except Refused:
        return None


def _home(language: str) -> str:
    try:
        return Language.get(language).maximize().territory or ""
    except LanguageTagError:
        return ""
