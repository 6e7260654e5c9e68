"""Terms, where they occur in a message, and what its translation did to them."""

from __future__ import annotations

from enum import StrEnum

from services.kit.frozen import frozen


class TermRule(StrEnum):
    """What has to become of a term in a translation."""

    MUST = "must"
    """It has to be translated so: by its one target."""
    MAY = "may"
    """It may be translated so, by any of its targets, or stay as it is; by nothing else."""
    MUST_NOT = "must_not"
    """It isn't translated: it stays as it is."""


@frozen
class Term:
    """`source` and `targets` are as a dictionary has them; inflected forms are found too. `forbidden` are words that
    must not stand for it in a translation. `case_sensitive`: "Polish" isn't "polish"."""

    source: str
    targets: tuple[str, ...] = ()
    rule: TermRule = TermRule.MUST
    case_sensitive: bool = False
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def characters(self) -> int:
        return sum(map(len, (self.source, *self.targets, *self.forbidden, self.note)))


@frozen
class Span:
    """A place in a text, in characters (code points); `end` is the first one after it."""

    start: int
    end: int


@frozen
class Hit:
    """A term in a source text: `text` is how it stands there, with its inflection."""

    term: Term
    start: int
    end: int
    text: str


class FaultKind(StrEnum):
    """How a translation fails a term."""

    MISSING = "missing"
    """None of what it has to become is there, or not as often as the term is in the source."""
    TRANSLATED = "translated"
    """It had to stay as it is, and is not there."""
    FORBIDDEN = "forbidden"
    """A word is there that must not stand for it."""


@frozen
class TermFault:
    """`source` is the term's place in the source; `target` that of the forbidden word, None for what isn't there."""

    kind: FaultKind
    term: Term
    source: Span
    target: Span | None = None
