"""Where a reader of several topics stands, as one short text: the id of an event of `GET /v1/stream`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiokafka import TopicPartition

from services.kit.errors import Refused

# Topic and partition -> the offset to read next.
Positions = Mapping[TopicPartition, int]

_TOPICS, _PARTITIONS = "-", "."


def encode(positions: Positions, topics: Sequence[str]) -> str:
    """`12.4.0-7.0.3`: for each topic in its order, for each partition in its order, the offset to read next."""
    parts = []
    for topic in topics:
        mine = sorted((place.partition, offset) for place, offset in positions.items() if place.topic == topic)
        parts.append(_PARTITIONS.join(str(offset) for _, offset in mine))
    return _TOPICS.join(parts)


def decode(text: str, topics: Sequence[str], now: Positions) -> dict[TopicPartition, int]:
    """What `encode` made, for the same topics and partitions as `now` has. Raises Refused."""
    parts = text.split(_TOPICS)
    found: dict[TopicPartition, int] = {}
    if len(parts) == len(topics):
        for topic, part in zip(topics, parts, strict=True):
            for partition, offset in enumerate(part.split(_PARTITIONS)):
                if offset.isascii() and offset.isdigit() and len(offset) < 19:
                    found[TopicPartition(topic, partition)] = int(offset)
    if found.keys() != now.keys():
        raise Refused("INVALID_LAST_EVENT_ID", "Last-Event-ID is not the id of an event of this stream")
    return found
