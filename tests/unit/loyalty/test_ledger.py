"""What orders earn and refunds take back, as the stream's handlers decide it, on a ledger that is held in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from babel.numbers import get_currency_precision
from heliodesk.commerce.v1 import events_pb2 as commerce
from hypothesis import given
from hypothesis import strategies as st

from services.kit.committed import Standing
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.instants import to_timestamp
from services.kit.money import Money, known_currency
from services.kit.stream import Context
from services.loyalty.domain import Account, Entry, EntryKind, PointsClawedBack, PointsEarned, fold, points_for
from services.loyalty.stream import STREAM
from tests.support.orders import NOON, OrderEvent, delivered, money, refunded


@dataclass
class Ledger:
    """Does what the store does for one customer: keys count once, the state is the fold of the entries."""

    account: Account | None = None
    entries: list[Entry] = field(default_factory=list)
    events: list[PointsEarned | PointsClawedBack] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def take(self, event: OrderEvent) -> None:
        route = STREAM.by_type[event.DESCRIPTOR.full_name]
        if not self.keys.isdisjoint(route.keys(event)):
            return
        about = tuple(entry for entry in self.entries if entry.order_id == event.order_id)
        envelope = Envelope("id", "type", "test", event.order_id, NOON, "shop", 1)
        change = route.handler(Standing(self.account, about), event, Context(envelope, NOON))
        if change is None:
            return
        self.keys.update(route.keys(event))
        self.entries.extend(change.entries)
        self.events.extend(change.events)
        for entry in change.entries:
            self.account = fold(self.account, entry)
        assert change.state == self.account

    @property
    def shown(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.shown]


def balance_after(*events: OrderEvent) -> int:
    ledger = Ledger()
    for event in events:
        ledger.take(event)
    return ledger.account.balance if ledger.account else 0


@pytest.mark.parametrize(
    ("minor_units", "currency", "points"),
    [
        (1999, "EUR", 19), (99, "EUR", 0), (100, "EUR", 1), (100, "JPY", 1), (199, "JPY", 1), (5000, "KRW", 50),
        (1000, "KWD", 1), (1999, "KWD", 1), (1000, "IQD", 1), (10_000, "CLF", 1),
    ],
)  # fmt: skip
def test_one_point_for_every_full_hundred_minor_units_or_full_unit(minor_units, currency, points):
    assert points_for(Money(minor_units, currency)) == points


@pytest.mark.parametrize("currency", ["BHD", "JOD", "KWD", "LYD", "OMR", "TND", "CLF", "UYW", "EUR", "JPY", "USD"])
def test_the_decimals_are_those_that_the_world_knows(currency):
    assert known_currency(currency)
    assert points_for(Money(10 ** max(2, get_currency_precision(currency)), currency)) == 1


def test_a_delivered_order_earns_and_tells():
    ledger = Ledger()
    ledger.take(delivered(1999))
    assert ledger.account == Account(balance=19, earned=19, clawed_back=0, entry_count=1)
    (event,) = ledger.events
    assert (event.points, event.balance, event.amount, event.rule) == (19, 19, Money(1999, "EUR"), "base-1")
    assert event.entry_id == ledger.entries[0].entry_id
    assert event.earned_at == NOON


def test_a_refund_takes_back_and_tells():
    ledger = Ledger()
    ledger.take(delivered(1999))
    ledger.take(refunded(1000, 1000, 1999))
    assert ledger.account == Account(balance=9, earned=19, clawed_back=10, entry_count=2)
    event = ledger.events[-1]
    assert (event.points, event.balance, event.refund_id) == (10, 9, "r1000")
    assert [entry.points for entry in ledger.entries] == [19, -10]


def test_partial_refunds_add_up_exactly():
    assert (
        balance_after(delivered(1050), refunded(30, 30, 1050), refunded(30, 60, 1050), refunded(990, 1050, 1050)) == 0
    )


def test_a_refund_before_the_delivery_lessens_what_is_earned_and_is_not_shown():
    ledger = Ledger()
    ledger.take(refunded(1000, 1000, 1999))
    assert (ledger.account, ledger.shown, ledger.events) == (Account(), [], [])
    ledger.take(delivered(1999))
    (earned,) = ledger.events
    assert (earned.points, earned.amount) == (9, Money(999, "EUR"))
    assert ledger.account == Account(balance=9, earned=9, entry_count=1)


def test_an_order_that_is_refunded_and_never_delivered_moves_nothing():
    assert balance_after(refunded(1000, 1000, 1999), refunded(999, 1999, 1999)) == 0


def test_an_order_that_was_wholly_refunded_before_its_delivery_earns_nothing():
    ledger = Ledger()
    ledger.take(refunded(1999, 1999, 1999))
    ledger.take(delivered(1999))
    assert (ledger.account, ledger.shown) == (Account(), [])


def test_what_moves_no_point_makes_no_entry():
    ledger = Ledger()
    ledger.take(delivered(99))
    ledger.take(delivered(1090, order="o2"))
    ledger.take(refunded(50, 50, 1090, order="o2"))
    assert [entry.points for entry in ledger.shown] == [10]


def test_a_refund_takes_no_more_than_its_order_has_left():
    """The shop said at first that less was delivered than the refund's total says."""
    assert balance_after(delivered(500), delivered(900, order="o2"), refunded(2000, 2000, 2000)) == 9


