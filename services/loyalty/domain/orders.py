"""What an order earns once it was delivered, line by line, and what its refunds take back.

Each line of an order opens a lot. What was paid for the order, shipping and discounts included, is spread over its
lines by their prices; lines at the same rate are rounded together, so that their points are those of their sum. The
rate is frozen in the lot's entry: a refund takes back the points between what was kept of the line before it and what
is kept after it, by that rate. So the refunds of a line add up exactly, however its amount is split, in whatever order
they arrive. A refund that comes before the delivery is remembered, and lessens what the delivery earns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.kit.errors import Refused
from services.kit.frozen import frozen
from services.kit.money import Money
from services.loyalty.domain.campaigns.bonus import EarnedLine
from services.loyalty.domain.campaigns.earning import EarnedOrder, add_bonuses
from services.loyalty.domain.crediting import Credit, credit, take_back
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.order_facts import (
    Delivery,
    Line,
    Refund,
    RefundedLine,
    check_currency,
    check_delivery,
    check_refund,
    inconsistent,
)
from services.loyalty.domain.programme.local_days import local_date
from services.loyalty.domain.qualifying import Counts
from services.loyalty.domain.rates import Basis, Rate, share
from services.loyalty.domain.spending import waive_by_policy
from services.loyalty.domain.tiers import promote, zone_of
from services.loyalty.domain.words import EntryKind, Source

if TYPE_CHECKING:
    from services.loyalty.domain.programme.programme import Programme


@frozen
class PaidLine:
    """A line with its part of what was paid, and of what was refunded of it before the delivery: minor units."""

    line_id: str
    sku: str
    paid: int
    refunded: int


def earn(book: Book, recorded: Sequence[Entry], delivery: Delivery, programme: Programme) -> None:
    """`recorded` are the entries of this order. Raises Refused (ORDER_INCONSISTENT, ABSURD_AMOUNT, NO_RATE)."""
    check_delivery(delivery)
    lines = _lines_of(delivery, of_order(delivery.order_id, recorded))
    if not delivery.total.minor_units or all(line.paid == line.refunded for line in lines):
        return
    profile, standing = book.account.profile, book.account.standing
    market = delivery.country or profile.market or programme.default_market
    zone = profile.zone or programme.default_zone(market)
    at, currency = delivery.delivered_at, delivery.total.currency
    # The days of the tier, whose reviews go by the same.
    day = local_date(at, zone_of(book, programme)).isoformat()
    available_at = at + programme.return_window(market)
    expires_at = programme.expires_at(at, market, zone)
    offsets: dict[Rate, int] = {}
    earned = []
    for place, line in enumerate(lines):
        rate, rule = programme.line_rate(currency, line.sku, market, standing.tier, line.paid)
        offset = offsets.get(rate, 0)
        offsets[rate] = offset + line.paid
        basis = Basis(rate, line.paid, offset)
        kept = Money(line.paid - line.refunded, currency)
        points = basis.kept(line.refunded)
        if programme.campaigns:
            earned.append(EarnedLine(line.line_id, line.sku, line.paid, line.refunded, points))
        credit(
            book,
            Credit(
                source=Source.ORDER,
                reference=line.sku,
                points=points,
                at=at,
                available_at=available_at,
                expires_at=expires_at,
                rule=rule,
                order_id=delivery.order_id,
                line_id=line.line_id,
                market=market,
                amount=kept,
                basis=basis,
                counts=Counts(day, programme.spend(kept), points, int(not place)),
            ),
        )
    if earned:
        order = EarnedOrder(delivery.order_id, at, market, standing.tier, available_at, expires_at, tuple(earned))
        add_bonuses(book, programme, order)
    promote(book, programme, at)


def claw_back(book: Book, recorded: Sequence[Entry], refund: Refund, programme: Programme) -> None:
    """`recorded` are the entries of this order. Raises Refused (ORDER_INCONSISTENT, REFUND_TOO_LARGE)."""
    check_refund(refund)
    recorded = of_order(refund.order_id, recorded)
    earned = {one.line_id: one for one in recorded if one.kind is EntryKind.EARN and one.source is Source.ORDER}
    if not earned:
        _remember(book, refund)
        return
    check_currency(refund.amount, *(one.amount for one in earned.values() if one.amount))
    before = {line: refunded_of(one, recorded) for line, one in earned.items()}
    left = {line: _basis(one).amount - before[line] for line, one in earned.items()}
    parts = _parts(refund, left)
    ends_order = parts == left and any(left.values())
    owed = book.account.debt
    last = max((line for line in parts if parts[line]), default="", key=list(parts).index)
    for line_id, amount in parts.items():
        if not amount:
            continue
        closes = ends_order and line_id == last
        after = before[line_id] + amount
        for lot in (one for one in recorded if one.kind is EntryKind.EARN and one.line_id == line_id and one.basis):
            expired = _expired_of(lot, recorded, before[line_id])
            _take_share(book, lot, before[line_id], after, refund, closes=closes, expired=expired)
    waive_by_policy(book, owed, programme.debt_policy, refund.refunded_at, refund.order_id)


def of_order(order_id: str, recorded: Sequence[Entry]) -> list[Entry]:
    """Without what happened to others at the same moment."""
    return [one for one in recorded if one.order_id == order_id]


def refunded_of(earned: Entry, recorded: Sequence[Entry]) -> int:
    """Minor units that were refunded of the line that the entry has earned for, so far."""
    kept = earned.amount.minor_units if earned.amount else 0
    later = sum(
        one.amount.minor_units
        for one in recorded
        if one.kind is EntryKind.CLAWBACK and one.reference == earned.entry_id and one.amount
    )
    return _basis(earned).amount - kept + later


def _expired_of(lot: Entry, recorded: Sequence[Entry], refunded: int) -> int:
    """Points of the lot that have expired, less those that refunds have met already: of so much money, they have taken
    fewer points than it had earned."""
    expired = -sum(one.points for one in recorded if one.kind is EntryKind.EXPIRE and one.reference == lot.entry_id)
    if not expired:
        return 0
    taken = -sum(one.points for one in recorded if one.kind is EntryKind.CLAWBACK and one.reference == lot.entry_id)
    return expired - (lot.points - _basis(lot).kept(refunded) - taken)


def _take_share(book: Book, lot: Entry, before: int, after: int, refund: Refund, *, closes: bool, expired: int) -> None:
    basis = _basis(lot)
    points = basis.kept(before) - basis.kept(after)
    is_base = lot.source is Source.ORDER
    if not points and not is_base:
        return
    counts = None
    if lot.counts is not None and lot.amount is not None:
        spend = _spend_kept(lot, before) - _spend_kept(lot, after)
        counts = Counts(lot.counts.day, -spend, -points, -int(closes))
    amount = Money(after - before, refund.amount.currency) if is_base else None
    take_back(
        book,
        lot,
        points,
        refund.refunded_at,
        refund_id=refund.refund_id,
        amount=amount,
        counts=counts,
        expired=expired,
    )


def _spend_kept(lot: Entry, refunded: int) -> int:
    """What still counts of what was spent on the line."""
    counted = lot.amount.minor_units if lot.amount else 0
    if not counted or lot.counts is None:
        return 0
    return lot.counts.spend * max(0, _basis(lot).amount - refunded) // counted


def _basis(earned: Entry) -> Basis:
    if earned.basis is None:
        raise ValueError(f"entry {earned.entry_id} of an order has no basis")
    return earned.basis


def _lines_of(delivery: Delivery, recorded: Sequence[Entry]) -> list[PaidLine]:
    lines = delivery.lines or (Line("", "", 1, delivery.total),)
    if len(lines) == 1 and not recorded:
        return [PaidLine(lines[0].line_id, lines[0].sku, delivery.total.minor_units, 0)]
    paid = share(delivery.total.minor_units, [line.quantity * line.unit_price.minor_units for line in lines])
    refunded = [0] * len(lines)
    before = [one for one in recorded if one.kind is EntryKind.CLAWBACK and one.amount is not None]
    if before:
        check_currency(delivery.total, *(one.amount for one in before if one.amount))
        told: Counter[str] = Counter()
        for one in before:
            told[one.line_id] += one.amount.minor_units if one.amount else 0
        left = {line.line_id: amount for line, amount in zip(lines, paid, strict=True)}
        refunded = list(_spread(told, left).values())
    return [
        PaidLine(line.line_id, line.sku, amount, back) for line, amount, back in zip(lines, paid, refunded, strict=True)
    ]


def _parts(refund: Refund, left: dict[str, int]) -> dict[str, int]:
    """Of each line, what this refund gives back."""
    told: Counter[str] = Counter()
    for line in refund.lines:
        if line.line_id not in left:
            raise inconsistent(f"order {refund.order_id} has no line {line.line_id!r}")
        told[line.line_id] += line.amount.minor_units
    told[""] += refund.amount.minor_units - sum(line.amount.minor_units for line in refund.lines)
    return _spread(told, left)


def _spread(told: Counter[str], left: dict[str, int]) -> dict[str, int]:
    """What was told of a line comes from that line; all else, in proportion to what is left of them, from all. Raises
    Refused (REFUND_TOO_LARGE)."""
    parts = {line: min(told.get(line, 0), amount) for line, amount in left.items()}
    rest = sum(told.values()) - sum(parts.values())
    room = [left[line] - parts[line] for line in left]
    if rest > sum(room):
        raise Refused("REFUND_TOO_LARGE", "more is refunded than is left of the order")
    if rest:
        for line, amount in zip(left, share(rest, room), strict=True):
            parts[line] += amount
    return parts


def _remember(book: Book, refund: Refund) -> None:
    parts = [*refund.lines]
    rest = refund.amount.minor_units - sum(line.amount.minor_units for line in refund.lines)
    if rest:
        parts.append(RefundedLine("", Money(rest, refund.amount.currency)))
    for part in parts:
        book.post(
            EntryKind.CLAWBACK,
            refund.refunded_at,
            source=Source.ORDER,
            order_id=refund.order_id,
            line_id=part.line_id,
            refund_id=refund.refund_id,
            amount=part.amount,
        )
