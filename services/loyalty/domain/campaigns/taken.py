"""What campaigns have given one member: their limits per member are counted by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """Points that came of a campaign, those that a refund took back later included."""

    campaign_id: str
    points: int


def taken_of(taken: tuple[Taken, ...], campaign_id: str) -> int:
    return next((one.points for one in taken if one.campaign_id == campaign_id), 0)


def with_more(taken: tuple[Taken, ...], campaign_id: str, points: int) -> tuple[Taken, ...]:
    """In the order in which the campaigns gave something first."""
    more = Taken(campaign_id, taken_of(taken, campaign_id) + points)
    for place, one in enumerate(taken):
        if one.campaign_id == campaign_id:
            return (*taken[:place], more, *taken[place + 1 :])
    return (*taken, more)