@pytest.mark.parametrize(
    "refund",
    [
        refunded(0, 100, 1000),
        refunded(200, 100, 1000),
        refunded(100, 1100, 1000),
        commerce.OrderRefunded(
            order_id="o1", customer_id="c1", refund_id="r", amount=money(1), refunded_total=money(1, "USD"),
            order_total=money(1), refunded_at=to_timestamp(NOON),
        ),
    ],
)  # fmt: skip
def test_a_refund_that_contradicts_itself_is_refused(refund):
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        Ledger().take(refund)


def test_an_order_in_two_currencies_is_refused():
    ledger = Ledger()
    ledger.take(refunded(100, 100, 1000, currency="USD"))
    with pytest.raises(Refused, match="ORDER_INCONSISTENT"):
        ledger.take(delivered(1000))


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[OrderEvent], int]:
    """What happens to one order, in its own order, and what it should have brought."""
    order = draw(st.uuids()).hex
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD"]))
    total = draw(st.integers(1, 5000))
    events: list[OrderEvent] = []
    so_far = 0
    for amount in draw(st.lists(st.integers(1, 2000), max_size=4)):
        if so_far + amount > total:
            break
        so_far += amount
        events.append(refunded(amount, so_far, total, order=order, currency=currency))
    if not draw(st.booleans()):
        return events, 0
    events.insert(draw(st.integers(0, len(events))), delivered(total, order=order, currency=currency))
    return events, points_for(Money(total - so_far, currency))


@given(st.lists(orders(), max_size=4), st.data())
def test_in_any_order_and_with_any_repetitions_the_ledger_stands_at_the_rule(orders, data):
    events = [event for happened, _ in orders for event in happened]
    repeated = data.draw(st.lists(st.sampled_from(events), max_size=8)) if events else []
    ledger = Ledger()
    for event in data.draw(st.permutations([*events, *repeated])):
        ledger.take(event)
    account = ledger.account or Account()
    assert account.balance == sum(points for _, points in orders)
    assert account.balance == sum(entry.points for entry in ledger.entries) == account.earned - account.clawed_back
    assert account.entry_count == len(ledger.shown) == len(ledger.events)
    running = 0
    for entry in ledger.shown:
        running += entry.points
        assert entry.balance_after == running
        assert entry.points > 0 if entry.kind is EntryKind.EARN else entry.points < 0
    for event in events:
        ledger.take(event)
    assert (ledger.account or Account()) == account, "a replay changes nothing"
