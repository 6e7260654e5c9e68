"""The AsyncAPI 3 document of everything that Heliodesk publishes: a channel for each topic of the one list, a message
for each event of the contracts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import Descriptor

from services.edge.comments import comment_of
from services.edge.reference.published import HEADERS, about, events_of
from services.edge.reference.samples import envelope_of, samples
from services.edge.reference.schemas import reference, schemas_of
from services.kit.convert import to_json
from services.kit.envelope import CONTENT_TYPE, SPEC_VERSION
from services.kit.topics import TOPICS, Topic

# Of the contracts, which stands in the names of the topics; a release of ours has another.
_VERSION = "1"
_KAFKA_BINDING = "0.5.0"
_DESCRIPTION = """Heliodesk's events on Kafka: CloudEvents 1.0 in binary mode. The attributes are the record's headers,
the value is the protobuf message alone. Events of one aggregate (`ce_subject`) come in order, numbered without gaps by
`ce_sequence`; the same event may come twice, under the same `ce_id`. The schemas show each message in the JSON form of
`GET /v1/stream`, with the numbers of its protobuf fields."""

_FIXED = {"ce_specversion": SPEC_VERSION, "content-type": CONTENT_TYPE}
_NOT_ALWAYS = {"ce_sequence", "traceparent"}


def asyncapi() -> dict[str, Any]:
    """The document, ready to be written as JSON."""
    events = [event for topic in TOPICS for event in events_of(topic)]
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Heliodesk", "version": _VERSION, "description": " ".join(_DESCRIPTION.split())},
        "defaultContentType": CONTENT_TYPE,
        "servers": {"kafka": _server()},
        "channels": {topic.name: _channel(topic) for topic in TOPICS},
        "operations": {f"{topic.name}.publish": _operation(topic) for topic in TOPICS},
        "components": {
            "messages": dict(_messages()),
            "schemas": {"CloudEventsHeaders": _headers_schema(), **schemas_of(events)},
        },
    }


def _server() -> dict[str, Any]:
    return {
        "host": "{bootstrap}",
        "protocol": "kafka",
        "description": "The Kafka that the platform was given.",
        "variables": {"bootstrap": {"default": "localhost:9092", "description": "A bootstrap server."}},
    }


def _channel(topic: Topic) -> dict[str, Any]:
    messages = {event.name: {"$ref": f"#/components/messages/{event.full_name}"} for event in events_of(topic)}
    return {
        "address": topic.name,
        "summary": f"Keyed by {topic.key}.",
        "description": about(topic),
        "servers": [{"$ref": "#/servers/kafka"}],
        "messages": messages,
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {"retention.ms": topic.retention_ms},
                "bindingVersion": _KAFKA_BINDING,
            }
        },
    }


def _operation(topic: Topic) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{topic.name}"},
        "summary": f"Written by {topic.writer}.",
    }


def _messages() -> Iterator[tuple[str, dict[str, Any]]]:
    for topic in TOPICS:
        for event in events_of(topic):
            yield event.full_name, _message(topic, event)


def _message(topic: Topic, event: Descriptor) -> dict[str, Any]:
    sample = samples(event)[0]
    sent = {name: value.decode() for name, value in envelope_of(topic, sample).to_headers()}
    made = {
        "name": event.full_name,
        "title": event.name,
        "contentType": CONTENT_TYPE,
        "headers": {
            "allOf": [reference("CloudEventsHeaders"), {"properties": {"ce_type": {"const": event.full_name}}}],
        },
        "payload": reference(event.full_name),
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": f"{topic.key[0].upper()}{topic.key[1:]}."},
                "bindingVersion": _KAFKA_BINDING,
            }
        },
        "examples": [{"headers": sent, "payload": to_json(sample)}],
    }
    said = comment_of(event.full_name)
    return {**made, "summary": said} if said else made


def _headers_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            name: {"type": "string", "description": said}
            | ({"const": _FIXED[name]} if name in _FIXED else {})
            | ({"format": "date-time"} if name == "ce_time" else {})
            for name, said in HEADERS.items()
        },
        "required": [name for name in HEADERS if name not in _NOT_ALWAYS],
    }
