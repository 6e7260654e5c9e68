"""Glossaries as they lie in MongoDB: the book of a shop says which there are, their terms lie in pieces beside it.

A book is small, so each of its revisions is kept whole (kit/revisions). A piece is what one request brought: its id
follows from what it says, it is written before the book that names it, and never again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bson
import mongoengine
import orjson
from pymongo.database import Database

from services.kit.aggregate import Change, Kind, Write
from services.kit.convert import from_document, to_document, to_terse_document
from services.kit.documents import AggregateDocument
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import derived_id, document_id
from services.kit.mongo import by_id
from services.kit.revisions import OlderRevision, Revised
from services.translation.domain.glossary import Term
from services.translation.domain.glossary.book import UNPUBLISHED, Book, KeptBook, Piece, Shelf

REVISIONS = "glossary_revisions"
PIECES = "glossary_pieces"
# Bytes: a book is read and written whole by each publication, and kept whole for ever.
LARGEST = 1_200_000


class GlossaryBookDocument(AggregateDocument):
    """`_id` is `<tenant>/glossaries`. What is published is told by no event: whoever translates reads it here."""

    meta = {"db_alias": "translation", "collection": "glossary_books"}


class GlossaryRevisionDocument(OlderRevision):
    meta = {"db_alias": "translation", "collection": REVISIONS}


DOCUMENTS: tuple[type[mongoengine.Document], ...] = (GlossaryBookDocument, GlossaryRevisionDocument)

BOOKS = Kind(name="glossaries", collection="glossary_books", state=KeptBook)
REVISED: Revised[Book, Shelf] = Revised(
    name="glossaries",
    newest=BOOKS.collection,
    older=REVISIONS,
    part="book",
    kind=Book,
    compile=lambda book: book.compiled,
    unpublished=UNPUBLISHED,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """A piece, as it is stored."""

    terms: tuple[Term, ...]


def book_id(tenant: str) -> str:
    return document_id(tenant, REVISED.name)


def published(kept: KeptBook | None, after: KeptBook, pieces: Sequence[Write]) -> Change[KeptBook]:
    """What is written when a glossary has changed. Never for two changes in one write: each is certain of the one
    before. Raises Refused (TOO_MANY_GLOSSARIES)."""
    if len(bson.encode(to_document(after))) > LARGEST:
        message = f"the glossaries are of so many pieces that their list would take more than {LARGEST} bytes"
        raise Refused("TOO_MANY_GLOSSARIES", message, RefusalKind.TOO_LARGE)
    before = (REVISED.written_down(kept.tenant, kept.book),) if kept is not None else ()
    return Change(after, writes=(*pieces, *before))


def piece_of(tenant: str, terms: Sequence[Term]) -> tuple[Piece, Write]:
    """Terms as a document, which must stand before anything names it."""
    document = to_terse_document(Terms(tuple(terms)))
    piece = Piece(derived_id("glossary-piece", orjson.dumps(document).decode()), len(terms))
    return piece, Write(PIECES, document_id(tenant, piece.id), {"tenant": tenant, **document})


def read_pieces(database: Database[dict[str, Any]], tenant: str, ids: Sequence[str]) -> list[tuple[Term, ...]]:
    """Their terms, in the order of the ids. Raises Refused (NOT_STAGED), Away."""
    names = [document_id(tenant, one) for one in ids]
    found = by_id(database[PIECES], dict.fromkeys(names))
    missing = [one for one, name in zip(ids, names, strict=True) if name not in found]
    if missing:
        raise Refused("NOT_STAGED", f"no terms are staged as {missing[0]}", RefusalKind.NOT_FOUND)
    return [from_document(found[name], Terms).terms for name in names]
