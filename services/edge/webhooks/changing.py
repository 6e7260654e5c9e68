"""What a shop does with its endpoints: load, decide, save."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from pymongo.database import Database

from services.edge.webhooks.catalogue import check_types
from services.edge.webhooks.documents import list_endpoints
from services.edge.webhooks.domain import endpoint as rules
from services.edge.webhooks.domain.endpoint import Decided, Endpoint, Secret
from services.edge.webhooks.domain.target import Reachable, target_of
from services.edge.webhooks.domain.words import DisabledReason
from services.edge.webhooks.queues import Queues
from services.edge.webhooks.sealing import Sealer
from services.kit.aggregate import Change, Outcome, Work
from services.kit.clock import Clock
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import derived_id, document_id
from services.kit.rpc import Call

# Of one tenant: every event is held against each of them.
MOST_ENDPOINTS = 50

Commands = Callable[[Work[Endpoint]], Awaitable[Outcome[Endpoint]]]


class Changing:
    """Each method raises Refused, Away."""

    def __init__(
        self,
        database: Database[dict[str, Any]],
        run: Commands,
        queues: Queues,
        reachable: Reachable,
        sealer: Sealer | None,
        clock: Clock,
    ) -> None:
        self._database = database
        self._run = run
        self._queues = queues
        self._reachable = reachable
        self._sealer = sealer
        self._clock = clock

    async def create(self, call: Call, url: str, types: Sequence[str], description: str) -> tuple[Endpoint, str]:
        """The endpoint and its secret. The same command again answers the same, for as long as the secret is in use."""
        url = self._checked(url, types)
        secret, sealed = self._keys().new_secret()
        endpoint_id = derived_id("webhook-endpoint", call.tenant, call.command_id)
        known = await asyncio.to_thread(list_endpoints, self._database, call.tenant)
        if len(known) >= MOST_ENDPOINTS and endpoint_id not in {one.endpoint_id for one in known}:
            message = f"a shop has at most {MOST_ENDPOINTS} endpoints"
            raise Refused("TOO_MANY_ENDPOINTS", message, RefusalKind.FAILED_PRECONDITION)
        made = Endpoint(endpoint_id, url, tuple(types), description, (Secret(sealed),), self._clock.now())
        work = Work(
            document_id(call.tenant, endpoint_id),
            lambda there: change_of(rules.created(made)) if there is None else None,
            traceparent=call.traceparent,
        )
        endpoint = rules.existing((await self._run(work)).state)
        return endpoint, self._keys().open(endpoint.secrets[-1].sealed)

    async def update(self, call: Call, endpoint_id: str, url: str, types: Sequence[str], description: str) -> Endpoint:
        url, now = self._checked(url, types), self._clock.now()
        return await self._decide(call, endpoint_id, lambda one: rules.change(one, url, types, description, now))

    async def rotate(self, call: Call, endpoint_id: str, overlap: timedelta) -> tuple[Endpoint, str]:
        secret, sealed = self._keys().new_secret()
        now = self._clock.now()
        after = await self._decide(call, endpoint_id, lambda one: rules.rotate(one, sealed, overlap, now))
        return after, self._keys().open(after.secrets[-1].sealed)

    async def enable(self, call: Call, endpoint_id: str) -> Endpoint:
        now = self._clock.now()
        return await self._decide(call, endpoint_id, lambda one: rules.enable(one, now))

    async def disable(self, call: Call, endpoint_id: str) -> Endpoint:
        now = self._clock.now()
        return await self._and_stop(call, endpoint_id, lambda one: rules.disable(one, DisabledReason.BY_HAND, now))

    async def delete(self, call: Call, endpoint_id: str) -> None:
        now = self._clock.now()
        await self._and_stop(call, endpoint_id, lambda one: rules.delete(one, now))

    async def _and_stop(self, call: Call, endpoint_id: str, rule: Callable[[Endpoint], Decided]) -> Endpoint:
        """Whoever sends is called, to give up what waits."""
        after = await self._decide(call, endpoint_id, rule)
        await asyncio.to_thread(self._queues.wake, [document_id(call.tenant, endpoint_id)])
        return after

    async def _decide(self, call: Call, endpoint_id: str, rule: Callable[[Endpoint], Decided]) -> Endpoint:
        def decide(known: Endpoint | None) -> Change[Endpoint] | None:
            return change_of(rule(rules.existing(known)))

        work = Work(
            document_id(call.tenant, endpoint_id), decide, command_id=call.command_id, traceparent=call.traceparent
        )
        return (await self._run(work)).state

    def _checked(self, url: str, types: Sequence[str]) -> str:
        """The URL as it will be called."""
        check_types(types)
        return target_of(url, self._reachable).url

    def _keys(self) -> Sealer:
        if self._sealer is None:
            message = "HELIODESK_WEBHOOK_KEYS is not set: secrets of endpoints can't be kept"
            raise Refused("WEBHOOKS_CLOSED", message, RefusalKind.FAILED_PRECONDITION)
        return self._sealer


def change_of(decided: Decided) -> Change[Endpoint] | None:
    """What the store keeps of a rule's decision."""
    if decided is None:
        return None
    after, event = decided
    return Change(after, events=() if event is None else (event,))
