"""Messages that no producer of ours would send: each is put aside with its reason, and the consumer lives on."""

from __future__ import annotations

import pytest

from services.kit import consumer as consumers
from services.kit.producer import Record
from tests.support.streams import eventually


def changed(record: Record, **headers: bytes | None) -> Record:
    return Record(record.topic, record.key, record.value, list({**dict(record.headers), **headers}.items()))


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"ce_type": b"heliodesk.commerce.v1.DESCRIPTOR"}, b"UNKNOWN_TYPE"),
        ({"ce_type": b"heliodesk.commerce.v1.__name__"}, b"UNKNOWN_TYPE"),
        ({"ce_type": b"heliodesk.ticketing.v1.TicketOpened"}, b"UNKNOWN_TYPE"),
        ({"ce_time": b"0001-01-01T00:00:00+23:59"}, b"ENVELOPE_UNREADABLE"),
        ({"ce_id": None}, b"ENVELOPE_UNREADABLE"),
        ({"ce_tenant": b"another/shop"}, b"UNDECODABLE"),
        ({"ce_subject": b""}, b"UNDECODABLE"),
        ({"ce_sequence": b"1000000000"}, b"SEQUENCE_LEAP"),
        ({"ce_sequence": b"99999999999999999999"}, b"ENVELOPE_UNREADABLE"),
    ],
)
async def test_it_is_put_aside_and_traffic_goes_on(order_topic, monkeypatch, headers, reason):
    monkeypatch.setattr(consumers, "GAP_PATIENCE", 0.3)
    await order_topic.send(order_topic.placed("o1"), changed(order_topic.placed("bad"), **headers))
    async with order_topic.consuming():
        (letter,) = await eventually(order_topic.dead_letters)
        await order_topic.send(order_topic.shipped("o1", 2, "DHL"))
        await eventually(lambda: order_topic.order("o1") and order_topic.order("o1").carrier == "DHL")
    assert dict(letter.headers)["dlq_reason"] == reason
    assert order_topic.order("bad") is None


async def test_a_header_of_others_in_whatever_bytes_does_no_harm(order_topic):
    await order_topic.send(changed(order_topic.placed("o1"), b3=b"\xff\xfe", note=None))
    async with order_topic.consuming():
        await eventually(lambda: order_topic.order("o1"))
    assert await order_topic.dead_letters() == []
