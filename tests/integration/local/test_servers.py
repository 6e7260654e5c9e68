"""The local Kafka and the local store keep what they acknowledged, whichever way they end."""

import time

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient, NewTopic
from pymongo import MongoClient


def _send(servers: str, topic: str, values: list[bytes]) -> None:
    producer = KafkaProducer(bootstrap_servers=servers, acks="all")
    for sent in [producer.send(topic, value) for value in values]:
        sent.get(timeout=30)
    producer.close()


def _read(servers: str, topic: str, count: int) -> list[bytes]:
    consumer = KafkaConsumer(
        topic, bootstrap_servers=servers, auto_offset_reset="earliest", consumer_timeout_ms=20_000, group_id=None
    )
    values: list[bytes] = []
    for record in consumer:
        values.append(record.value)
        if len(values) == count:
            break
    consumer.close()
    return values


def _make_topic(servers: str, topic: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=servers)
    admin.create_topics([NewTopic(topic, num_partitions=1, replication_factor=1)])
    admin.close()


def test_kafka_keeps_records_when_stopped_and_when_killed(kafka_servers, kafka_process, topic_suffix):
    topic = f"durable{topic_suffix}"
    _make_topic(kafka_servers, topic)
    sent = [b"%d" % number for number in range(500)]
    _send(kafka_servers, topic, sent)
    kafka_process.stop()
    kafka_process.start()
    assert _read(kafka_servers, topic, len(sent)) == sent
    kafka_process.kill9()
    kafka_process.start()
    assert _read(kafka_servers, topic, len(sent)) == sent


def test_the_store_loses_nothing_that_it_acknowledged_when_killed(database, store_process):
    acknowledged = 0
    until = time.monotonic() + 1
    while time.monotonic() < until:
        database.things.insert_one({"_id": acknowledged})
        acknowledged += 1
    store_process.kill9()
    store_process.start()
    assert database.things.count_documents({}) == acknowledged


def test_a_database_is_empty_for_each_test(database, mongodb_uri):
    assert database.list_collection_names() == []
    with MongoClient(mongodb_uri) as client:
        assert client.admin.command("ping")["ok"] == 1
