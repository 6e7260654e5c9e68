"""The calls about tone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from heliodesk.translation.v1 import tone_service_pb2 as calls

from services.kit.aggregate import Change, Work
from services.kit.convert import from_proto, to_proto
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.translation.domain.tone import NOBODY, check_tone
from services.translation.domain.tone.overrides import KeptTone, Revision, ToneOverrides, publish
from services.translation.domain.tone.words import Form, MessageKind
from services.translation.tone.documents import published, tone_id
from services.translation.tone.keeper import ToneProfiles
from services.translation.tone.views import Asked, profile_message


class ToneServicer:
    """heliodesk.translation.v1.ToneService. `offer` settles what was written, from any thread."""

    def __init__(
        self,
        store: Store[KeptTone],
        profiles: ToneProfiles,
        offer: Callable[[Sequence[Pending]], None],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._profiles = profiles
        self._offer = offer
        self._now = now

    async def CheckTone(self, request: calls.CheckToneRequest, call: Call) -> calls.CheckToneResponse:
        asked = from_proto(request, Asked)
        # A long text takes tens of milliseconds, in which other calls go on.
        return await asyncio.to_thread(self._check, asked, call.tenant)

    def _check(self, asked: Asked, tenant: str) -> calls.CheckToneResponse:
        profile = self._profiles.of(tenant, asked.market)
        findings = check_tone(
            profile,
            asked.text,
            asked.language,
            name=asked.name or NOBODY,
            kind=asked.kind or MessageKind.ANSWER,
            form=asked.form or Form.LETTER,
        )
        return calls.CheckToneResponse(
            findings=[to_proto(one, calls.ToneFinding) for one in findings],
            locale=profile.tone(asked.language).locale,
            revision=profile.revision,
        )

    async def GetToneProfile(self, request: calls.GetToneProfileRequest, call: Call) -> calls.GetToneProfileResponse:
        profile = await asyncio.to_thread(self._profiles.of, call.tenant, request.market)
        return calls.GetToneProfileResponse(profile=profile_message(profile))

    async def ListToneProfiles(
        self, request: calls.ListToneProfilesRequest, call: Call
    ) -> calls.ListToneProfilesResponse:
        markets = [
            calls.ToneMarket(market=market, locales=[tone.locale for tone in profile.tones])
            for market, profile in self._profiles.builtin.items()
        ]
        return calls.ListToneProfilesResponse(markets=markets)

    async def PublishToneOverrides(
        self, request: calls.PublishToneOverridesRequest, call: Call
    ) -> calls.PublishToneOverridesResponse:
        overrides, now = from_proto(request.overrides, ToneOverrides), self._now()

        def decide(kept: KeptTone | None) -> Change[KeptTone]:
            known = self._profiles.builtin
            after = publish(kept, call.tenant, overrides, request.based_on, request.note, now, known)
            return published(kept, after)

        answer = self._validate if request.validate_only else self._commit
        revision = await asyncio.to_thread(answer, call, decide)
        return calls.PublishToneOverridesResponse(revision=_line(revision))

    def _validate(self, call: Call, decide: Callable[[KeptTone | None], Change[KeptTone]]) -> Revision:
        return decide(self._store.get(tone_id(call.tenant))).state.newest

    def _commit(self, call: Call, decide: Callable[[KeptTone | None], Change[KeptTone]]) -> Revision:
        work = Work(tone_id(call.tenant), decide, call.command_id, traceparent=call.traceparent)
        # One change in a write: the one before it has to be certain (documents).
        return self._store.run_one(work, self._offer).state.newest

    async def GetToneOverrides(
        self, request: calls.GetToneOverridesRequest, call: Call
    ) -> calls.GetToneOverridesResponse:
        number = request.revision
        ask = (self._profiles.read, call.tenant, number) if number else (self._profiles.newest, call.tenant)
        revision = await asyncio.to_thread(*ask)
        if revision is None:
            return calls.GetToneOverridesResponse(revision=calls.ToneRevision())
        overrides = to_proto(revision.overrides, calls.ToneOverrides)
        return calls.GetToneOverridesResponse(overrides=overrides, revision=_line(revision))


def _line(revision: Revision) -> calls.ToneRevision:
    return calls.ToneRevision(
        revision=revision.revision, published_at=to_timestamp(revision.published_at), note=revision.note
    )
