"""What a shop may tell of an order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.edge.commerce import facts
from services.edge.commerce.domain import MAX_FACTS, OrderFeed, RecordFact, record
from services.edge.commerce.handlers import content_of
from services.kit.errors import RefusalKind, Refused
from services.kit.money import Money

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLACED = facts.Placed("cust-1", "DE", (facts.OrderLine("1", "MUG", 2, Money(950, "EUR")),), Money(1900, "EUR"))


def told(fact: facts.Fact, fact_id: str = "f", order_id: str = "order-1") -> RecordFact:
    return RecordFact(order_id, fact_id, content_of(fact, NOON), fact, NOON)


def refund_of(line_id: str, amount: Money) -> facts.Refunded:
    """A refund of 1.00 that says which line it is for."""
    return facts.Refunded("r", euros(100), (facts.RefundedLine(line_id, amount),))


def feed_after(*told_facts: facts.Fact) -> OrderFeed:
    feed: OrderFeed | None = None
    for number, fact in enumerate(told_facts):
        feed, _ = record(feed, told(fact, f"f{number}"))
    return feed


def refusal(feed: OrderFeed | None, fact: facts.Fact, fact_id: str = "new") -> Refused:
    with pytest.raises(Refused) as refused:
        record(feed, told(fact, fact_id))
    return refused.value


def euros(cents: int) -> Money:
    return Money(cents, "EUR")


def test_an_order_is_placed_first():
    feed, event = record(None, told(PLACED))
    assert event == facts.OrderPlaced("order-1", "cust-1", "DE", euros(1900), PLACED.lines, NOON)
    assert feed.number_of("f") == 1


@pytest.mark.parametrize(
    "fact", [facts.Paid(euros(1)), facts.Shipped("DHL", "1", None), facts.Delivered(), facts.Refunded("r", euros(1))]
)
def test_nothing_happens_to_an_order_that_was_never_placed(fact: facts.Fact):
    refused = refusal(None, fact)
    assert (refused.reason, refused.kind) == ("ORDER_NOT_PLACED", RefusalKind.FAILED_PRECONDITION)


def test_an_order_is_placed_once():
    assert refusal(feed_after(PLACED), PLACED).reason == "ORDER_ALREADY_PLACED"


def test_the_same_fact_again_changes_nothing():
    feed = feed_after(PLACED, facts.Paid(euros(1900)))
    assert record(feed, told(PLACED, "f0")) is None
    assert record(feed, told(facts.Paid(euros(1900)), "f1")) is None


def test_another_fact_under_a_known_id_is_refused():
    refused = refusal(feed_after(PLACED), facts.Paid(euros(1900)), "f0")
    assert (refused.reason, refused.kind) == ("FACT_ID_REUSED", RefusalKind.CONFLICT)


def test_the_same_words_at_another_instant_are_another_fact():
    assert content_of(facts.Delivered(), NOON) != content_of(facts.Delivered(), None)
    assert content_of(facts.Cancelled(""), NOON) != content_of(facts.Delivered(), NOON)


def test_a_delivery_tells_what_was_delivered():
    _, event = record(feed_after(PLACED, facts.Shipped("DHL", "1", None)), told(facts.Delivered(), "d"))
    assert event == facts.OrderDelivered("order-1", "cust-1", euros(1900), PLACED.lines, NOON, "DE")


def test_a_delivered_order_goes_nowhere():
    feed = feed_after(PLACED, facts.Delivered())
    assert refusal(feed, facts.Delivered()).reason == "ORDER_ALREADY_DELIVERED"
    assert refusal(feed, facts.Cancelled("")).reason == "ORDER_ALREADY_DELIVERED"
    assert refusal(feed, facts.Delayed(None, "")).reason == "ORDER_ALREADY_DELIVERED"


def test_a_cancelled_order_goes_nowhere_but_is_refunded():
    feed = feed_after(PLACED, facts.Cancelled("changed my mind"))
    assert refusal(feed, facts.Shipped("DHL", "1", None)).reason == "ORDER_CANCELLED"
    assert refusal(feed, facts.Cancelled("")).reason == "ORDER_CANCELLED"
    _, event = record(feed, told(facts.Refunded("r", euros(1900)), "r"))
    assert event.refunded_total == event.order_total == euros(1900)


def test_refunds_add_up_to_the_total_and_no_further():
    feed = feed_after(PLACED, facts.Delivered(), facts.Refunded("r1", euros(900)))
    refused = refusal(feed, facts.Refunded("r2", euros(1001)))
    assert refused.reason == "REFUND_EXCEEDS_TOTAL"
    assert "1000 EUR are left" in refused.message
    _, event = record(feed, told(facts.Refunded("r2", euros(1000)), "new"))
    assert event.refunded_total == euros(1900)


def test_a_refund_tells_which_lines_it_is_for():
    refund = refund_of("1", euros(60))
    _, event = record(feed_after(PLACED, facts.Delivered()), told(refund, "r"))
    assert event.lines == refund.lines


def test_a_refund_is_told_once():
    feed = feed_after(PLACED, facts.Refunded("r1", euros(1)))
    assert refusal(feed, facts.Refunded("r1", euros(1))).reason == "REFUND_ID_REUSED"


@pytest.mark.parametrize(
    ("fact", "reason", "field"),
    [
        (facts.Paid(euros(0)), "AMOUNT_NOT_POSITIVE", "paid.amount.minor_units"),
        (facts.Paid(Money(1, "USD")), "CURRENCY_MISMATCH", "paid.amount.currency"),
        (facts.Refunded("r", euros(-1)), "AMOUNT_NOT_POSITIVE", "refunded.amount.minor_units"),
        (facts.Refunded("r", Money(1, "JPY")), "CURRENCY_MISMATCH", "refunded.amount.currency"),
        (refund_of("2", euros(1)), "NO_SUCH_LINE", "refunded.lines.0.line_id"),
        (refund_of("1", euros(0)), "AMOUNT_NOT_POSITIVE", "refunded.lines.0.amount.minor_units"),
        (refund_of("1", Money(1, "JPY")), "CURRENCY_MISMATCH", "refunded.lines.0.amount.currency"),
        (refund_of("1", euros(101)), "LINES_EXCEED_AMOUNT", "refunded.lines"),
    ],
)
def test_an_amount_that_cannot_be_is_pointed_at(fact: facts.Fact, reason: str, field: str):
    refused = refusal(feed_after(PLACED), fact)
    assert (refused.reason, refused.violations[0].field) == (reason, field)


@pytest.mark.parametrize(
    ("placed", "reason", "field"),
    [
        (replace(PLACED, total=euros(0)), "AMOUNT_NOT_POSITIVE", "placed.total.minor_units"),
        (replace(PLACED, total=euros(10**12 + 1)), "ABSURD_AMOUNT", "placed.total.minor_units"),
        (replace(PLACED, total=Money(1900, "USD")), "CURRENCY_MISMATCH", "placed.lines.0.unit_price.currency"),
        (replace(PLACED, lines=PLACED.lines * 2), "LINE_ID_REUSED", "placed.lines.1.line_id"),
        (
            replace(PLACED, lines=(facts.OrderLine("1", "MUG", 1, euros(-1)),)),
            "AMOUNT_NEGATIVE",
            "placed.lines.0.unit_price.minor_units",
        ),
        (
            replace(PLACED, lines=(facts.OrderLine("1", "MUG", 1, euros(10**12 + 1)),)),
            "ABSURD_AMOUNT",
            "placed.lines.0.unit_price.minor_units",
        ),
    ],
)
def test_an_order_that_cannot_be_is_pointed_at(placed: facts.Placed, reason: str, field: str):
    refused = refusal(None, placed)
    assert (refused.reason, refused.violations[0].field) == (reason, field)


def test_an_order_has_not_more_facts_than_it_can_hold():
    feed = feed_after(PLACED, *[facts.Delayed(None, str(number)) for number in range(MAX_FACTS - 1)])
    assert refusal(feed, facts.Delivered()).reason == "TOO_MANY_FACTS"
    assert record(feed, told(PLACED, "f0")) is None
