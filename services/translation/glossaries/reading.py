"""The glossaries of all shops, compiled, as translations ask for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from pymongo.database import Database

from services.kit.errors import RefusalKind, Refused
from services.kit.revisions import Revisions
from services.translation.domain.glossary import NO_GLOSSARY, CompiledGlossary, Layer, Term
from services.translation.domain.glossary.book import Book, Glossary, Shelf, Subject
from services.translation.glossaries.documents import REVISED, read_pieces

# Terms of all that are compiled in a process: some 600 bytes each (tests/bench/glossary measures it).
_MOST_TERMS = 200_000

_Key = tuple[str, Subject, tuple[int, ...]]


class Glossaries:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, database: Database[dict[str, Any]], now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._books: Revisions[Book, Shelf] = Revisions(database, REVISED, now)
        self._compiled: OrderedDict[_Key, CompiledGlossary] = OrderedDict()
        self._lock = Lock()
        self._compiling = Lock()

    def of(
        self, tenant: str, source: str, target: str, product: str = "", at: datetime | None = None
    ) -> CompiledGlossary:
        """What holds for a message of the language `source` into `target`, about a product or none. `at` is when, the
        same instant for all of a batch, which then asks the store once; None: now."""
        shelf = self._books.in_force(tenant, at or self._now())
        subject = Subject(source, target, product).key
        layers = shelf.layers(subject)
        if not layers:
            return NO_GLOSSARY
        # What is published for other pairs leaves this as it was.
        key = (tenant, subject, tuple(one.revision for one in layers))
        return self._known(key) or self._compile(key, layers)

    def book(self, tenant: str, revision: int = 0) -> Book | None:
        """The shop's glossaries as they are, or were; None where nothing has been published. Raises Refused
        (NO_REVISION)."""
        return self._books.read(tenant, revision) if revision else self._books.newest(tenant)

    def glossary(self, tenant: str, subject: Subject, revision: int = 0) -> Glossary:
        """Raises Refused (NO_GLOSSARY, NO_REVISION)."""
        book = self.book(tenant, revision)
        found = book.glossary(subject) if book is not None else None
        if found is None:
            message = f"there is no glossary for {subject.source_language} into {subject.target_language}"
            message += f" and product {subject.product!r}" if subject.product else ""
            raise Refused("NO_GLOSSARY", message, RefusalKind.NOT_FOUND)
        return found

    def terms(self, tenant: str, glossary: Glossary, first: int, most: int) -> list[Term]:
        """So many of its terms, from the place `first` on."""
        wanted, skipped, before = [], 0, 0
        for piece in glossary.pieces:
            if before + piece.terms <= first:
                skipped += piece.terms
            elif before < first + most:
                wanted.append(piece.id)
            before += piece.terms
        found = [term for terms in read_pieces(self._database, tenant, wanted) for term in terms]
        return found[first - skipped : first - skipped + most]

    def _known(self, key: _Key) -> CompiledGlossary | None:
        with self._lock:
            found = self._compiled.get(key)
            if found is not None:
                self._compiled.move_to_end(key)
            return found

    def _compile(self, key: _Key, layers: tuple[Glossary, ...]) -> CompiledGlossary:
        tenant, subject, _ = key
        # One at a time: who waits for the same finds it done.
        with self._compiling:
            known = self._known(key)
            if known is not None:
                return known
            read = [self._layer(tenant, one) for one in layers]
            compiled = CompiledGlossary(subject.source_language, subject.target_language, read)
        with self._lock:
            self._compiled[key] = compiled
            while len(self._compiled) > 1 and sum(map(len, self._compiled.values())) > _MOST_TERMS:
                self._compiled.popitem(last=False)
        return compiled

    def _layer(self, tenant: str, glossary: Glossary) -> Layer:
        pieces = read_pieces(self._database, tenant, [piece.id for piece in glossary.pieces])
        return Layer(glossary.revision, tuple(term for terms in pieces for term in terms))
