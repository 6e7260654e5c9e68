"""The timers of accounts: one for each account, at the earliest instant at which something becomes due in it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from services.kit.aggregate import Write
from services.kit.ids import split_document_id
from services.kit.ticking.timer import Timer, TimerDocument, partition_of, writes
from services.kit.topics import ACCOUNT
from services.loyalty.domain.account import Account

COLLECTION = "account_timers"
MATURE = "mature"
"""What is to be done: all that is due."""


class AccountTimerDocument(TimerDocument):
    meta = {"db_alias": "loyalty", "collection": COLLECTION}


@lru_cache(maxsize=65536)
def shard_of(account_id: str) -> int:
    """Where Kafka has the events of this account."""
    return partition_of(split_document_id(account_id)[1], ACCOUNT)


def timers_of(account_id: str, account: Account, set_at: datetime) -> tuple[Timer, ...]:
    """All that the account needs as it is: the next one, or none."""
    if account.next_at is None:
        return ()
    return (Timer(account_id, MATURE, account.plan, account.next_at, set_at, shard_of(account_id)),)


def writes_of(account_id: str, before: Account | None, account: Account, set_at: datetime) -> tuple[Write, ...]:
    """What must stand before the account does: its timer, where it hadn't that one before."""
    if before is not None and before.plan == account.plan:
        return ()
    return writes(COLLECTION, timers_of(account_id, account, set_at))


def spent(timer: Timer, account: Account | None) -> bool:
    """Whether it can be taken out: the account has gone on to another plan. One that is ahead of its account is not:
    the account's own commit is on its way."""
    return account is not None and account.plan > timer.plan
