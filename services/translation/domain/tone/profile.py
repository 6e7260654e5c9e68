"""A tone profile: how a shop speaks in a market, in each of the languages that are spoken there."""

from __future__ import annotations

from dataclasses import dataclass

from services.translation.domain.engine import Formality
from services.translation.domain.tone.names import NameTemplates, PersonName
from services.translation.domain.tone.rules import Rule


@dataclass(frozen=True, slots=True)
class LocaleTone:
    """How it speaks in one language of a market. `formality` None: the language has one form for all, or the engine's
    usual one is right. Of the closings the first is what is written, and all may be."""

    locale: str
    formality: Formality | None
    address: NameTemplates
    greeting: NameTemplates
    closings: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def language(self) -> str:
        return self.locale.partition("-")[0]

    def said(self, name: PersonName) -> dict[str, str]:
        """What suggestions may ask for."""
        closing = self.closings[0] if self.closings else ""
        return {"greeting": self.greeting.fill(name), "closing": closing, "address": self.address.fill(name)}


@dataclass(frozen=True, slots=True)
class ToneProfile:
    """`market` is a country (ISO 3166-1), `tones` are its languages, the usual one first; `elsewhere` holds for a text
    in any other. `revision` is the tenant's overrides that are in it, 0 where there are none."""

    market: str
    tones: tuple[LocaleTone, ...]
    elsewhere: LocaleTone
    revision: int = 0

    @property
    def formality(self) -> Formality | None:
        """Of the market's usual language."""
        return self.tones[0].formality

    def tone(self, language: str = "") -> LocaleTone:
        """For a BCP 47 tag: that very one, else one of the same language; empty: the market's usual one."""
        if not language:
            return self.tones[0]
        wanted = language.casefold()
        same = [one for one in self.tones if one.locale.casefold() == wanted]
        alike = [one for one in self.tones if one.language == wanted.partition("-")[0]]
        return next(iter(same + alike), self.elsewhere)

    def address(self, name: PersonName, language: str = "") -> str:
        """The customer within a sentence: `田中様`, `Frau Müller`; empty where nothing is known and the language has no
        word for it."""
        return self.tone(language).address.fill(name)

    def greeting(self, name: PersonName, language: str = "") -> str:
        """The opening of a letter, as it is written: `Sehr geehrte Frau Müller,`. It may have several lines."""
        return self.tone(language).greeting.fill(name)

    def closing(self, language: str = "") -> str:
        """The closing of a letter, without the name below it."""
        closings = self.tone(language).closings
        return closings[0] if closings else ""
