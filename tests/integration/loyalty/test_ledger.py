"""Each fact of an order counts once, whoever tells it, how often, and wherever a writer dies."""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.commits import CommitStore
from services.kit.committed import commit_id
from services.kit.envelope import Envelope
from services.kit.ids import document_id
from services.kit.stream import Context, Stream
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import Account
from services.loyalty.programmes import Programmes
from services.loyalty.stream import stream
from tests.support.orders import NOON, OrderEvent, delivered, points_for, refunded


def table(store: CommitStore[Account]) -> Stream:
    """What loyalty does with events."""
    return stream(Programmes(store.database, lambda: NOON))


def work(known: Stream, event: OrderEvent) -> Work[Account]:
    """As the consumer makes it of the event."""
    route = known.by_type[event.DESCRIPTOR.full_name]
    context = Context(Envelope("id", "type", "test", event.order_id, NOON, "shop", 1), NOON)
    return Work(
        id=document_id("shop", event.customer_id),
        decide=lambda standing: route.handler(standing, event, context),
        keys=route.keys(event),
        about=route.about(event),
    )


def run(store: CommitStore[Account], events: Iterable[OrderEvent]) -> list[Outcome[Account]]:
    known = table(store)
    return store.run([work(known, event) for event in events])[0]


def shop_orders(customers: int, orders: int) -> tuple[list[OrderEvent], dict[str, int]]:
    """Events of many orders, some refunded in parts, and the points that each customer should be left with."""
    events: list[OrderEvent] = []
    points: dict[str, int] = {}
    for number in range(orders):
        customer, order, total = f"c{number % customers}", f"o{number}", 1000 + 37 * number
        events.append(delivered(total, order=order, customer=customer))
        kept = total
        for part in range(number % 3):
            kept -= 333
            events.append(refunded(333, 333 * (part + 1), total, order=order, customer=customer))
        points[customer] = points.get(customer, 0) + points_for(kept)
    return events, points


def balances(store: CommitStore[Account], customers: Iterable[str]) -> dict[str, int]:
    return {customer: store.get(f"shop/{customer}").balance for customer in customers}


def documents_of(store: CommitStore[Account]) -> list[dict[str, Any]]:
    names = (ACCOUNTS.collection, ACCOUNTS.commits, ACCOUNTS.keys)
    return [document for name in names for document in store.database[name].find().sort("_id", 1)]


def test_a_whole_batch_adds_up_and_a_replay_changes_nothing(store):
    events, points = shop_orders(customers=7, orders=40)
    assert {outcome.verdict for outcome in run(store, events)} == {Verdict.APPLIED}
    assert balances(store, points) == points
    before = documents_of(store)
    random.Random(1).shuffle(events)
    assert {outcome.verdict for outcome in run(store, events)} == {Verdict.REPEATED}
    assert documents_of(store) == before


def test_eight_who_are_told_the_same_facts_at_once_count_each_once(store):
    events, points = shop_orders(customers=3, orders=30)

    def told(seed: int) -> None:
        own = list(events)
        random.Random(seed).shuffle(own)
        for start in range(0, len(own), 5):
            run(store, own[start : start + 5])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(told, range(8)))
    assert balances(store, points) == points
    for customer in points:
        entries = [entry for _, found in store.commits(f"shop/{customer}") for entry in found]
        facts = [(entry.order_id, entry.refund_id) for entry in entries]
        assert len(facts) == len(set(facts))
        assert store.rebuild(f"shop/{customer}") == store.get(f"shop/{customer}")


def test_one_that_died_between_the_key_and_the_commit_leaves_nothing_undone(store):
    store.database[ACCOUNTS.keys].insert_one({"_id": "shop/earn/o1", "commit": commit_id("shop/c1", 1)})
    assert [outcome.verdict for outcome in run(store, [delivered(1000)])] == [Verdict.APPLIED]
    store.database[ACCOUNTS.keys].insert_one({"_id": "shop/clawback/o1/r300", "commit": commit_id("shop/c1", 2)})
    assert [outcome.verdict for outcome in run(store, [refunded(300, 300, 1000)])] == [Verdict.APPLIED]
    assert run(store, [delivered(1000), refunded(300, 300, 1000)])[-1].state.balance == 7


def test_a_refund_that_was_told_before_the_delivery_is_found_again_after_a_long_history(store):
    run(store, [refunded(400, 400, 1000, order="late")])
    for number in range(30):
        run(store, [delivered(100, order=f"o{number}")])
    (outcome,) = run(store, [delivered(1000, order="late")])
    assert outcome.state.balance == 30 + 6


def test_the_order_of_another_customer_is_not_touched(store):
    run(store, [delivered(1000, customer="c1")])
    run(store, [refunded(1000, 1000, 1000, customer="c2")])
    assert store.get("shop/c1").balance == 10
    assert store.get("shop/c2").balance == 0
