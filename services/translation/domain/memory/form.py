"""A segment as the memory knows it: texts that differ in nothing but their protected tokens (order numbers, dates,
links) and the space around them have one form. In it each token is a placeholder that names its kind and its place
among those of its kind; a token that stands there twice has one name, so no two are taken for one another.

What follows a number may depend on it: in Russian 501 of something are not written as 502 are. So the name of one also
tells its plural categories in both languages (CLDR), and only numbers that are alike in that are exchanged.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.plural import PluralRule

from services.translation.domain.memory.unit import Pair
from services.translation.domain.tokens import Kind, Token, find

# No control character is left in a text, so nothing that is written can look like a placeholder.
_PLACEHOLDER = re.compile("\x02(([a-z]+)[a-z.]*:([0-9]+))\x03")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# A longer number counts nothing.
_LONGEST_COUNT = 9
_SEPARATORS = re.compile(r"[.,'’\s]")
_SPACE = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r" ?\n ?")


@dataclass(frozen=True, slots=True)
class Form:
    """`text` has a placeholder for each token, `tokens` is name -> the token as it was written; `before` and `after`
    are the space around. An empty text: there is nothing to remember."""

    text: str
    tokens: Mapping[str, str]
    before: str
    after: str


def general(text: str, pair: Pair) -> Form:
    """The form that the text shares with those that have other tokens."""
    tokens = find(text)
    names = _named(tokens, pair)
    return _form(text, _replaced(text, tokens, names, _normal), {name: token for token, name in names.items()})


def literal(text: str) -> Form:
    """The form that it has alone, tokens and all."""
    return _form(text, _normal(text), {})


def template(target: str, source: Form) -> str | None:
    """The translation with the placeholders of its source; None where its tokens are not the source's, each as often,
    so that those of another text can't be put into it."""
    names = {token: name for name, token in source.tokens.items()}
    found = find(target)
    # What kind a token is of depends on the words around it, so it is known by how it is written.
    if any(one.text not in names for one in found):
        return None
    made = _replaced(target, found, names, plain)
    return made if Counter(_names(made)) == Counter(_names(source.text)) else None


def plain(text: str) -> str:
    """Without what no text should have: control characters, halves of surrogate pairs."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fill(made: str, tokens: Mapping[str, str]) -> str:
    """Puts these tokens where their names stand; one that isn't there is told by its kind: `[number]`, `[number 2]`."""
    return _PLACEHOLDER.sub(lambda found: tokens.get(found[1]) or _kind_of(found), made)


def names_of(text: str) -> frozenset[str]:
    """Of the tokens in a form or a template."""
    return frozenset(_names(text))


def flat(form: str) -> str:
    """One character for each placeholder, the same for those of one kind."""
    return _PLACEHOLDER.sub(lambda found: _MARKS[found[2]], form)


_MARKS = {str(kind.value): chr(0xE000 + number) for number, kind in enumerate(Kind)}


def _form(text: str, made: str, tokens: Mapping[str, str]) -> Form:
    inner = text.strip()
    start = text.find(inner)
    return Form(made.strip(), tokens, text[:start], text[start + len(inner) :])


def _normal(text: str) -> str:
    spaced = _SPACE.sub(" ", plain(text))
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", spaced) if "\n" in spaced else spaced)


def _named(tokens: Iterable[Token], pair: Pair) -> dict[str, str]:
    """Token -> name."""
    seen: Counter[Kind] = Counter()
    names: dict[str, str] = {}
    for one in tokens:
        if one.text not in names:
            names[one.text] = f"{one.kind.value}{_plurals(one, pair)}:{seen[one.kind]}"
            seen[one.kind] += 1
    return names


def _plurals(token: Token, pair: Pair) -> str:
    digits = _SEPARATORS.sub("", token.text)
    if token.kind is not Kind.NUMBER or not digits.isdecimal() or len(digits) > _LONGEST_COUNT:
        return ""
    return f".{_plural(pair.source, int(digits))}.{_plural(pair.target, int(digits))}"


def _plural(language: str, number: int) -> str:
    rule = _plural_rule(language)
    return rule(number) if rule is not None else "other"


@lru_cache(maxsize=512)
def _plural_rule(language: str) -> PluralRule | None:
    try:
        return Locale.parse(language.partition("-")[0]).plural_form
    except (UnknownLocaleError, ValueError):
        # No language that CLDR knows, so nobody knows its plurals.
        return None


def _replaced(text: str, tokens: Iterable[Token], names: Mapping[str, str], between: Callable[[str], str]) -> str:
    pieces: list[str] = []
    end = 0
    for one in tokens:
        pieces += [between(text[end : one.start]), f"\x02{names[one.text]}\x03"]
        end = one.end
    return "".join([*pieces, between(text[end:])])


def _names(text: str) -> list[str]:
    return [found[0] for found in _PLACEHOLDER.findall(text)]


def _kind_of(found: re.Match[str]) -> str:
    return f"[{found[2]}]" if found[3] == "0" else f"[{found[2]} {int(found[3]) + 1}]"
