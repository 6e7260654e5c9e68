"""What Heliodesk publishes: the events of each topic, and the headers that every one of them has."""

from __future__ import annotations

from google.protobuf.descriptor import Descriptor

from services.edge.comments import comment_of
from services.kit.topics import Topic

HEADERS = {
    "ce_specversion": "Always 1.0.",
    "ce_id": "The event's own id; a repetition has the same.",
    "ce_type": "The full name of the protobuf message.",
    "ce_source": "Who wrote it.",
    "ce_subject": "The id of the aggregate that it happened to.",
    "ce_time": "When it happened (RFC 3339, UTC).",
    "ce_tenant": "The shop that it belongs to.",
    "ce_sequence": "Its number among the aggregate's events on this topic, from 1, without gaps.",
    "content-type": "Always application/protobuf.",
    "traceparent": "W3C trace context of what caused it.",
}
"""Name and meaning, in the order in which they are shown."""


def events_of(topic: Topic) -> list[Descriptor]:
    """The events that come on the topic, in the contract's order. A message that another one of the file holds is a
    part of events (an order's line), not one itself."""
    messages = topic.events().DESCRIPTOR.message_types_by_name.values()
    parts = {field.message_type for message in messages for field in message.fields if field.message_type is not None}
    return [message for message in messages if message not in parts]


def about(topic: Topic) -> str:
    """What the contract's author says of the topic."""
    return comment_of(topic.events().DESCRIPTOR.name)
