"""The glossaries of a shop: one for each pair of languages and product. Each change is a revision of them all, so that
one number, kept with a translation, says for ever which terms were in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from services.kit.errors import RefusalKind, Refused
from services.kit.faults import Faults

MOST_GLOSSARIES = 300


@dataclass(frozen=True, slots=True)
class Subject:
    """What a glossary is for. Languages are BCP 47 tags; without a product it is for all of them."""

    source_language: str
    target_language: str
    product: str = ""

    @property
    def key(self) -> Subject:
        """Tags that differ in case are one."""
        return Subject(self.source_language.lower(), self.target_language.lower(), self.product)


@dataclass(frozen=True, slots=True)
class Piece:
    """Terms that were handed in together. `id` follows from what they say; they lie in a document of their own."""

    id: str
    terms: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """`revision` is that of the book in which it became what it is, at `published_at` (UTC)."""

    subject: Subject
    revision: int
    published_at: datetime
    note: str
    pieces: tuple[Piece, ...]

    @property
    def terms(self) -> int:
        return sum(piece.terms for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Book:
    """All glossaries of a shop. `revision` counts from 1."""

    revision: int
    published_at: datetime
    glossaries: tuple[Glossary, ...]

    @property
    def compiled(self) -> Shelf:
        return Shelf(self)

    def glossary(self, subject: Subject) -> Glossary | None:
        return next((one for one in self.glossaries if one.subject.key == subject.key), None)


@dataclass(frozen=True, slots=True)
class KeptBook:
    """As it is stored: the newest revision."""

    tenant: str
    book: Book


class Shelf:
    """A book ready to be asked. Immutable."""

    def __init__(self, book: Book | None) -> None:
        self.revision = book.revision if book is not None else 0
        glossaries = book.glossaries if book is not None else ()
        self._by_key: Mapping[Subject, Glossary] = {one.subject.key: one for one in glossaries if one.terms}

    def layers(self, asked: Subject) -> tuple[Glossary, ...]:
        """What holds for a message, from the most special to the most general: those for the product before those for
        all, and those for "es-MX" before those for "es"."""
        key = asked.key
        subjects = (
            Subject(source, target, product)
            for product in dict.fromkeys((key.product, ""))
            for source in _ever_wider(key.source_language)
            for target in _ever_wider(key.target_language)
        )
        return tuple(self._by_key[subject] for subject in subjects if subject in self._by_key)


UNPUBLISHED = Shelf(None)


def publish(
    kept: KeptBook | None,
    tenant: str,
    subject: Subject,
    pieces: Sequence[Piece],
    based_on: int,
    note: str,
    now: datetime,
) -> KeptBook:
    """The book with this glossary in place of the one before, if there was one. `based_on` is the revision of that, 0
    for none. Raises Refused (REVISION_CHANGED, TOO_MANY_GLOSSARIES, INVALID_FIELDS)."""
    _check_subject(subject)
    book = kept.book if kept is not None else None
    before = book.glossary(subject) if book is not None else None
    current = before.revision if before is not None else 0
    if based_on != current:
        message = f"the glossary's revision is {current} by now, not {based_on}"
        raise Refused("REVISION_CHANGED", message, RefusalKind.CONFLICT)
    others = tuple(one for one in book.glossaries if one is not before) if book is not None else ()
    if len(others) >= MOST_GLOSSARIES:
        message = f"a shop has up to {MOST_GLOSSARIES} glossaries"
        raise Refused("TOO_MANY_GLOSSARIES", message, RefusalKind.FAILED_PRECONDITION)
    # Never before the revision that it follows, whatever the clocks of two processes say.
    at = max(now.astimezone(UTC), book.published_at) if book is not None else now.astimezone(UTC)
    revision = book.revision + 1 if book is not None else 1
    changed = Glossary(subject, revision, at, note, tuple(pieces))
    return KeptBook(tenant, Book(revision, at, (*others, changed)))


def _check_subject(subject: Subject) -> None:
    if subject.key.source_language == subject.key.target_language:
        faults = Faults("")
        faults.add("target_language", "SAME_LANGUAGE", f"{subject.target_language} is the source's language too")
        faults.check()


def _ever_wider(tag: str) -> Iterator[str]:
    """zh-hant-tw, zh-hant: another script is another spelling, so its words are not asked for."""
    subtags = _with_script(tag.split("-"))
    yield tag
    while len(subtags) > 1:
        if len(subtags.pop()) == 4:
            return
        if (wider := "-".join(subtags)) != tag:
            yield wider


def _with_script(subtags: list[str]) -> list[str]:
    """Where Chinese is written in the traditional script by custom, that is said."""
    if len(subtags) == 2 and subtags[0] == "zh" and subtags[1] in ("tw", "hk", "mo"):
        return ["zh", "hant", subtags[1]]
    return subtags
