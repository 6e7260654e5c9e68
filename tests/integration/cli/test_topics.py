"""`heliodesk topics` and `heliodesk lag`, on the real Kafka."""

from __future__ import annotations

from heliodesk.commerce.v1 import events_pb2 as commerce

from services.kit.broker import end_offsets
from services.kit.producer import OrderedProducer
from services.kit.topics import ORDER, TOPICS
from tests.support.streams import event_record


def test_topics_are_made_once(heliodesk, kafka_servers):
    assert heliodesk("topics", "apply").code == 0
    again = heliodesk("topics", "apply")
    assert (again.code, again.out) == (0, "all topics are there\n")
    made = {partition.topic for partition in end_offsets(kafka_servers, [topic.name for topic in TOPICS])}
    assert made == {topic.name for topic in TOPICS}
    dead_letters = [topic.dead_letters(group) for topic in TOPICS for group in topic.readers]
    assert {partition.topic for partition in end_offsets(kafka_servers, dead_letters)} == set(dead_letters)


def test_the_list_of_topics_says_what_each_holds(heliodesk):
    rows = {row["topic"]: row for row in heliodesk("topics", "list", "--json").data}
    assert set(rows) == {topic.name for topic in TOPICS}
    order = rows["heliodesk.commerce.order.v1"]
    assert (order["writer"], order["readers"], order["partitions"]) == ("edge", list(ORDER.readers), 6)
    assert "OrderDelivered" in order["events"]


def test_the_list_names_every_topic_in_full_on_a_narrow_terminal_too(heliodesk, monkeypatch):
    for columns in ("80", "160"):
        monkeypatch.setenv("COLUMNS", columns)
        shown = heliodesk("topics", "list").out
        assert all(topic.name in shown for topic in TOPICS)
        assert "partitions" in shown and "translation" in shown
        assert max(map(len, shown.splitlines())) <= int(columns)


async def test_lag_is_what_a_group_has_still_to_read(heliodesk, kafka_servers, unique):
    heliodesk("topics", "apply")

    def behind(group: str) -> int:
        rows = heliodesk("lag", "--json").data
        return sum(row["behind"] for row in rows if (row["group"], row["topic"]) == (group, ORDER.name))

    before = behind("ticketing"), behind("loyalty")
    producer = OrderedProducer(kafka_servers)
    paid = commerce.OrderPaid(order_id=f"o-{unique}", customer_id="c1")
    records = [event_record(ORDER.name, paid, f"o-{unique}", number, tenant="shop") for number in (1, 2, 3)]
    assert len(await producer.send(records)) == 3
    await producer.stop()
    assert (behind("ticketing"), behind("loyalty")) == (before[0] + 3, before[1] + 3)
    shown = [line.split() for line in heliodesk("lag").out.splitlines() if ORDER.name in line]
    assert shown == [[group, ORDER.name, str(behind(group))] for group in sorted(ORDER.readers)]
