"""How the timers of accounts ring: all that is due by then is done, points are released or expire, and tiers are looked
at again.

None of it waits until the orders' events have been read past its instant. A refund that is read after the release takes
the points back all the same, from what is available: the books are right in either order.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from heliodesk.loyalty.v1 import events_pb2

from services.kit import telemetry
from services.kit.aggregate import Change, Outcome, Verdict
from services.kit.committed import Standing
from services.kit.ids import split_document_id
from services.kit.process import Process
from services.kit.ticking.rules import Rules
from services.kit.ticking.running import tick
from services.kit.ticking.shards import Plans
from services.kit.ticking.timer import Timer
from services.loyalty.changes import book_of, change_of
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import Account
from services.loyalty.domain.maturing import mature
from services.loyalty.programmes import Programmes
from services.loyalty.timers import ACCOUNT_TIMERS, AccountTimerDocument
from services.loyalty.totals import Counting

TICK_GROUP = "loyalty-tick"
PLANS: Plans = {
    events_pb2.PointsEarned: ("available_at", "expires_at"),
    events_pb2.TierChanged: ("review_at",),
}


class AccountRules(Rules[Account]):
    """By the programme that is in force when they ring."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def ring(self, timer: Timer, now: datetime) -> Callable[[Standing[Account]], Change[Account] | None]:
        tenant, customer_id = split_document_id(timer.aggregate_id)
        programme = self._programmes.in_force(tenant, now)

        def decide(standing: Standing[Account]) -> Change[Account] | None:
            if standing.state is None or standing.state.plan != timer.plan:
                return None
            book = book_of(tenant, customer_id, standing)
            mature(book, programme, now)
            return change_of(book, standing, now)

        return decide

    def spent(self, timer: Timer, state: Account | None) -> bool:
        return ACCOUNT_TIMERS.spent(timer, state)

    def wanted(self, aggregate_id: str, state: Account, now: datetime) -> tuple[Timer, ...]:
        return ACCOUNT_TIMERS.timers_of(aggregate_id, state, now)

    def rang(self, timer: Timer, outcome: Outcome[Account], lag: float) -> None:
        if outcome.verdict is Verdict.APPLIED:
            telemetry.LOYALTY_MATURING_LAG_SECONDS.observe(lag)


async def tick_accounts(process: Process, programmes: Programmes) -> None:
    """The timers of accounts, until the process stops."""
    counting = Counting(process.store(ACCOUNTS), programmes, process.clock)
    rules = AccountRules(programmes)
    await tick(process, ACCOUNTS, AccountTimerDocument, rules, TICK_GROUP, PLANS, beside=counting.run)
