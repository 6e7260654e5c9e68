"""A message with every field set, the same one each time: the examples of the pages, the recorded events of a release.

Any two fields of a message differ in what they hold, so that a reader who mixes them up is found out.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.timestamp_pb2 import Timestamp

from services.kit.envelope import Envelope
from services.kit.instants import to_timestamp
from services.kit.topics import Topic

_MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
# RFC 9562 has this one for names that are URLs.
_NAMES = uuid.NAMESPACE_URL
# What a reader would stumble over if it held but words.
_TEXTS = {
    "currency": "EUR",
    "market": "JP",
    "country": "JP",
    "language": "ja",
    "customer_language": "ja",
    "zone": "Asia/Tokyo",
    "region": "APAC",
}


def samples(message: Descriptor) -> list[Message]:
    """One for each field of the largest oneof within the message, of which a message holds but one at a time; a single
    one where there is no oneof."""
    return [_filled(message, turn) for turn in range(_turns(message))]


def envelope_of(topic: Topic, message: Message) -> Envelope:
    """Of the sample, as its writer would send it."""
    name = message.DESCRIPTOR.full_name
    return Envelope(
        id=_id(f"{name}#event"),
        type=name,
        source=f"heliodesk/{topic.writer}",
        subject=_id(f"{topic.name}#subject"),
        time=_MORNING,
        tenant="kumo",
        sequence=1,
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )


def _turns(message: Descriptor) -> int:
    own = [len(oneof.fields) for oneof in message.oneofs]
    inner = [_turns(field.message_type) for field in message.fields if field.message_type is not None]
    return max([1, *own, *inner])


def _filled(message: Descriptor, turn: int) -> Message:
    made = GetMessageClass(message)()
    left_out = {
        field.name
        for oneof in message.oneofs
        for place, field in enumerate(oneof.fields)
        if place != turn % len(oneof.fields)
    }
    for field in message.fields:
        if field.name not in left_out:
            _fill(made, field, turn)
    return made


def _fill(message: Message, field: FieldDescriptor, turn: int) -> None:
    value = _filled(field.message_type, turn) if _is_message(field) else _value(field)
    if field.is_repeated:
        getattr(message, field.name).append(value)
    elif field.message_type is not None:
        held = getattr(message, field.name)
        held.SetInParent()  # a message without fields is there too
        held.CopyFrom(value)
    else:
        setattr(message, field.name, value)


def _is_message(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type is not Timestamp.DESCRIPTOR


def _value(field: FieldDescriptor) -> Any:
    if field.message_type is not None:
        return to_timestamp(_MORNING + timedelta(minutes=field.number))
    if field.enum_type is not None:
        return _choice(field.enum_type, field.number)
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return _text(field)
    if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return True
    if field.cpp_type in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
        return field.number + 0.5
    return 100 + field.number


def _choice(enum: EnumDescriptor, number: int) -> int:
    known = [value.number for value in enum.values if value.number != 0]
    return known[number % len(known)]


def _text(field: FieldDescriptor) -> str:
    if field.name.endswith("_id"):
        return _id(field.full_name)
    return _TEXTS.get(field.name, field.name.replace("_", " "))


def _id(name: str) -> str:
    return str(uuid.uuid5(_NAMES, name))
