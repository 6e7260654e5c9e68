"""What a campaign adds to what an order earns: whole points.

Of the lines that it is for (`campaign.py`), in an order delivered while it runs:

- a percentage adds `points of the line * percent / 100`, rounded as the campaign says; the line's points are what rule
  and tier have made them;
- points per line are added to each of them;
- points per order are added once, and shared among them by what they cost (largest remainder).

Nobody gets more of a campaign than its limit per member; what is over is left out, from the order's last lines. What
costs nothing gets no bonus, since no refund could take it back. Campaigns don't see each other: each adds to what the
line earns without any. A bonus is held, expires and is taken back with its line: a refund of a third of what the line
costs takes a third of the bonus, rounded against the member (`basis_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.domain.rates import Basis, Rate, share


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """An order line with the points that it earns without any campaign. `paid` and `refunded` (before the delivery) are
    in minor units."""

    line_id: str
    sku: str
    paid: int
    refunded: int
    points: int

    @property
    def kept(self) -> int:
        return self.paid - self.refunded


@dataclass(frozen=True, slots=True)
class Bonus:
    """More than zero points for a line, and the basis by which refunds of the line take them back."""

    line_id: str
    points: int
    basis: Basis


def basis_of(points: int, paid: int, refunded: int) -> Basis:
    """Of a bonus for a line that cost `paid` minor units, of which so many, but not all, had been refunded."""
    return Basis(Rate(points, paid - refunded), paid)


def bonuses(campaign: CampaignSpec, lines: Sequence[EarnedLine], taken: int) -> list[Bonus]:
    """What the campaign adds to the lines of one order that it is for. `taken` is what it has given this member."""
    paid = [line for line in lines if line.kept > 0]
    if not paid:
        return []
    wanted = _wanted(campaign, paid)
    left = fitting(campaign, sum(wanted), taken)
    found = []
    for line, points in zip(paid, wanted, strict=True):
        given = min(points, left)
        left -= given
        if given:
            found.append(Bonus(line.line_id, given, basis_of(given, line.paid, line.refunded)))
    return found


def fitting(campaign: CampaignSpec, points: int, taken: int) -> int:
    """Of these points, what the limit per member leaves to one who has had so many."""
    most = campaign.member_points
    return min(points, max(0, most - taken)) if most else points


def rule_of(campaign: CampaignSpec, revision: int) -> str:
    """What an entry names as its rule: the campaign, with the revision of the programme that has it."""
    return f"{campaign.campaign_id}@{revision}"


def _wanted(campaign: CampaignSpec, lines: Sequence[EarnedLine]) -> list[int]:
    if campaign.points_per_order:
        return share(campaign.points_per_order, [line.kept for line in lines])
    if campaign.points_per_line:
        return [campaign.points_per_line] * len(lines)
    percent = Rate(campaign.bonus_percent, 100, campaign.rounding)
    return [percent.points(line.points) for line in lines]
