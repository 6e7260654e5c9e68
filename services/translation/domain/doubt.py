"""What makes the language of a text uncertain."""

from __future__ import annotations

from enum import StrEnum


class Doubt(StrEnum):
    """Why a person, or an engine, had better look twice at a language that was named. Where there are several reasons,
    the first of these."""

    TRANSLITERATED = "transliterated"
    """In Latin letters, of a language that has its own: spelt as each likes, and engines know it badly."""
    CODE_SWITCHED = "code_switched"
    """Words of another language stand among those of this one."""
    CLOSE_LANGUAGES = "close_languages"
    """Another language would say this in nearly the same words (Malay and Indonesian, Croatian and Serbian)."""
    SHORT = "short"
    """Too few letters for more than a good guess."""
