"""Rules about how the customer is named, which need to know the customer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from services.translation.domain.tone.names import PersonName, Salutation, fill
from services.translation.domain.tone.reading import Reading, name_pattern
from services.translation.domain.tone.rules.base import Hit, Rule, any_of

_SCRIPT = regex.compile(
    r"(?P<latin>\p{Latin})|(?P<cyrillic>\p{Cyrillic})|(?P<arabic>\p{Arabic})|(?P<devanagari>\p{Devanagari})"
    r"|(?P<hangul>\p{Hangul})|(?P<kana>[\p{Hiragana}\p{Katakana}])|(?P<han>\p{Han})"
)
_PART = regex.compile(r"\{(given|family|full)\}")


@dataclass(frozen=True, slots=True)
class NameForm:
    """What is wrong, with `{given}`, `{family}` and `{full}` for the parts of the name; it is looked for where they are
    known. `only` for who has asked to be addressed so."""

    match: str
    say: str = "{address}"
    only: Salutation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming(Rule):
    """None of the `wrong` forms is there. `greeted` have a group `name`: who is greeted there is the customer."""

    wrong: tuple[NameForm, ...] = ()
    greeted: tuple[str, ...] = ()

    def hits(self, reading: Reading) -> Iterator[Hit]:
        name, at = reading.draft.name, -1
        hits = [*self._wrong_forms(reading, name), *self._wrong_person(reading, name)]
        for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
            if hit.start >= at:
                at = hit.end
                yield hit

    def _wrong_forms(self, reading: Reading, name: PersonName) -> Iterator[Hit]:
        parts = {part: name_pattern(text).pattern for part, text in name.parts.items()}
        for form in self.wrong:
            if form.only not in (None, name.salutation) or any(one not in parts for one in _PART.findall(form.match)):
                continue
            expression = _PART.sub(lambda part: parts[part[1]], form.match)
            # Not kept: there are as many as customers.
            for match in regex.finditer(expression, reading.named, regex.IGNORECASE | regex.MULTILINE):
                yield Hit(*match.span(), fill(form.say, name.parts))

    def _wrong_person(self, reading: Reading, name: PersonName) -> Iterator[Hit]:
        pattern, parts = any_of(self.greeted), name.parts
        if pattern is None or not parts:
            return
        words = {word.casefold() for part in parts.values() for word in (part, *part.split())}
        scripts = {_script(word) for word in words}
        for match in pattern.finditer(reading.named):
            start, end = match.span("name")
            said = match["name"].strip().casefold()
            # A name in another script may be the same one: 田中 is Tanaka.
            if not said or _script(said) not in scripts:
                continue
            if not any(word in said or said in word for word in words):
                yield Hit(start, end, "{address}")

    def expressions(self) -> Iterator[str]:
        yield from (_PART.sub("x", one.match) for one in self.wrong)
        yield from self.greeted


def _script(name: str) -> str:
    """Of the first letter that has one of its own; empty where none has."""
    found = _SCRIPT.search(name)
    return found.lastgroup or "" if found else ""
