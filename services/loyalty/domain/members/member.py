"""A member: what the shop tells of a customer, how it changes, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.errors import RefusalKind, Refused, Violation
from services.loyalty.domain.members.birthday import is_day, next_birthday
from services.loyalty.domain.members.events import Event, MemberForgotten, MemberGiftDue, MemberProfileChanged
from services.loyalty.domain.members.signals import Signal, SignalKind, told_anew

ZoneOf = Callable[[str], str]
"""The zone of a market's members who have told none."""


@dataclass(frozen=True, slots=True)
class Member:
    """`birthday` is `MM-DD`; what isn't known is empty. `sequence` counts the changes, over all of the member's lives.

    `next_at` (UTC) is when the next birthday begins, that of `gift_year`; `plan` counts how often that has changed. Who
    was forgotten has nothing but these numbers, until the shop tells of the customer again.
    """

    customer_id: str
    zone: str = ""
    market: str = ""
    language: str = ""
    segments: tuple[str, ...] = ()
    birthday: str = ""
    signals: tuple[Signal, ...] = ()
    sequence: int = 0
    plan: int = 0
    next_at: datetime | None = None
    gift_year: int = 0
    joined_at: datetime | None = None
    changed_at: datetime | None = None
    forgotten_at: datetime | None = None

    @property
    def profile(self) -> tuple[str, str, str, tuple[str, ...]]:
        return self.zone, self.market, self.language, self.segments


@dataclass(frozen=True, slots=True)
class Told:
    """What the shop says of a member; None: nothing about it. Nothing of a kind that is `cleared` is kept."""

    zone: str | None = None
    market: str | None = None
    language: str | None = None
    segments: tuple[str, ...] | None = None
    birthday: str | None = None
    signals: tuple[Signal, ...] = ()
    cleared: tuple[SignalKind, ...] = ()


def put(
    known: Member | None, customer_id: str, told: Told, now: datetime, zone_of: ZoneOf
) -> tuple[Member, tuple[Event, ...]] | None:
    """The member as told, and what others hear of it; None where nothing changes. Raises Refused (NO_SUCH_DAY)."""
    if told.birthday and not is_day(told.birthday):
        violation = Violation("birthday", "NO_SUCH_DAY", "no year has this day")
        raise Refused("NO_SUCH_DAY", "no year has this day", violations=(violation,))
    before = known or Member(customer_id)
    member = replace(
        before,
        zone=_or(told.zone, before.zone),
        market=_or(told.market, before.market),
        language=_or(told.language, before.language),
        segments=before.segments if told.segments is None else tuple(sorted(set(told.segments))),
        birthday=_or(told.birthday, before.birthday),
        signals=told_anew(before.signals, told.signals, told.cleared),
    )
    is_new = before.joined_at is None
    if member == before and not is_new:
        return None
    member = replace(
        member,
        sequence=before.sequence + 1,
        joined_at=before.joined_at or now,
        changed_at=now,
        forgotten_at=None,
    )
    member = _planned(before, member, now, zone_of)
    return member, (_changed(member, now),) if member.profile != before.profile else ()


def _or(told: str | None, known: str) -> str:
    return known if told is None else told


def _changed(member: Member, now: datetime) -> MemberProfileChanged:
    zone, market, language, segments = member.profile
    return MemberProfileChanged(member.customer_id, zone, market, language, segments, member.sequence, now)


def _planned(before: Member, member: Member, now: datetime, zone_of: ZoneOf) -> Member:
    """With the birthday that comes next. One that has begun, whose timer hasn't rung yet, stays: its gift is due."""
    if not member.birthday:
        return _with_next(member, None, 0)
    asked = (member.birthday, member.zone, member.market)
    if asked == (before.birthday, before.zone, before.market) or (before.next_at and before.next_at <= now):
        return member
    return _with_next(member, *next_birthday(member.birthday, member.zone or zone_of(member.market), now))


def _with_next(member: Member, next_at: datetime | None, year: int) -> Member:
    if next_at == member.next_at:
        return member
    return replace(member, next_at=next_at, gift_year=year, plan=member.plan + 1)


def give(member: Member, zone_of: ZoneOf) -> tuple[Member, MemberGiftDue]:
    """The gift of the birthday that has begun, and the member with the one after it: where nobody looked for years, all
    of them are given, one after the other."""
    if member.next_at is None:
        raise ValueError(f"{member.customer_id} has no birthday")
    gift = MemberGiftDue(member.customer_id, member.gift_year, member.next_at)
    zone = member.zone or zone_of(member.market)
    return _with_next(member, *next_birthday(member.birthday, zone, member.next_at)), gift


def forget(known: Member | None, now: datetime) -> tuple[Member, tuple[Event, ...]] | None:
    """What is left; None where nothing was known any more. Raises Refused (NO_MEMBER)."""
    if known is None:
        raise no_member()
    if known.forgotten_at is not None:
        return None
    left = Member(known.customer_id, sequence=known.sequence + 1, plan=known.plan + 1, forgotten_at=now)
    forgotten = MemberForgotten(known.customer_id, left.sequence, now)
    return left, (forgotten,) if left.profile == known.profile else (_changed(left, now), forgotten)


def known_member(member: Member | None) -> Member:
    """Raises Refused (NO_MEMBER)."""
    if member is None or member.joined_at is None:
        raise no_member()
    return member


def no_member() -> Refused:
    return Refused("NO_MEMBER", "nothing is known of this customer", RefusalKind.NOT_FOUND)
