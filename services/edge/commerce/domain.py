"""The feed of an order: which facts a shop may tell of it, each of them once. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.edge.commerce.facts import (
    Cancelled,
    Delayed,
    Delivered,
    Fact,
    OrderCancelled,
    OrderDelayed,
    OrderDelivered,
    OrderLine,
    OrderPaid,
    OrderPlaced,
    OrderRefunded,
    OrderShipped,
    Paid,
    Placed,
    Refunded,
    Shipped,
)
from services.kit.errors import RefusalKind, Refused, refused_field
from services.kit.money import Money

# An order's life has a dozen facts; who sends hundreds has a loop.
MAX_FACTS = 200
# What an order, or a piece of it, can cost, in minor units of any currency; consumers refuse what is above.
MOST_MINOR_UNITS = 10**12


@dataclass(frozen=True, slots=True)
class KnownFact:
    """`content` is a hash of what was told, by which the same fact is told from another one under its id."""

    fact_id: str
    content: str


@dataclass(frozen=True, slots=True)
class OrderFeed:
    """What must be known of an order to judge its next fact. `facts` stand in the order of their arrival."""

    order_id: str
    customer_id: str
    total: Money
    lines: tuple[OrderLine, ...]
    refunded: Money
    refund_ids: tuple[str, ...] = ()
    delivered: bool = False
    cancelled: bool = False
    facts: tuple[KnownFact, ...] = ()
    country: str = ""

    def number_of(self, fact_id: str) -> int:
        """The place of a fact in the feed, counted from 1; 0 where it isn't there."""
        return next((place for place, known in enumerate(self.facts, 1) if known.fact_id == fact_id), 0)


@dataclass(frozen=True, slots=True)
class RecordFact:
    """The command. `at` is when the fact happened."""

    order_id: str
    fact_id: str
    content: str
    fact: Fact
    at: datetime


def record(feed: OrderFeed | None, command: RecordFact) -> tuple[OrderFeed, Any] | None:
    """The feed after the fact, and the event that tells of it; None for a repetition. Raises Refused."""
    if feed is None:
        if not isinstance(command.fact, Placed):
            raise _impossible("ORDER_NOT_PLACED", f"order {command.order_id} was never placed")
        after, event = _place(command, command.fact)
    else:
        if _is_repetition(feed, command):
            return None
        if len(feed.facts) >= MAX_FACTS:
            raise _impossible("TOO_MANY_FACTS", f"an order has at most {MAX_FACTS} facts")
        after, event = _RULES[type(command.fact)](feed, command.fact, command.at)
    return replace(after, facts=(*after.facts, KnownFact(command.fact_id, command.content))), event


def _is_repetition(feed: OrderFeed, command: RecordFact) -> bool:
    number = feed.number_of(command.fact_id)
    if number and feed.facts[number - 1].content != command.content:
        raise Refused(
            "FACT_ID_REUSED", f"fact {command.fact_id} was told before, with other content", RefusalKind.CONFLICT
        )
    return number > 0


def _place(command: RecordFact, fact: Placed) -> tuple[OrderFeed, OrderPlaced]:
    _check_positive(fact.total, "placed.total")
    _check_size(fact.total, "placed.total")
    for place, line in enumerate(fact.lines):
        where = f"placed.lines.{place}.unit_price"
        _check_currency(line.unit_price, fact.total, where)
        if line.unit_price.minor_units < 0:
            raise refused_field("AMOUNT_NEGATIVE", f"{where}.minor_units", "a price is not below zero")
        _check_size(line.unit_price, where)
        if line.line_id in {earlier.line_id for earlier in fact.lines[:place]}:
            raise refused_field(
                "LINE_ID_REUSED", f"placed.lines.{place}.line_id", f"line {line.line_id} is there twice"
            )
    nothing = Money(0, fact.total.currency)
    feed = OrderFeed(command.order_id, fact.customer_id, fact.total, fact.lines, refunded=nothing, country=fact.country)
    event = OrderPlaced(command.order_id, fact.customer_id, fact.country, fact.total, fact.lines, command.at)
    return feed, event


def _place_again(feed: OrderFeed, fact: Placed, at: datetime) -> tuple[OrderFeed, Any]:
    raise _impossible("ORDER_ALREADY_PLACED", f"order {feed.order_id} was placed before")


def _pay(feed: OrderFeed, fact: Paid, at: datetime) -> tuple[OrderFeed, OrderPaid]:
    _check_positive(fact.amount, "paid.amount")
    _check_currency(fact.amount, feed.total, "paid.amount")
    return feed, OrderPaid(feed.order_id, feed.customer_id, fact.amount, at)


