"""The timers of accounts: one for each account, at the earliest instant at which something becomes due in it."""

from __future__ import annotations

from services.kit.ticking.planned import PlannedTimers
from services.kit.ticking.timer import TimerDocument
from services.kit.topics import ACCOUNT
from services.loyalty.domain.account import Account

COLLECTION = "account_timers"
MATURE = "mature"
"""What is to be done: all that is due."""
ACCOUNT_TIMERS: PlannedTimers[Account] = PlannedTimers(COLLECTION, ACCOUNT, lambda _: MATURE)


class AccountTimerDocument(TimerDocument):
    meta = {"db_alias": "loyalty", "collection": COLLECTION}
