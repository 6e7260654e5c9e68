"""What a person does with a dead letter, from the bad message to the mended one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce

from services.kit import dlq_admin
from services.kit.broker import apply_topics, end_offsets
from services.kit.producer import Record
from services.kit.stream import on
from services.kit.topics import ORDER
from services.ticketing.documents import ORDERS
from services.ticketing.stream import STREAM
from tests.integration.cli.conftest import Command
from tests.integration.kit.conftest import OrderTopic
from tests.support.streams import eventually

LETTERS = ORDER.dead_letters(STREAM.group)


@pytest.fixture
async def orders(kafka_servers, database) -> AsyncIterator[OrderTopic]:
    """The platform's own topic of orders, with none of its letters left over from other tests."""
    await asyncio.to_thread(apply_topics, kafka_servers)
    (end,) = (await asyncio.to_thread(end_offsets, kafka_servers, [LETTERS])).values()
    if end:
        await asyncio.to_thread(dlq_admin.drop, kafka_servers, LETTERS, end - 1)
    made = OrderTopic(ORDER, STREAM.group, kafka_servers, database)
    yield made
    await made.producer.stop()


def letters(heliodesk: Command) -> list[dict[str, Any]]:
    rows = heliodesk("dlq", "list", "--json").data
    return [row for row in rows if row["dead_letter_topic"] == LETTERS]


def only_letter(heliodesk: Command) -> dict[str, Any]:
    (row,) = letters(heliodesk)
    return row


async def test_a_dead_letter_is_listed_shown_mended_replayed_once_and_dropped(
    orders, heliodesk, monkeypatch, unique, tmp_path
):
    monkeypatch.setenv("COLUMNS", "80")
    order = f"o-{unique}"
    placed, shipped = orders.placed(order), orders.shipped(order, 2, "UPS")
    broken = Record(shipped.topic, shipped.key, b"\xff\xff", shipped.headers)
    await orders.send(placed, broken, orders.paid(order, 3))
    async with orders.consuming():
        await eventually(orders.dead_letters)
        await eventually(lambda: orders.order(order))

    row = only_letter(heliodesk)
    assert (row["reason"], row["topic"], row["group"], row["size"]) == ("UNDECODABLE", ORDER.name, "ticketing", "2")
    number = str(row["number"])
    shown = [line.rstrip() for line in heliodesk("dlq", "list").out.splitlines()]
    assert LETTERS in shown, "in full, on 80 columns"
    assert ["UNDECODABLE", row["partition"], row["offset"]] in [line.split()[1:4] for line in shown]

    kept, mended = tmp_path / "letter.bin", tmp_path / "mended.bin"
    letter = heliodesk("dlq", "show", LETTERS, number, "--body", str(kept)).data
    assert (letter["body"], letter["key"], kept.read_bytes()) == ("ffff", "c1", b"\xff\xff")
    assert letter["headers"]["ce_type"] == "heliodesk.commerce.v1.OrderShipped"

    mended.write_bytes(shipped.value)
    replay = ("dlq", "replay", LETTERS, number, "--body", str(mended))
    assert heliodesk(*replay).out == "sent back 1\n"
    async with orders.consuming():
        await eventually(lambda: orders.order(order).carrier == "UPS")
    version = orders.orders()[f"shop/{order}"]["version"]
    heliodesk(*replay)
    await orders.send(orders.paid(order, 4))
    async with orders.consuming():
        await eventually(lambda: orders.orders()[f"shop/{order}"]["marks"][0]["sequence"] == 4)
    found = orders.orders()[f"shop/{order}"]
    assert found["version"] == version + 1, "the second replay changed nothing"
    assert found["marks"][0]["skipped"] == []

    assert heliodesk("dlq", "drop", LETTERS, "--up-to", number).out == f"dropped up to {number}\n"
    assert letters(heliodesk) == []
    assert f"holds no letter {number}" in heliodesk("dlq", "show", LETTERS, number).problem


async def test_all_letters_are_sent_back_when_none_is_named(orders, heliodesk, unique):
    """What was put aside for the handler's fault takes effect once the handler is mended."""

    def crash(state, event, context):
        raise KeyError("a bug")

    async def all_aside() -> bool:
        return len(await orders.dead_letters()) == 3

    ids = [f"o{number}-{unique}" for number in range(3)]
    await orders.send(*(orders.placed(order, customer=order) for order in ids))
    async with orders.consuming([on(commerce.OrderPlaced, ORDERS, crash)]):
        await eventually(all_aside)
    assert {row["reason"] for row in letters(heliodesk)} == {"HANDLER_CRASHED"}
    assert heliodesk("dlq", "replay", LETTERS).out == "sent back 3\n"
    async with orders.consuming():
        await eventually(lambda: all(orders.order(order) for order in ids))


@pytest.mark.parametrize("words", [("show", "0"), ("replay",), ("replay", "0"), ("drop", "--up-to", "0")])
@pytest.mark.parametrize("topic", ["nosuch", "heliodesk.nosuch.v1.nobody.dlq", ORDER.name])
def test_only_dead_letter_topics_are_touched(heliodesk, kafka_servers, topic, words):
    apply_topics(kafka_servers)
    before = end_offsets(kafka_servers, [ORDER.name])
    verb, *rest = words
    answer = heliodesk("dlq", verb, topic, *rest)
    assert answer.code == 1
    assert answer.problem == f"heliodesk: there is no dead-letter topic {topic}; look at: heliodesk dlq list"
    assert end_offsets(kafka_servers, [ORDER.name]) == before


@pytest.mark.parametrize(
    "words", [("show", "{}", "987654"), ("replay", "{}", "987654"), ("drop", "{}", "--up-to", "987654")]
)
def test_a_letter_that_is_not_there(heliodesk, kafka_servers, words):
    apply_topics(kafka_servers)
    answer = heliodesk("dlq", *(word.format(LETTERS) for word in words))
    assert answer.code == 1
    assert f"{LETTERS} holds no letter 987654" in answer.problem


def test_a_mended_body_belongs_to_one_letter_and_is_a_file(heliodesk, tmp_path):
    mended = tmp_path / "mended.bin"
    assert heliodesk("dlq", "replay", LETTERS, "0", "--body", str(mended)).code == 2
    mended.write_bytes(b"")
    answer = heliodesk("dlq", "replay", LETTERS, "--body", str(mended))
    assert answer.code == 2 and "a mended body belongs to one letter" in answer.problem
