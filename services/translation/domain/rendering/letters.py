"""A system message as it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from services.translation.domain.rendering.marks import isolated, settled
from services.translation.domain.tokens import Kind, find
from services.translation.domain.tone.names import NOBODY, PersonName
from services.translation.domain.tone.profile import ToneProfile

_ADDRESSES = frozenset({Kind.URL, Kind.EMAIL})


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says. A note has no subject."""

    subject: str
    body: str


def letter(words: Words, profile: ToneProfile, locale: str, name: PersonName, rtl: bool) -> Words:
    """With the greeting and the closing that the market's profile has for the locale."""
    named = _believed(name)
    greeting = _with_name_isolated(profile.greeting(named, locale), named, rtl)
    body = "\n\n".join(part for part in (greeting, words.body, profile.closing(locale)) if part)
    return Words(words.subject, settled(body, rtl))


def _believed(name: PersonName) -> PersonName:
    """Who signs up under the name of a web page wants the shop to send it to others: such a letter names nobody."""
    said = " ".join((name.whole, *name.parts.values()))
    return NOBODY if any(token.kind in _ADDRESSES for token in find(said)) else name


def _with_name_isolated(greeting: str, name: PersonName, rtl: bool) -> str:
    """A name that reads as the greeting does is left alone: what is replaced is never one of the greeting's words."""
    for part in sorted(set(name.parts.values()), key=len, reverse=True):
        marked = isolated(part, rtl)
        if marked != part and part in greeting:
            return greeting.replace(part, marked)
    return greeting
