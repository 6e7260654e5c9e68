"""A member enters a draw: the ledger takes the points, and its event brings the entries into the list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from services.kit.aggregate import Change, Outcome, Work
from services.kit.committed import Standing
from services.kit.ids import derived_id, document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.account import EMPTY, Account
from services.loyalty.domain.draws.draw import Draw, existing
from services.loyalty.domain.draws.entering import Entrant, check_entry
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.spending import Redemption, redeem
from services.loyalty.domain.words import EntryKind
from services.loyalty.handlers.redemptions import about_redemption, key_of
from services.loyalty.programmes import Programmes


@dataclass(frozen=True, slots=True)
class Entered:
    redemption_id: str
    points: int
    balance: int


class Entering:
    """`commands` runs a work on an account."""

    def __init__(
        self,
        draws: Store[Draw],
        commands: Callable[[Work[Account]], Awaitable[Outcome[Account]]],
        programmes: Programmes,
        now: Callable[[], datetime],
    ) -> None:
        self._draws = draws
        self._commands = commands
        self._programmes = programmes
        self._now = now

    async def enter(self, call: Call, draw_id: str, customer_id: str, entries: int) -> Entered:
        """Once for each command, for ever. Raises Refused (DRAW_NOT_FOUND, DRAW_NOT_OFFERED, DRAW_NOT_OPEN, DRAW_LIMIT,
        NOT_ENOUGH_POINTS), Away."""
        draw = existing(await asyncio.to_thread(self._draws.get, document_id(call.tenant, draw_id)))
        redemption_id = derived_id("draw-entry", call.tenant, customer_id, draw_id, call.command_id)
        points = entries * draw.rules.points_per_entry
        redemption = Redemption(redemption_id, points, draw_id=draw_id, draw_entries=entries)
        work = Work(
            document_id(call.tenant, customer_id),
            self._decision(call.tenant, customer_id, draw, redemption),
            keys=(key_of(redemption_id),),
            about=(about_redemption(redemption_id), f"draw/{customer_id}/{draw_id}"),
            traceparent=call.traceparent,
        )
        outcome = await self._commands(work)
        return Entered(redemption_id, points, (outcome.state or EMPTY).balance)

    def _decision(
        self, tenant: str, customer_id: str, draw: Draw, redemption: Redemption
    ) -> Callable[[Standing[Account]], Change[Account] | None]:
        def decide(standing: Standing[Account]) -> Change[Account] | None:
            # As late as can be: what is decided after the draw has closed must not look as if it were before.
            now = self._now()
            programme = self._programmes.in_force(tenant, now)
            book = book_of(tenant, customer_id, standing)
            mature(book, programme, now)
            entrant = entrant_of(book.account, programme, _entered(standing.entries, draw))
            check_entry(draw, entrant, redemption.draw_entries, now)
            redeem(book, redemption, now)
            return change_of(book, standing, now)

        return decide


def entrant_of(account: Account, programme: Programme, entered: int = 0) -> Entrant:
    market = account.profile.market or programme.default_market
    return Entrant(market, account.standing.tier, programme.lottery_allowed(market), entered)


def _entered(recorded: tuple[Entry, ...], draw: Draw) -> int:
    """Entries that the member has in the draw; what was given back doesn't count."""
    moved = sum(one.points for one in recorded if one.kind in (EntryKind.REDEEM, EntryKind.RESTORE))
    return -moved // draw.rules.points_per_entry
