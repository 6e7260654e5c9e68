"""The batch consumer on the real Kafka and the real store."""

from __future__ import annotations

import asyncio

from heliodesk.commerce.v1 import events_pb2 as commerce

from services.kit import consumer as consumers
from services.kit.errors import Refused
from services.kit.producer import Record
from services.kit.stream import on
from services.ticketing.documents import ORDERS
from tests.integration.kit.conftest import ORDER_ROUTES
from tests.support.streams import eventually


async def test_events_of_an_aggregate_are_applied_in_their_order(order_topic):
    numbers = range(60)
    await order_topic.send(*(order_topic.placed(f"o{n}") for n in numbers))
    await order_topic.send(*(order_topic.shipped(f"o{n}", 2, f"carrier-{n}") for n in numbers))
    async with order_topic.consuming():
        await order_topic.caught_up()
    assert {order_topic.order(f"o{n}").carrier for n in numbers} == {f"carrier-{n}" for n in numbers}


async def test_a_whole_topic_replayed_into_a_running_consumer_changes_nothing(order_topic):
    records = [order_topic.placed(f"o{n}") for n in range(20)]
    records += [order_topic.shipped(f"o{n}", 2, "DHL") for n in range(20)]
    await order_topic.send(*records)
    async with order_topic.consuming():
        await order_topic.caught_up()
        before = order_topic.orders()
        await order_topic.send(*records)
        await order_topic.caught_up()
    assert order_topic.orders() == before
    assert len(before) == 20


async def test_an_event_nobody_cares_for_moves_the_mark(order_topic):
    await order_topic.send(order_topic.placed("o1"), order_topic.paid("o1", 2), order_topic.shipped("o1", 3, "DHL"))
    routes = [route for route in ORDER_ROUTES if route.message is not commerce.OrderPaid]
    async with order_topic.consuming(routes):
        await order_topic.caught_up()
    assert order_topic.orders()["shop/o1"]["marks"][0]["sequence"] == 3


async def test_bad_messages_are_put_aside_with_their_reason_and_traffic_goes_on(order_topic):
    good = [order_topic.placed(f"o{n}") for n in range(30)]
    undecodable = order_topic.placed("bad1")
    undecodable = Record(undecodable.topic, undecodable.key, b"\xff\xff\xff", undecodable.headers)
    unknown = order_topic.placed("bad2")
    headers = [(k, b"heliodesk.commerce.v1.OrderEaten" if k == "ce_type" else v) for k, v in unknown.headers]
    unknown = Record(unknown.topic, unknown.key, unknown.value, headers)
    bare = Record(order_topic.topic.name, b"k", b"hello", [])
    large = Record(order_topic.topic.name, b"k", b"x" * 1_000_000, [])
    await order_topic.send(*good[:15], undecodable, unknown, bare, large, *good[15:])
    async with order_topic.consuming():
        await order_topic.caught_up()
        letters = await order_topic.dead_letters()
    reasons = {dict(letter.headers)["dlq_reason"] for letter in letters}
    assert len(letters) == 4
    assert reasons == {b"UNDECODABLE", b"UNKNOWN_TYPE", b"ENVELOPE_INCOMPLETE"}
    assert {f"shop/o{n}" for n in range(30)} <= set(order_topic.orders())


async def test_when_most_fail_the_consumer_stops_and_puts_nothing_aside_however_often_it_is_restarted(order_topic):
    for n in range(5):
        bad = [Record(order_topic.topic.name, b"k%d" % i, b"bad", []) for i in range(9)]
        await order_topic.send(*bad, order_topic.placed(f"o{n}"))
    for _ in range(3):
        async with order_topic.consuming():
            await eventually(lambda: "messages failed, most of them ENVELOPE_INCOMPLETE" in order_topic.not_ready())
    assert await order_topic.dead_letters() == []
    assert order_topic.health.alive(), "a restart would drain the topic"


async def test_a_mended_dead_letter_takes_effect_once_after_later_events_of_its_key(order_topic):
    first, shipped = order_topic.placed("o1"), order_topic.shipped("o1", 2, "UPS")
    broken = Record(shipped.topic, shipped.key, b"\xff\xff", shipped.headers)
    await order_topic.send(first, broken, order_topic.paid("o1", 3))
    async with order_topic.consuming():
        await eventually(order_topic.dead_letters)
        assert order_topic.order("o1").carrier is None
        await order_topic.send(shipped)
        await order_topic.caught_up()
        assert order_topic.order("o1").carrier == "UPS"
        version = order_topic.orders()["shop/o1"]["version"]
        await order_topic.send(shipped)
        await order_topic.caught_up()
    assert order_topic.orders()["shop/o1"]["version"] == version


async def test_an_event_that_leaves_a_gap_waits_for_its_predecessor(order_topic):
    async with order_topic.consuming():
        await order_topic.send(order_topic.placed("o1"), order_topic.shipped("o1", 3, "UPS"))
        await asyncio.sleep(1)
        assert order_topic.order("o1").carrier is None
        await order_topic.send(order_topic.paid("o1", 2))
        await order_topic.caught_up()
    assert order_topic.orders()["shop/o1"]["marks"][0] == {
        "topic": order_topic.topic.name,
        "sequence": 3,
        "skipped": [],
    }


async def test_a_predecessor_that_never_comes_is_reported_and_may_still_come_back(order_topic, monkeypatch):
    monkeypatch.setattr(consumers, "GAP_PATIENCE", 0.5)
    async with order_topic.consuming():
        await order_topic.send(order_topic.placed("o1"), order_topic.shipped("o1", 3, "UPS"))
        await order_topic.caught_up()
        assert order_topic.orders()["shop/o1"]["marks"][0]["skipped"] == [2]
        await order_topic.send(order_topic.paid("o1", 2))
        await order_topic.caught_up()
    assert order_topic.orders()["shop/o1"]["marks"][0]["skipped"] == []


async def test_a_handler_that_crashes_puts_the_message_aside(order_topic):
    def crash(state, event, context):
        raise KeyError("a bug")

    def refuse(state, event, context):
        raise Refused("NOT_TODAY", "a rule says no")

    await order_topic.send(order_topic.placed("o1"), order_topic.paid("o2", 1))
    async with order_topic.consuming([on(commerce.OrderPlaced, ORDERS, crash), on(commerce.OrderPaid, ORDERS, refuse)]):
        await order_topic.caught_up()
        letters = await order_topic.dead_letters()
    assert {dict(letter.headers)["dlq_reason"] for letter in letters} == {b"HANDLER_CRASHED", b"NOT_TODAY"}
