"""The calls about draws."""

from __future__ import annotations

import asyncio
import secrets as randomness
from collections.abc import Awaitable, Callable
from datetime import datetime

from heliodesk.loyalty.v1 import draw_service_pb2 as calls

from services.kit.aggregate import Change, Outcome, Work
from services.kit.convert import from_proto
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.domain.account import EMPTY, Account
from services.loyalty.domain.draws.draw import Decision, Draw, DrawStatus, cancel, existing, schedule
from services.loyalty.domain.draws.drawing import commitment_to
from services.loyalty.domain.draws.entering import is_offered
from services.loyalty.domain.draws.rules import DrawRules
from services.loyalty.domain.draws.secrets import DrawSecrets
from services.loyalty.draws import documents, views
from services.loyalty.draws.entering import Entering, entrant_of
from services.loyalty.programmes import Programmes

# Of a proof: what fits into one message.
_MOST_PLACES = 4_000
_NONCE_BYTES = 32


class DrawServicer:
    """heliodesk.loyalty.v1.DrawService. `commands` runs a work on a draw."""

    def __init__(
        self,
        draws: Store[Draw],
        accounts: Store[Account],
        commands: Callable[[Work[Draw]], Awaitable[Outcome[Draw]]],
        entering: Entering,
        programmes: Programmes,
        secrets: DrawSecrets,
        now: Callable[[], datetime],
    ) -> None:
        self._draws = draws
        self._accounts = accounts
        self._commands = commands
        self._entering = entering
        self._programmes = programmes
        self._secrets = secrets
        self._now = now

    # --- what a shop does

    async def ScheduleDraw(self, request: calls.ScheduleDrawRequest, call: Call) -> calls.ScheduleDrawResponse:
        rules, now = from_proto(request.rules, DrawRules), self._now()
        nonce = randomness.token_hex(_NONCE_BYTES)
        commitment = commitment_to(self._secrets.seed(call.tenant, request.draw_id, nonce))

        def decide(draw: Draw | None) -> Decision | None:
            return schedule(draw, request.draw_id, rules, nonce, commitment, now)

        draw = await self._run(call, request.draw_id, decide, now)
        return calls.ScheduleDrawResponse(draw=views.draw_message(draw, now))

    async def CancelDraw(self, request: calls.CancelDrawRequest, call: Call) -> calls.CancelDrawResponse:
        now = self._now()

        def decide(draw: Draw | None) -> Decision | None:
            seed = self._secrets.seed(call.tenant, request.draw_id, existing(draw).nonce)
            return cancel(draw, seed, request.reason, request.actor, now)

        draw = await self._run(call, request.draw_id, decide, now)
        return calls.CancelDrawResponse(draw=views.draw_message(draw, now))

    async def _run(
        self, call: Call, draw_id: str, decide: Callable[[Draw | None], Decision | None], now: datetime
    ) -> Draw:
        aggregate_id = document_id(call.tenant, draw_id)

        def changed(draw: Draw | None) -> Change[Draw] | None:
            decision = decide(draw)
            if decision is None:
                return None
            decided, events = decision
            timers = documents.DRAW_TIMERS.writes_of(aggregate_id, draw, decided, now)
            return Change(decided, events, now, writes=timers)

        outcome = await self._commands(Work(aggregate_id, changed, call.command_id, traceparent=call.traceparent))
        return existing(outcome.state)

    # --- what members do

    async def EnterDraw(self, request: calls.EnterDrawRequest, call: Call) -> calls.EnterDrawResponse:
        entered = await self._entering.enter(call, request.draw_id, request.customer_id, request.entries)
        return calls.EnterDrawResponse(
            redemption_id=entered.redemption_id,
            participant_id=self._secrets.participant_id(call.tenant, request.draw_id, request.customer_id),
            entries=request.entries,
            points=entered.points,
            balance=entered.balance,
        )

    async def ListDrawEntries(self, request: calls.ListDrawEntriesRequest, call: Call) -> calls.ListDrawEntriesResponse:
        draw = await self._draw(call, request.draw_id)
        participant_id = self._secrets.participant_id(call.tenant, request.draw_id, request.customer_id)
        aggregate_id = document_id(call.tenant, request.draw_id)
        found = await asyncio.to_thread(documents.read_member, self._draws, aggregate_id, participant_id)
        places = [views.place_message(number, paid.place) for number, paid in found if number <= draw.places]
        return calls.ListDrawEntriesResponse(participant_id=participant_id, entries=places)

    async def ListDraws(self, request: calls.ListDrawsRequest, call: Call) -> calls.ListDrawsResponse:
        now = self._now()
        found, next_cursor = await asyncio.to_thread(
            documents.list_draws, call.tenant, request.page_size, request.cursor
        )
        if request.customer_id:
            found = await asyncio.to_thread(self._offered, call.tenant, request.customer_id, found, now)
        return calls.ListDrawsResponse(draws=[views.draw_message(one, now) for one in found], next_cursor=next_cursor)

    def _offered(self, tenant: str, customer_id: str, draws: list[Draw], now: datetime) -> list[Draw]:
        account = self._accounts.get(document_id(tenant, customer_id)) or EMPTY
        entrant = entrant_of(account, self._programmes.in_force(tenant, now))
        return [draw for draw in draws if draw.status_at(now) is DrawStatus.OPEN and is_offered(draw, entrant)]

    # --- what anybody may know

    async def GetDraw(self, request: calls.GetDrawRequest, call: Call) -> calls.GetDrawResponse:
        draw = await self._draw(call, request.draw_id)
        return calls.GetDrawResponse(draw=views.draw_message(draw, self._now()))

    async def GetDrawProof(self, request: calls.GetDrawProofRequest, call: Call) -> calls.GetDrawProofResponse:
        draw = await self._draw(call, request.draw_id)
        after = views.place_after(request.cursor)
        limit = request.page_size or _MOST_PLACES
        aggregate_id = document_id(call.tenant, request.draw_id)
        page = await asyncio.to_thread(documents.read_list, self._draws, aggregate_id, after, draw.places, limit)
        return views.proof_message(draw, page, self._now())

    async def _draw(self, call: Call, draw_id: str) -> Draw:
        return existing(await asyncio.to_thread(self._draws.get, document_id(call.tenant, draw_id)))
