"""The three Kafka clients of the platform on one broker: aiokafka writes, kafka-python and Faust read the same."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce
from kafka import KafkaConsumer, KafkaProducer

from services.cli.local.servers import ROOT
from services.kit import topics
from services.kit.broker import apply_topics
from services.kit.envelope import Envelope
from services.kit.producer import OrderedProducer
from services.kit.topics import Topic
from tests.support.streams import event_record, eventually, read_topic

PAID, SHIPPED = (message.DESCRIPTOR.full_name for message in (commerce.OrderPaid, commerce.OrderShipped))


@pytest.fixture
async def topic(kafka_servers, unique) -> Topic:
    """With two orders paid and shipped, and a third one paid, as a service tells it."""
    made = dataclasses.replace(topics.ORDER, name=f"heliodesk.test.order.{unique}", readers=(), partitions=2)
    await asyncio.to_thread(apply_topics, kafka_servers, [made])
    orders = ("o1", "o2", "o3")
    events = [(commerce.OrderPaid(order_id=order), order, 1) for order in orders]
    events += [(commerce.OrderShipped(order_id=order, carrier="DHL"), order, 2) for order in orders[:2]]
    records = [event_record(made.name, event, order, number, tenant="shop") for event, order, number in events]
    producer = OrderedProducer(kafka_servers)
    assert len(await producer.send(records)) == 5
    await producer.stop()
    return made


@pytest.fixture
def faust_counter(tmp_path) -> Iterator[Callable[..., Path]]:
    """Starts a Faust worker in a process of its own; answers the file that it writes to."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> Path:
        said = tmp_path / "counts.jsonl"
        said.touch()
        env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'gen'}"}
        command = [sys.executable, "-m", "tests.support.faust_counter", *arguments, str(said)]
        with (tmp_path / "faust.log").open("wb") as log:
            started.append(subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log))
        return said

    yield start
    for process in started:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def test_kafka_python_reads_what_aiokafka_wrote(kafka_servers, topic):
    consumer = KafkaConsumer(
        topic.name, bootstrap_servers=kafka_servers, auto_offset_reset="earliest", consumer_timeout_ms=5000
    )
    found = list(islice(consumer, 5))
    consumer.close()
    envelopes = [Envelope.from_headers(record.headers) for record in found]
    assert Counter(envelope.type for envelope in envelopes) == {PAID: 3, SHIPPED: 2}
    for record, envelope in zip(found, envelopes, strict=True):
        assert dict(record.headers)["content-type"] == b"application/protobuf"
        assert record.key.decode() == envelope.subject
        event = topic.message(envelope.type).FromString(record.value)
        assert event.order_id == envelope.subject


async def test_a_key_goes_to_the_same_partition_whoever_sends_it(kafka_servers, topic):
    """A dead letter that kafka-python sends back must come behind the other events of its key."""
    producer = KafkaProducer(bootstrap_servers=kafka_servers)
    sent = {key: producer.send(topic.name, b"", key=key.encode()).get(10).partition for key in ("o1", "o2", "o3")}
    producer.close()
    records = await read_topic(kafka_servers, topic.name)
    assert {record.key.decode(): record.partition for record in records if record.value} == sent


async def test_a_faust_agent_counts_the_same_events_in_windows(kafka_servers, topic, faust_counter, unique):
    said = faust_counter(f"counter-{unique}", kafka_servers, topic.name, str(topic.partitions))

    def counted() -> list[tuple[str, int]]:
        lines = [json.loads(line) for line in said.read_text().splitlines()]
        return [(line["type"], line["count"]) for line in lines]

    await eventually(lambda: len(counted()) >= 5, within=60)
    assert sorted(counted()) == [(PAID, 1), (PAID, 2), (PAID, 3), (SHIPPED, 1), (SHIPPED, 2)]
