"""How glossaries are published: whole, from terms in the request, terms staged before, or a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pymongo import InsertOne

from services.kit.aggregate import Change, Work, Write
from services.kit.errors import refused_field
from services.kit.mongo import write_all
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.translation.domain.glossary import Term
from services.translation.domain.glossary.book import Glossary, KeptBook, Piece, Subject, publish
from services.translation.domain.glossary.checking import check_terms
from services.translation.domain.glossary.table import Numbered, read_csv
from services.translation.domain.glossary.tbx import read_tbx
from services.translation.glossaries.documents import book_id, piece_of, published, read_pieces


class Format(StrEnum):
    CSV = "csv"
    TBX = "tbx"


@dataclass(frozen=True, slots=True)
class File:
    format: Format
    content: str
    source_language: str
    target_language: str

    def read(self) -> tuple[Term, ...]:
        """Raises Refused (INVALID_FIELDS, NOT_TBX), with the fields below `file.content`."""
        read = read_csv if self.format is Format.CSV else read_tbx
        numbered: list[Numbered] = read(self.content, self.source_language, self.target_language)
        terms = [term for _, term in numbered]
        check_terms(terms, lambda number: f"content.{numbered[number][0]}", "file")
        return tuple(terms)


@dataclass(frozen=True, slots=True)
class Publication:
    """What somebody wants to be in force. `staged` are ids of pieces, whose terms come first."""

    subject: Subject
    terms: tuple[Term, ...]
    staged: tuple[str, ...]
    based_on: int
    note: str


class Publishing:
    """Synchronous and thread-safe. `offer` has events published, of which there are none."""

    def __init__(
        self, store: Store[KeptBook], offer: Callable[[Sequence[Pending]], None], now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._offer = offer
        self._now = now

    def stage(self, tenant: str, terms: Sequence[Term]) -> Piece:
        """Raises Refused (REQUIRED, GLOSSARY_TOO_LARGE, INVALID_FIELDS), Away."""
        if not terms:
            raise refused_field("REQUIRED", "terms", "there are no terms to be staged")
        check_terms(terms, lambda number: f"terms.{number}")
        piece, write = piece_of(tenant, terms)
        write_all(self._store.database[write.collection], [InsertOne({**write.document, "_id": write.id})])
        return piece

    def validate(self, tenant: str, asked: Publication) -> Glossary:
        """What it would be. Raises Refused, Away."""
        pieces, writes = self._pieces(tenant, asked)
        kept = self._store.get(book_id(tenant))
        after = self._decided(kept, tenant, asked, pieces)
        published(kept, after, writes)
        return _of(after, asked)

    def commit(self, call: Call, asked: Publication) -> Glossary:
        """What it is. Raises Refused, Away."""
        pieces, writes = self._pieces(call.tenant, asked)

        def decide(kept: KeptBook | None) -> Change[KeptBook]:
            return published(kept, self._decided(kept, call.tenant, asked, pieces), writes)

        work = Work(book_id(call.tenant), decide, call.command_id, traceparent=call.traceparent)
        # One change in a write: the one before it has to be certain (documents).
        return _of(self._store.run_one(work, self._offer).state, asked)

    def _decided(self, kept: KeptBook | None, tenant: str, asked: Publication, pieces: Sequence[Piece]) -> KeptBook:
        return publish(kept, tenant, asked.subject, pieces, asked.based_on, asked.note, self._now())

    def _pieces(self, tenant: str, asked: Publication) -> tuple[list[Piece], list[Write]]:
        """What the glossary is made of, and those of it that have to be written; its terms are checked as a whole."""
        staged = read_pieces(self._store.database, tenant, asked.staged)
        pieces = [Piece(one, len(terms)) for one, terms in zip(asked.staged, staged, strict=True)]
        fields = [(f"staged.{number}", len(terms)) for number, terms in enumerate(staged)]
        paths = [f"{field}.{place}" for field, count in fields for place in range(count)]
        paths += [f"terms.{number}" for number in range(len(asked.terms))]
        check_terms([*(term for terms in staged for term in terms), *asked.terms], paths.__getitem__)
        if not asked.terms:
            return pieces, []
        piece, write = piece_of(tenant, asked.terms)
        return [*pieces, piece], [write]


def _of(book: KeptBook | None, asked: Publication) -> Glossary:
    found = book.book.glossary(asked.subject) if book is not None else None
    assert found is not None, "what has been published is in the book"
    return found
