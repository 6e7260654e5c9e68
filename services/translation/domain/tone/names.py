"""How a market addresses a person: `田中様`, `Frau Müller`, `김민수 고객님`; and how it greets one.

Nothing of a name is guessed: one that came as a whole isn't split, and Frau or Herr is said only of who has said so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import regex

# Characters. A longer name is cut: it would be the whole message.
LONGEST_NAME = 100
_FIELD = regex.compile(r"\{(given|family|full)\}")
# In these scripts a name is written without a space, and the family's name stands first.
_FAMILY_FIRST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー・\s]+")
_JOINERS = "\u200c\u200d"


class Salutation(StrEnum):
    """How the person has asked to be addressed."""

    MR = "mr"
    MS = "ms"


@dataclass(frozen=True, slots=True)
class PersonName:
    """`full` is the name as it came, where nobody has said which part is which. What isn't known is empty,
    or None."""

    given: str = ""
    family: str = ""
    full: str = ""
    salutation: Salutation | None = None

    @property
    def whole(self) -> str:
        """In the order of its own script: 田中健二, but Kenji Tanaka."""
        given, family = tidy(self.given), tidy(self.family)
        if not (given and family):
            return tidy(self.full) or given or family
        if _FAMILY_FIRST.fullmatch(family + given):
            return family + given
        return f"{given} {family}"

    @property
    def parts(self) -> dict[str, str]:
        """What is known of it, by the names that templates have for it."""
        known = {"given": tidy(self.given), "family": tidy(self.family), "full": self.whole}
        return {part: text for part, text in known.items() if text}


NOBODY = PersonName()


@dataclass(frozen=True, slots=True)
class NameTemplates:
    """Ways to say it, the best first, with `{given}`, `{family}` and `{full}` in them. `mr` and `ms` are for who has
    said so, `any` for everybody; `unnamed` is for who has no name."""

    mr: tuple[str, ...] = ()
    ms: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    unnamed: str = ""

    def fill(self, name: PersonName) -> str:
        """The first whose parts are known. A name is only ever text: braces in it stay what they are."""
        known = name.parts
        said = {Salutation.MR: self.mr, Salutation.MS: self.ms, None: ()}
        for template in (*said[name.salutation], *self.any):
            if all(part in known for part in _FIELD.findall(template)):
                return fill(template, known)
        return self.unnamed


def fill(template: str, known: dict[str, str]) -> str:
    """In one pass."""
    return _FIELD.sub(lambda field: known.get(field[1], ""), template)


def tidy(text: str) -> str:
    """On one line, without characters that nobody sees (bidi overrides, controls), NFC."""
    seen = "".join(
        " " if one.isspace() else one for one in text if one.isspace() or one in _JOINERS or _is_visible(one)
    )
    return unicodedata.normalize("NFC", " ".join(seen.split()))[:LONGEST_NAME]


def _is_visible(one: str) -> bool:
    return not unicodedata.category(one).startswith("C")