def _ship(feed: OrderFeed, fact: Shipped, at: datetime) -> tuple[OrderFeed, OrderShipped]:
    _check_under_way(feed)
    event = OrderShipped(feed.order_id, feed.customer_id, fact.carrier, fact.tracking_number, fact.expected_at, at)
    return feed, event


def _delay(feed: OrderFeed, fact: Delayed, at: datetime) -> tuple[OrderFeed, OrderDelayed]:
    _check_under_way(feed)
    return feed, OrderDelayed(feed.order_id, feed.customer_id, fact.expected_at, fact.reason, at)


def _deliver(feed: OrderFeed, fact: Delivered, at: datetime) -> tuple[OrderFeed, OrderDelivered]:
    _check_under_way(feed)
    event = OrderDelivered(feed.order_id, feed.customer_id, feed.total, feed.lines, at, feed.country)
    return replace(feed, delivered=True), event


def _cancel(feed: OrderFeed, fact: Cancelled, at: datetime) -> tuple[OrderFeed, OrderCancelled]:
    _check_under_way(feed)
    return replace(feed, cancelled=True), OrderCancelled(feed.order_id, feed.customer_id, fact.reason, at)


def _refund(feed: OrderFeed, fact: Refunded, at: datetime) -> tuple[OrderFeed, OrderRefunded]:
    _check_positive(fact.amount, "refunded.amount")
    _check_currency(fact.amount, feed.total, "refunded.amount")
    if fact.refund_id in feed.refund_ids:
        raise Refused("REFUND_ID_REUSED", f"refund {fact.refund_id} was told before", RefusalKind.CONFLICT)
    _check_lines(feed, fact)
    refunded = feed.refunded + fact.amount
    if refunded > feed.total:
        left = feed.total - feed.refunded
        raise _impossible("REFUND_EXCEEDS_TOTAL", f"{left.minor_units} {left.currency} are left to refund")
    after = replace(feed, refunded=refunded, refund_ids=(*feed.refund_ids, fact.refund_id))
    return after, OrderRefunded(
        feed.order_id,
        feed.customer_id,
        fact.refund_id,
        fact.amount,
        at,
        refunded_total=refunded,
        order_total=feed.total,
        lines=fact.lines,
    )


def _check_lines(feed: OrderFeed, fact: Refunded) -> None:
    known = {line.line_id for line in feed.lines}
    left = fact.amount
    for place, line in enumerate(fact.lines):
        where = f"refunded.lines.{place}"
        _check_positive(line.amount, f"{where}.amount")
        _check_currency(line.amount, feed.total, f"{where}.amount")
        if line.line_id not in known:
            raise refused_field("NO_SUCH_LINE", f"{where}.line_id", f"the order has no line {line.line_id}")
        left -= line.amount
    if left.minor_units < 0:
        raise refused_field("LINES_EXCEED_AMOUNT", "refunded.lines", "its lines are more than the refund")


_RULES: dict[type, Callable[[OrderFeed, Any, datetime], tuple[OrderFeed, Any]]] = {
    Placed: _place_again,
    Paid: _pay,
    Shipped: _ship,
    Delayed: _delay,
    Delivered: _deliver,
    Cancelled: _cancel,
    Refunded: _refund,
}


def _check_under_way(feed: OrderFeed) -> None:
    """A parcel that has arrived, or was called off, goes nowhere any more. Money still may: it is refunded later."""
    if feed.delivered:
        raise _impossible("ORDER_ALREADY_DELIVERED", f"order {feed.order_id} was delivered before")
    if feed.cancelled:
        raise _impossible("ORDER_CANCELLED", f"order {feed.order_id} was cancelled before")


def _check_positive(amount: Money, field: str) -> None:
    if amount.minor_units <= 0:
        raise refused_field("AMOUNT_NOT_POSITIVE", f"{field}.minor_units", "the amount is more than zero")


def _check_size(amount: Money, field: str) -> None:
    if amount.minor_units > MOST_MINOR_UNITS:
        raise refused_field("ABSURD_AMOUNT", f"{field}.minor_units", f"nothing costs {amount.minor_units} minor units")


def _check_currency(amount: Money, total: Money, field: str) -> None:
    if amount.currency != total.currency:
        raise refused_field("CURRENCY_MISMATCH", f"{field}.currency", f"the order is in {total.currency}")


def _impossible(reason: str, message: str) -> Refused:
    return Refused(reason, message, RefusalKind.FAILED_PRECONDITION)
