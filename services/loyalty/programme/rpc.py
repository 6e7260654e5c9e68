"""The calls about a shop's programme."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from heliodesk.loyalty.v1 import programme_service_pb2 as calls
from heliodesk.loyalty.v1 import programme_types_pb2

from services.kit.aggregate import Change, Work
from services.kit.convert import from_proto, to_proto
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.loyalty.domain.programme.publishing import KeptProgramme, ProgrammePublished, Revision, publish
from services.loyalty.domain.programme.specs import ProgrammeSpec
from services.loyalty.programme.documents import programme_id, published
from services.loyalty.programmes import Programmes

Publish = Callable[[KeptProgramme | None], tuple[KeptProgramme, ProgrammePublished]]


class ProgrammeServicer:
    """heliodesk.loyalty.v1.ProgrammeService. `offer` has events published, from any thread."""

    def __init__(
        self,
        store: Store[KeptProgramme],
        programmes: Programmes,
        offer: Callable[[Sequence[Pending]], None],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._programmes = programmes
        self._offer = offer
        self._now = now

    async def PublishProgramme(
        self, request: calls.PublishProgrammeRequest, call: Call
    ) -> calls.PublishProgrammeResponse:
        spec, now = from_proto(request.programme, ProgrammeSpec), self._now()

        def decide(kept: KeptProgramme | None) -> tuple[KeptProgramme, ProgrammePublished]:
            return publish(kept, call.tenant, spec, request.based_on, request.note, now)

        answer = self._validate if request.validate_only else self._commit
        revision = await asyncio.to_thread(answer, call, decide)
        return calls.PublishProgrammeResponse(programme=_programme(revision), revision=revision.revision)

    def _validate(self, call: Call, decide: Publish) -> Revision:
        kept = self._store.get(programme_id(call.tenant))
        after, event = decide(kept)
        published(kept, after, event)
        return after.newest

    def _commit(self, call: Call, decide: Publish) -> Revision:
        def change(kept: KeptProgramme | None) -> Change[KeptProgramme]:
            return published(kept, *decide(kept))

        work = Work(programme_id(call.tenant), change, call.command_id, traceparent=call.traceparent)
        # One change in a write: the one before it has to be certain (programme/documents).
        return self._store.run_one(work, self._offer).state.newest

    async def GetProgramme(self, request: calls.GetProgrammeRequest, call: Call) -> calls.GetProgrammeResponse:
        number = request.revision
        ask = (self._programmes.read, call.tenant, number) if number else (self._programmes.newest, call.tenant)
        revision = await asyncio.to_thread(*ask)
        if revision is None:
            return calls.GetProgrammeResponse(revision=calls.ProgrammeRevision())
        return calls.GetProgrammeResponse(programme=_programme(revision), revision=_line(revision))

    async def ListProgrammeRevisions(
        self, request: calls.ListProgrammeRevisionsRequest, call: Call
    ) -> calls.ListProgrammeRevisionsResponse:
        (before,) = read_cursor(request.cursor, int) if request.cursor else (0,)
        size = request.page_size or DEFAULT_PAGE
        found = await asyncio.to_thread(self._programmes.listed, call.tenant, before, size + 1)
        more = write_cursor(found[size - 1].revision) if len(found) > size else ""
        return calls.ListProgrammeRevisionsResponse(revisions=[_line(one) for one in found[:size]], next_cursor=more)


def _programme(revision: Revision) -> programme_types_pb2.Programme:
    return to_proto(revision.programme, programme_types_pb2.Programme)


def _line(revision: Revision) -> calls.ProgrammeRevision:
    return calls.ProgrammeRevision(
        revision=revision.revision, published_at=to_timestamp(revision.published_at), note=revision.note
    )
