"""What all rules of tone have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from services.translation.domain.tone.names import PersonName
from services.translation.domain.tone.reading import Draft, Reading
from services.translation.domain.tone.words import Aspect, Form, MessageKind, Severity

_GROUP = regex.compile(r"\\(\d)")
_SAID = regex.compile(r"\{(greeting|closing|address)\}")


@dataclass(frozen=True, slots=True)
class Example:
    """A draft that keeps the rule, or breaks it. `kind` and `form` None: the first for which the rule holds."""

    text: str
    name: PersonName | None = None
    kind: MessageKind | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule has found, in the reading's characters. `say` is what to write in its place, where that is known."""

    start: int
    end: int
    say: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    r"""What is said, as a regular expression, and what to say in its place; `\1` is the first group of it."""

    match: str
    say: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`reason` is why the market has it; `suggestion` is for what has no better one of its own, and may ask for the
    profile's {greeting}, {closing} and {address}. No `kinds` or `forms`: it holds for all."""

    id: str
    aspect: Aspect
    severity: Severity
    reason: str
    suggestion: str
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    kinds: tuple[MessageKind, ...] = ()
    forms: tuple[Form, ...] = ()

    def holds_for(self, draft: Draft) -> bool:
        return (not self.kinds or draft.kind in self.kinds) and (not self.forms or draft.form in self.forms)

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """What breaks the rule."""
        raise NotImplementedError

    def expressions(self) -> Iterator[str]:
        """All that have to compile."""
        yield from ()

    def draft_of(self, example: Example) -> Draft:
        kind = example.kind or (self.kinds[0] if self.kinds else MessageKind.ANSWER)
        form = example.form or (self.forms[0] if self.forms else Form.LETTER)
        return Draft(example.text, example.name or PersonName(), kind, form)


@lru_cache(maxsize=8192)
def compiled(expression: str) -> regex.Pattern[str]:
    """Case doesn't matter, unless it says `(?-i:...)`. Raises regex.error."""
    return regex.compile(expression, regex.IGNORECASE | regex.MULTILINE)


@lru_cache(maxsize=4096)
def any_of(expressions: tuple[str, ...]) -> regex.Pattern[str] | None:
    """None where there are none."""
    return compiled("|".join(f"(?:{one})" for one in expressions)) if expressions else None


def found(expressions: Sequence[str], text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    pattern = any_of(tuple(expressions))
    return [one.span() for one in pattern.finditer(text, start, end)] if pattern else []


def phrase_hits(phrases: Sequence[Phrase], unless: Sequence[str], reading: Reading, text: str) -> Iterator[Hit]:
    """Each place where one of the phrases stands, but not within something that `unless` matches; the first of those
    that overlap."""
    exempt = found(unless, text)
    hits = []
    for phrase in phrases:
        for match in compiled(phrase.match).finditer(text):
            start, end = match.span()
            if start < end and not any(first <= start and end <= last for first, last in exempt):
                hits.append(Hit(start, end, _said(phrase.say, match, reading)))
    at = -1
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if hit.start >= at:
            at = hit.end
            yield hit


def _said(say: str, match: regex.Match[str], reading: Reading) -> str:
    return _GROUP.sub(lambda group: reading.original(*match.span(int(group[1]))), say) if "\\" in say else say


def suggested(text: str, reading: Reading) -> str:
    return _SAID.sub(lambda one: reading.said.get(one[1], ""), text)
