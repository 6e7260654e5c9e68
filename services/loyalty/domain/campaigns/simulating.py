"""What a campaign would have cost, had it run over a period of the ledger's past.

It is decided as it will be when it runs: by the lines, markets, tiers and segments of then, as the ledger has them,
with the limit per member, and with the budget used up in the order of the deliveries. What was refunded of it since is
taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.loyalty.domain.campaigns.bonus import EarnedLine, bonuses
from services.loyalty.domain.campaigns.campaign import Campaign
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.orders import refunded_of
from services.loyalty.domain.words import EntryKind, Source

# All that a simulation reads.
KINDS = frozenset({EntryKind.EARN, EntryKind.CLAWBACK, EntryKind.TIER, EntryKind.PROFILE})


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """`day` is ISO, in UTC."""

    day: str
    points: int
    orders: int


@dataclass(frozen=True, slots=True)
class Simulated:
    """`points` would have been given of those `wanted`, `taken_back` of them later, to `members` in `orders` of the
    `orders_seen`. `days` are those with bonuses."""

    points: int
    wanted: int
    taken_back: int
    members: int
    orders: int
    orders_seen: int
    exhausted_at: datetime | None
    days: tuple[SimulatedDay, ...]


@dataclass(slots=True)
class _Order:
    """As it was earned, and the entries of its lines."""

    at: datetime
    tier: str
    segments: tuple[str, ...]
    market: str
    earned: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Given:
    """A bonus; `kept` of its points are left by now. `member` and `order` are numbers."""

    at: datetime
    member: int
    order: int
    points: int
    kept: int


class Simulation:
    """Of one campaign from `from_` on and before `to` (UTC), whatever its own period. Take all accounts, one by one."""

    def __init__(self, campaign: Campaign, from_: datetime, to: datetime) -> None:
        self._campaign = replace(campaign, spec=replace(campaign.spec, from_=from_, to=to))
        self._given: list[_Given] = []
        self._members = 0
        self._orders = 0

    def take(self, entries: Iterable[Entry]) -> None:
        """The history of one account, oldest first: its entries of KINDS from the beginning of the period on, and what
        made its tier and its segments before. Others may be among them."""
        self._members += 1
        tier, segments, taken = "", (), 0
        orders: dict[str, _Order] = {}
        refunds: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.profile is not None:
                segments = entry.profile.segments
            elif entry.tier is not None:
                tier = entry.tier.tier
            elif entry.kind is EntryKind.CLAWBACK:
                refunds.setdefault(entry.order_id, []).append(entry)
            elif entry.source is Source.ORDER and self._campaign.runs(entry.at):
                order = orders.setdefault(entry.order_id, _Order(entry.at, tier, segments, entry.market))
                order.earned.append(entry)
        for order_id, order in orders.items():
            taken += self._bonuses(order, refunds.get(order_id, []), taken)

    def _bonuses(self, order: _Order, refunds: list[Entry], taken: int) -> int:
        self._orders += 1
        if not self._campaign.is_for(order.at, order.tier, order.segments):
            return 0
        by_line = {entry.line_id: entry for entry in order.earned}
        lines = [
            _line(entry) for entry in order.earned if self._campaign.selector.selects(entry.reference, order.market)
        ]
        given = 0
        for bonus in bonuses(self._campaign.spec, lines, taken):
            kept = bonus.basis.kept(refunded_of(by_line[bonus.line_id], refunds))
            self._given.append(_Given(order.at, self._members, self._orders, bonus.points, kept))
            given += bonus.points
        return given

    def outcome(self) -> Simulated:
        left = budget = self._campaign.spec.budget
        exhausted_at, taken_back = None, 0
        points: Counter[str] = Counter()
        orders: dict[str, set[int]] = {}
        members = set()
        for one in sorted(self._given, key=lambda one: one.at):
            granted = min(one.points, left) if budget else one.points
            if not granted:
                break
            left -= granted
            if budget and not left:
                exhausted_at = one.at
            taken_back += granted - granted * one.kept // one.points
            day = one.at.date().isoformat()
            points[day] += granted
            orders.setdefault(day, set()).add(one.order)
            members.add(one.member)
        return Simulated(
            points=points.total(),
            wanted=sum(one.points for one in self._given),
            taken_back=taken_back,
            members=len(members),
            orders=sum(map(len, orders.values())),
            orders_seen=self._orders,
            exhausted_at=exhausted_at,
            days=tuple(SimulatedDay(day, points[day], len(orders[day])) for day in sorted(points)),
        )


def _line(entry: Entry) -> EarnedLine:
    """As it was when it was earned."""
    paid = entry.basis.amount if entry.basis else 0
    kept = entry.amount.minor_units if entry.amount else 0
    return EarnedLine(entry.line_id, entry.reference, paid, paid - kept, entry.points)
