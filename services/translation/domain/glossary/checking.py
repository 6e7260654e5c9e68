"""What is wrong with terms that a shop wants to publish, field by field, told all at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from services.kit.errors import RefusalKind, Refused
from services.kit.faults import Faults
from services.translation.domain.glossary.terms import Term, TermRule

MOST_TERMS = 50_000
# Of a source, a target, a forbidden word; of all of a glossary; how many targets, and forbidden words, a term may have.
LONGEST, MOST_CHARACTERS, MOST_WORDS = 200, 10_000_000, 10
_LONGEST_NOTE = 500
# Neither a line nor XML can hold them.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]").search
# Somebody reads them: who has more has made one mistake many times.
_MOST_FAULTS = 100

Fault = tuple[str, str, str]
"""Field, reason, message."""


def check_terms(terms: Sequence[Term], field: Callable[[int], str], root: str = "") -> None:
    """`field` is the path of the n-th of them. Raises Refused (GLOSSARY_TOO_LARGE, INVALID_FIELDS)."""
    check_size(len(terms), sum(term.characters for term in terms))
    found = chain(_each(terms, field), _twice(terms, field))
    faults = Faults(root)
    for fault in islice(found, _MOST_FAULTS):
        faults.add(*fault)
    faults.check()


def check_size(terms: int, characters: int) -> None:
    """Of a whole glossary. Raises Refused (GLOSSARY_TOO_LARGE)."""
    if terms > MOST_TERMS:
        message = f"a glossary has up to {MOST_TERMS:,} terms, and this one {terms:,}"
        raise Refused("GLOSSARY_TOO_LARGE", message, RefusalKind.TOO_LARGE)
    if characters > MOST_CHARACTERS:
        message = f"the terms of a glossary have up to {MOST_CHARACTERS:,} characters, and these {characters:,}"
        raise Refused("GLOSSARY_TOO_LARGE", message, RefusalKind.TOO_LARGE)


def _each(terms: Sequence[Term], field: Callable[[int], str]) -> Iterator[Fault]:
    for number, term in enumerate(terms):
        for below, reason, message in chain(_words(term), _rule(term), _contradictions(term)):
            yield f"{field(number)}.{below}", reason, message


def _words(term: Term) -> Iterator[Fault]:
    lists = (("targets", term.targets), ("forbidden", term.forbidden))
    for name, words in lists:
        if len(words) > MOST_WORDS:
            yield name, "TOO_MANY", f"a term has up to {MOST_WORDS} of them"
    named = chain.from_iterable(
        ((f"{name}.{place}", word) for place, word in enumerate(words)) for name, words in lists
    )
    for name, word in chain([("source", term.source)], named):
        if not any(unicodedata.category(one)[0] in "LNS" for one in word):
            yield name, "EMPTY", "there is no letter, digit or symbol in it"
        elif len(word) > LONGEST:
            yield name, "TOO_LONG", f"it has more than {LONGEST} characters"
        elif _UNPRINTABLE(word):
            yield name, "UNPRINTABLE", "a control character is in it"
    if len(term.note) > _LONGEST_NOTE:
        yield "note", "TOO_LONG", f"a note has up to {_LONGEST_NOTE} characters"
    if _UNPRINTABLE(term.note):
        yield "note", "UNPRINTABLE", "a control character is in it"


def _rule(term: Term) -> Iterator[Fault]:
    if term.rule is TermRule.MUST_NOT:
        if term.targets:
            yield "targets", "UNEXPECTED", f"{term.source!r} must not be translated, so there is nothing to do it by"
    elif not term.targets:
        yield "targets", "REQUIRED", f"by what is {term.source!r} translated?"
    elif term.rule is TermRule.MUST and len(term.targets) > 1:
        yield "targets", "TOO_MANY", f"{term.source!r} must be translated by one; by any of several it may be"


def _contradictions(term: Term) -> Iterator[Fault]:
    for place, word in enumerate(term.targets):
        if alike(word) in map(alike, term.targets[:place]):
            yield f"targets.{place}", "DUPLICATE", f"{word!r} is there already"
    wanted = set(map(alike, term.targets or (term.source,)))
    for place, word in enumerate(term.forbidden):
        if alike(word) in wanted:
            yield f"forbidden.{place}", "CONTRADICTION", f"{word!r} is what {term.source!r} has to be"


def _twice(terms: Sequence[Term], field: Callable[[int], str]) -> Iterator[Fault]:
    known: dict[tuple[bool, str], int] = {}
    for number, term in enumerate(terms):
        first = known.setdefault(_key(term), number)
        if first != number:
            other = terms[first]
            same = (term.rule, term.targets) == (other.rule, other.targets)
            message = f"{term.source!r} is there already, as {field(first)}" + ("" if same else ", and says otherwise")
            yield f"{field(number)}.source", "DUPLICATE" if same else "CONTRADICTION", message


def _key(term: Term) -> tuple[bool, str]:
    """By which a term is the only one; with its capitals and without it may be there."""
    return term.case_sensitive, " ".join(term.source.split()) if term.case_sensitive else alike(term.source)


def alike(word: str) -> str:
    """The same for what differs by capitals, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())
