"""The timers of members: each has at most one, at the instant at which the next birthday begins."""

from __future__ import annotations

from datetime import datetime

from services.kit.aggregate import Write
from services.kit.ids import split_document_id
from services.kit.ticking.timer import Timer, partition_of, writes
from services.kit.topics import MEMBER
from services.loyalty.domain.members.member import Member
from services.loyalty.members.documents import TIMERS

_BIRTHDAY = "birthday"


def timers_of(aggregate_id: str, member: Member, set_at: datetime) -> tuple[Timer, ...]:
    if member.next_at is None:
        return ()
    shard = partition_of(split_document_id(aggregate_id)[1], MEMBER)
    return (Timer(aggregate_id, _BIRTHDAY, member.plan, member.next_at, set_at, shard),)


def writes_of(aggregate_id: str, before: Member | None, member: Member, set_at: datetime) -> tuple[Write, ...]:
    """What must stand before the member does: the timer, where it is another one."""
    if before is not None and before.plan == member.plan:
        return ()
    return writes(TIMERS, timers_of(aggregate_id, member, set_at))


def spent(timer: Timer, member: Member | None) -> bool:
    """Whether it can be taken out. One that is ahead of its member can't: the member's own write is on its way."""
    return member is not None and member.plan > timer.plan
