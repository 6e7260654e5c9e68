"""What is asked of the store before a referral is decided about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.kit.aggregate import Change, Work
from services.kit.ids import document_id
from services.kit.money import Money
from services.kit.store import Store
from services.loyalty.domain.members.member import Member
from services.loyalty.domain.programme.offers import ReferralPolicy
from services.loyalty.domain.referrals import guards
from services.loyalty.domain.referrals.guards import Against, Person
from services.loyalty.domain.referrals.referral import Referral, Referred
from services.loyalty.domain.referrals.referrer import Referrer, let_through
from services.loyalty.domain.referrals.words import ReferralReason, ReferralStatus
from services.loyalty.members.documents import first_had_by
from services.loyalty.programmes import Programmes


class Judging:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(
        self, friends: Store[Referred], referrers: Store[Referrer], members: Store[Member], programmes: Programmes
    ) -> None:
        self._friends = friends
        self._referrers = referrers
        self._members = members
        self.programmes = programmes

    def member(self, tenant: str, customer_id: str) -> Member | None:
        """None, too, where the member was forgotten."""
        member = self._members.get(document_id(tenant, customer_id))
        return member if member is not None and member.forgotten_at is None else None

    def same_person(self, tenant: str, friend_id: str, referrer_id: str) -> Against | None:
        """By all that is known of the two at this moment."""
        friend, referrer = self.member(tenant, friend_id), self.member(tenant, referrer_id)
        if friend is None or referrer is None:
            return Against(ReferralReason.MEMBER_GONE)
        had_by = first_had_by(self._members.database, tenant, friend.signals)
        return guards.same_person(
            Person(friend_id, friend.signals), Person(referrer_id, referrer.signals), first_had_by=had_by
        )

    def against(self, tenant: str, friend_id: str, referral_id: str) -> Against | None:
        """What the look for rings and the referrer's limits say of a referral that has been asked for. Asked again it
        says the same: a friend who was let through is counted once.

        Rings are looked for when the referral stands in its friend's document: so of two who refer each other at once
        at least one sees the other.
        """
        friend = self._friends.get(document_id(tenant, friend_id))
        asked = friend.open if friend is not None else None
        if asked is None or asked.referral_id != referral_id or asked.status is not ReferralStatus.ASKED:
            return None
        policy = self.programmes.revision(tenant, asked.revision).referral
        if policy is None:
            raise ValueError(f"revision {asked.revision} rewards no referral")
        upline = self._upline(tenant, asked.referrer_id, policy.chain_depth)
        return guards.ring(friend_id, upline) or self._limits(tenant, asked, policy)

    def _upline(self, tenant: str, customer_id: str, depth: int) -> list[str]:
        found: list[str] = []
        while len(found) < depth:
            friend = self._friends.get(document_id(tenant, customer_id))
            referral = friend.standing if friend is not None else None
            if referral is None:
                break
            customer_id = referral.referrer_id
            found.append(customer_id)
        return found

    def _limits(self, tenant: str, asked: Referral, policy: ReferralPolicy) -> Against | None:
        """Counts the friend where the limits let him through."""
        refused: list[Against] = []

        def decide(known: Referrer | None) -> Change[Referrer] | None:
            refused.clear()
            referrer = known or Referrer(asked.referrer_id)
            counted = let_through(referrer, asked.friend_id, asked.asked_at, policy)
            if isinstance(counted, Against):
                refused.append(counted)
                return None
            return None if counted is referrer else Change(counted)

        self._referrers.run([Work(document_id(tenant, asked.referrer_id), decide)])
        return refused[0] if refused else None

    def worth(self, tenant: str, at: datetime) -> Callable[[Money], int]:
        """Of money, in the currency of the programme that was in force then. It raises Refused (NO_RATE)."""
        return lambda money: self.programmes.in_force(tenant, at).spend(money)
