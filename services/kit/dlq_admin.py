"""What a person does with dead letters: look at them, send them back, drop them. Synchronous, with kafka-python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from services.kit.broker import administration, end_offsets
from services.kit.brokers import connection
from services.kit.dlq import BODY_LIMIT, PREFIX
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.topics import TOPICS, Topic, is_dead_letter_topic

_PATIENCE_MS = 10_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter as it lies in its topic. `about` is what was noted when it was put aside; `headers` are its own."""

    dead_letter_topic: str
    number: int
    about: dict[str, str]
    key: bytes | None
    body: bytes
    headers: Sequence[tuple[str, bytes]]

    @property
    def is_whole(self) -> bool:
        """A body above the limit was cut, and can't be sent back as it was."""
        return int(self.about["size"]) <= BODY_LIMIT


def dead_letter_topics(topics: Sequence[Topic] = TOPICS) -> list[str]:
    return [topic.dead_letters(group) for topic in topics for group in topic.readers]


def letters(bootstrap_servers: str, topic: str) -> Iterator[Letter]:
    """All that lie in this dead-letter topic, oldest first; `number` is their offset. Raises Away, Refused."""
    ends = _ends(bootstrap_servers, topic)
    try:
        consumer = KafkaConsumer(**connection(bootstrap_servers), enable_auto_commit=False)
        try:
            consumer.assign(list(ends))
            consumer.seek_to_beginning(*ends)
            while any(consumer.position(partition) < end for partition, end in ends.items()):
                found = consumer.poll(timeout_ms=_PATIENCE_MS)
                if not found:
                    raise Away("Kafka", f"nothing came of {topic} within {_PATIENCE_MS // 1000} s")
                for records in found.values():
                    yield from (_letter(topic, record) for record in records)
        finally:
            consumer.close()
    except KafkaError as error:
        raise Away("Kafka", type(error).__name__) from error


def _ends(bootstrap_servers: str, topic: str) -> dict[TopicPartition, int]:
    """Raises Refused (NO_SUCH_TOPIC) for one that isn't there, or holds events and not dead letters; Away."""
    ends = end_offsets(bootstrap_servers, [topic]) if is_dead_letter_topic(topic) else {}
    if not ends:
        raise Refused("NO_SUCH_TOPIC", f"there is no dead-letter topic {topic}", RefusalKind.NOT_FOUND)
    return ends


def _letter(topic: str, record: object) -> Letter:
    about = {name.removeprefix(PREFIX): value.decode() for name, value in record.headers if name.startswith(PREFIX)}
    own = [(name, value) for name, value in record.headers if not name.startswith(PREFIX)]
    return Letter(topic, record.offset, about, record.key, record.value or b"", own)


def letter(bootstrap_servers: str, topic: str, number: int) -> Letter:
    """One dead letter. Raises Refused (NO_SUCH_LETTER), Away."""
    for found in letters(bootstrap_servers, topic):
        if found.number == number:
            return found
    raise Refused("NO_SUCH_LETTER", f"{topic} holds no letter {number}", RefusalKind.NOT_FOUND)


def replay(bootstrap_servers: str, sent_back: Sequence[Letter], body: bytes | None = None) -> None:
    """Sends letters back to the topic that they came from, with their own key and headers, and `body` instead of their
    own where it is given. They stay in the dead-letter topic until dropped; sending one twice does no harm, since its
    reader knows what it has applied. Raises Refused (CUT) for a letter that isn't whole, Away."""
    for one in sent_back:
        if body is None and not one.is_whole:
            raise Refused("CUT", f"letter {one.number} was cut at {BODY_LIMIT} bytes: send it back with a body")
    try:
        producer = KafkaProducer(
            **connection(bootstrap_servers), acks="all", enable_idempotence=True, max_request_size=2_000_000
        )
        try:
            sent = [
                producer.send(
                    one.about["topic"], one.body if body is None else body, key=one.key, headers=list(one.headers)
                )
                for one in sent_back
            ]
            producer.flush(timeout=_PATIENCE_MS / 1000)
            for future in sent:
                future.get(timeout=_PATIENCE_MS / 1000)
        finally:
            producer.close()
    except KafkaError as error:
        raise Away("Kafka", type(error).__name__) from error


def drop(bootstrap_servers: str, topic: str, up_to: int) -> None:
    """Deletes the letters up to and including number `up_to`. Raises Refused (NO_SUCH_TOPIC, NO_SUCH_LETTER), Away."""
    if not 0 <= up_to < _ends(bootstrap_servers, topic)[TopicPartition(topic, 0)]:
        raise Refused("NO_SUCH_LETTER", f"{topic} holds no letter {up_to}", RefusalKind.NOT_FOUND)
    with administration(bootstrap_servers) as admin:
        admin.delete_records({TopicPartition(topic, 0): up_to + 1})
