"""A customer as the loyalty service tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from services.ticketing.domain.model import TierStanding


@dataclass(frozen=True, slots=True)
class Member:
    """A customer who has, or had, a tier."""

    customer_id: str
    standing: TierStanding


def learn(member: Member | None, customer_id: str, standing: TierStanding) -> Member | None:
    """None where that is known, or older than what is."""
    if member is not None and standing.number <= member.standing.number:
        return None
    return Member(customer_id, standing)
