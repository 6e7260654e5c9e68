"""What is decided in an account when a referral is rewarded."""

from __future__ import annotations

from heliodesk.loyalty.v1 import referral_events_pb2 as events
from heliodesk.loyalty.v1 import referral_types_pb2 as types

from services.kit.aggregate import Change
from services.kit.committed import Standing
from services.kit.convert import from_proto
from services.kit.enums import short_names
from services.kit.stream import Context
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain.account import Account
from services.loyalty.domain.referrals.events import ReferralRevoked, ReferralRewarded
from services.loyalty.domain.referrals.rewarding import reward, take_back
from services.loyalty.programmes import Programmes

_Referral = events.ReferralRewarded | events.ReferralRevoked
_ROLES = short_names(types.ReferralRole.DESCRIPTOR)


class ReferralHandlers:
    """The points live as the programme has it that was in force when they were due. Raises Away."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def credit(
        self, standing: Standing[Account], event: events.ReferralRewarded, context: Context
    ) -> Change[Account] | None:
        due = from_proto(event, ReferralRewarded)
        book = book_of(context.tenant, due.customer_id, standing)
        reward(book, due, self._programmes.in_force(context.tenant, due.rewarded_at))
        return change_of(book, standing, context.now)

    def take_back(
        self, standing: Standing[Account], event: events.ReferralRevoked, context: Context
    ) -> Change[Account] | None:
        """Raises Refused (NOT_CREDITED)."""
        revoked = from_proto(event, ReferralRevoked)
        book = book_of(context.tenant, revoked.customer_id, standing)
        programme = self._programmes.in_force(context.tenant, revoked.revoked_at)
        take_back(book, standing.entries, revoked, programme)
        return change_of(book, standing, context.now)


def referral_keys(event: events.ReferralRewarded) -> tuple[str, ...]:
    return (f"credit/referral/{event.referral_id}/{_ROLES[event.role]}",)


def revoked_keys(event: events.ReferralRevoked) -> tuple[str, ...]:
    return (f"revoke/referral/{event.referral_id}/{_ROLES[event.role]}",)


def about_referral(event: _Referral) -> tuple[str, ...]:
    return (f"referral/{event.referral_id}",)
