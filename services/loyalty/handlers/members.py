"""What is decided in an account when something of its member changes, or the member's birthday has begun."""

from __future__ import annotations

from heliodesk.loyalty.v1 import member_events_pb2 as events

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.instants import from_timestamp
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.members.events import MemberGiftDue
from services.loyalty.domain.members.giving import give_birthday_points
from services.loyalty.domain.profile import set_profile
from services.loyalty.programmes import Programmes


class MemberHandlers:
    """By the programme that was in force on the birthday. Raises Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def profile(
        self, standing: Standing[Account], event: events.MemberProfileChanged, context: Context
    ) -> Change[Account] | None:
        book = book_of(context.tenant, event.customer_id, standing)
        set_profile(book, from_proto(event, Profile), from_timestamp(event.changed_at))
        return change_of(book, standing, context.now)

    def gift(
        self, standing: Standing[Account], event: events.MemberGiftDue, context: Context
    ) -> Change[Account] | None:
        gift = from_proto(event, MemberGiftDue)
        book = book_of(context.tenant, gift.customer_id, standing)
        give_birthday_points(book, gift, self._programmes.in_force(context.tenant, gift.due_at))
        return change_of(book, standing, context.now)


def profile_keys(event: events.MemberProfileChanged) -> tuple[str, ...]:
    return (f"profile/{event.customer_id}/{event.sequence}",)


def gift_keys(event: events.MemberGiftDue) -> tuple[str, ...]:
    return (f"gift/{event.customer_id}/{event.year}",)
