"""The calls about glossaries."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from heliodesk.translation.v1 import glossary_service_pb2 as calls

from services.kit.convert import from_proto, to_proto
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.errors import refused_field
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.translation.domain.glossary import Hit, Span, Term, TermFault
from services.translation.domain.glossary.book import Glossary, Subject
from services.translation.domain.glossary.table import write_csv
from services.translation.domain.glossary.tbx import write_tbx
from services.translation.glossaries.publishing import File, Publication, Publishing
from services.translation.glossaries.reading import Glossaries

# Terms in one exported file; bytes of terms in one answer, and those of the tags around a word of TBX. Of a check, what
# somebody can look at.
_EXPORTED, _MOST_BYTES, _TAGS, _MOST_SHOWN = 2_000, 1_000_000, 200, 500


class GlossaryServicer:
    """heliodesk.translation.v1.GlossaryService."""

    def __init__(self, publishing: Publishing, glossaries: Glossaries) -> None:
        self._publishing = publishing
        self._glossaries = glossaries

    # --- publishing

    async def PublishGlossary(self, request: calls.PublishGlossaryRequest, call: Call) -> calls.PublishGlossaryResponse:
        terms = tuple(from_proto(one, Term) for one in request.terms)
        asked = Publication(_subject(request), terms, tuple(request.staged), request.based_on, request.note)
        glossary = await asyncio.to_thread(self._publish, call, asked, request.validate_only)
        return calls.PublishGlossaryResponse(glossary=_line(glossary))

    async def ImportGlossary(self, request: calls.ImportGlossaryRequest, call: Call) -> calls.ImportGlossaryResponse:
        file = from_proto(request.file, File)
        subject = Subject(file.source_language, file.target_language, request.product)

        def publish() -> Glossary:
            asked = Publication(subject, file.read(), (), request.based_on, request.note)
            return self._publish(call, asked, request.validate_only)

        return calls.ImportGlossaryResponse(glossary=_line(await asyncio.to_thread(publish)))

    def _publish(self, call: Call, asked: Publication, validate_only: bool) -> Glossary:
        if validate_only:
            return self._publishing.validate(call.tenant, asked)
        return self._publishing.commit(call, asked)

    async def StageGlossaryTerms(
        self, request: calls.StageGlossaryTermsRequest, call: Call
    ) -> calls.StageGlossaryTermsResponse:
        if request.terms and request.HasField("file"):
            raise refused_field("UNEXPECTED", "file", "terms, or a file")
        terms = tuple(from_proto(one, Term) for one in request.terms)
        file = from_proto(request.file, File) if request.HasField("file") else None

        def stage() -> Any:
            return self._publishing.stage(call.tenant, file.read() if file is not None else terms)

        piece = await asyncio.to_thread(stage)
        return calls.StageGlossaryTermsResponse(staged=piece.id, terms=piece.terms)

    # --- what there is

    async def GetGlossary(self, request: calls.GetGlossaryRequest, call: Call) -> calls.GetGlossaryResponse:
        size = request.page_size or DEFAULT_PAGE
        glossary, terms, following = await self._page(request, call, size)
        return calls.GetGlossaryResponse(
            glossary=_line(glossary), terms=[_term(one) for one in terms], next_cursor=following
        )

    async def ExportGlossary(self, request: calls.ExportGlossaryRequest, call: Call) -> calls.ExportGlossaryResponse:
        glossary, terms, following = await self._page(request, call, _EXPORTED)
        if request.format == calls.GLOSSARY_FORMAT_CSV:
            content = write_csv(terms)
        else:
            content = write_tbx(terms, glossary.subject.source_language, glossary.subject.target_language)
        return calls.ExportGlossaryResponse(content=content, next_cursor=following)

    async def _page(
        self, request: calls.GetGlossaryRequest | calls.ExportGlossaryRequest, call: Call, size: int
    ) -> tuple[Glossary, Sequence[Term], str]:
        """A page of the revision that its first page was of, whatever has been published since."""
        revision, first = read_cursor(request.cursor, int, int) if request.cursor else (request.revision, 0)

        def read() -> tuple[Glossary, list[Term]]:
            glossary = self._glossaries.glossary(call.tenant, _subject(request), revision)
            return glossary, self._glossaries.terms(call.tenant, glossary, first, size)

        glossary, terms = await asyncio.to_thread(read)
        shown = _fitting(terms)
        after = first + len(shown)
        following = write_cursor(revision or glossary.revision, after) if after < glossary.terms else ""
        return glossary, shown, following

    async def ListGlossaries(self, request: calls.ListGlossariesRequest, call: Call) -> calls.ListGlossariesResponse:
        book = await asyncio.to_thread(self._glossaries.book, call.tenant, request.revision)
        if book is None:
            return calls.ListGlossariesResponse()
        return calls.ListGlossariesResponse(glossaries=[_line(one) for one in book.glossaries], revision=book.revision)

    async def CheckGlossary(self, request: calls.CheckGlossaryRequest, call: Call) -> calls.CheckGlossaryResponse:
        def check() -> tuple[int, tuple[Hit, ...], tuple[TermFault, ...]]:
            languages = request.source_language, request.target_language
            compiled = self._glossaries.of(call.tenant, *languages, request.product)
            hits = compiled.hits(request.text)
            translation = request.translation
            return compiled.revision, hits, compiled.check(request.text, translation, hits) if translation else ()

        revision, hits, faults = await asyncio.to_thread(check)
        return calls.CheckGlossaryResponse(
            revision=revision,
            hits=[_hit(one) for one in hits[:_MOST_SHOWN]],
            faults=[_fault(one) for one in faults[:_MOST_SHOWN]],
        )


def _subject(request: Any) -> Subject:
    return Subject(request.source_language, request.target_language, request.product)


def _fitting(terms: Sequence[Term]) -> Sequence[Term]:
    """As many as one answer holds, at least one."""
    size = 0
    for number, term in enumerate(terms):
        size += 3 * term.characters + _TAGS * (2 + len(term.targets) + len(term.forbidden))
        if number and size > _MOST_BYTES:
            return terms[:number]
    return terms


def _line(glossary: Glossary) -> calls.GlossaryLine:
    subject = glossary.subject
    return calls.GlossaryLine(
        source_language=subject.source_language,
        target_language=subject.target_language,
        product=subject.product,
        revision=glossary.revision,
        published_at=to_timestamp(glossary.published_at),
        note=glossary.note,
        terms=glossary.terms,
    )


def _term(term: Term) -> calls.GlossaryTerm:
    return to_proto(term, calls.GlossaryTerm)


def _hit(hit: Hit) -> calls.GlossaryHit:
    return calls.GlossaryHit(term=_term(hit.term), place=_place(Span(hit.start, hit.end)), text=hit.text)


def _fault(fault: TermFault) -> calls.TermFault:
    target = _place(fault.target) if fault.target is not None else None
    kind = calls.TermFaultKind.Value(f"TERM_FAULT_KIND_{fault.kind.name}")
    return calls.TermFault(kind=kind, term=_term(fault.term), source=_place(fault.source), target=target)


def _place(span: Span) -> calls.TextPlace:
    return calls.TextPlace(start=span.start, end=span.end)
