"""What is known of the language of a text, and what makes it uncertain."""

from __future__ import annotations

from dataclasses import dataclass

from services.translation.domain.doubt import Doubt


@dataclass(frozen=True, slots=True)
class Detection:
    """`language` is a BCP 47 language without script or region, None where it can't be told; `confidence` is 0 to 1;
    `script` is ISO 15924 (`Hans` and `Hant` for the two ways to write Chinese, `Hani` for what is the same in both)."""

    language: str | None
    confidence: float
    doubt: Doubt | None = None
    script: str | None = None

    @property
    def tag(self) -> str | None:
        """The BCP 47 tag, with the script where the language alone doesn't tell it: `hi-Latn`, `zh-Hant`."""
        if self.doubt is Doubt.TRANSLITERATED or self.script in ("Hans", "Hant"):
            return f"{self.language}-{self.script}"
        return self.language


UNKNOWN = Detection(None, 0.0)
