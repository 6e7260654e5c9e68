"""JSON Schema of what an event says, as `GET /v1/stream` writes it (kit/convert). On Kafka the same fields travel as
protobuf, by the numbers that stand beside them here.

An event tells what was so: bounds of requests don't bind it, and a field may be added to it any day.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.timestamp_pb2 import Timestamp

from services.edge.comments import comment_of
from services.kit.enums import short_names

Schema = dict[str, Any]

_NUMBERS: dict[int, Schema] = {
    FieldDescriptor.CPPTYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.CPPTYPE_DOUBLE: {"type": "number"},
    FieldDescriptor.CPPTYPE_FLOAT: {"type": "number"},
    FieldDescriptor.CPPTYPE_STRING: {"type": "string"},
    FieldDescriptor.CPPTYPE_INT32: {"type": "integer", "format": "int32"},
    FieldDescriptor.CPPTYPE_INT64: {"type": "integer", "format": "int64"},
    FieldDescriptor.CPPTYPE_UINT32: {"type": "integer", "minimum": 0},
    FieldDescriptor.CPPTYPE_UINT64: {"type": "integer", "minimum": 0},
}


def schemas_of(messages: Iterable[Descriptor]) -> dict[str, Schema]:
    """The schemas of these messages and of all that they hold, by full name."""
    found: dict[str, Schema] = {}
    ahead: list[Descriptor | EnumDescriptor] = list(messages)
    while ahead:
        one = ahead.pop()
        if one.full_name in found:
            continue
        if isinstance(one, EnumDescriptor):
            found[one.full_name] = _enum(one)
            continue
        found[one.full_name] = _message(one)
        for field in one.fields:
            if inner := _inner(field):
                ahead.append(inner)
    return dict(sorted(found.items()))


def reference(full_name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{full_name}"}


def _message(message: Descriptor) -> Schema:
    # A field of a choice is there only where it is the one that was chosen; all others are always there.
    chosen = {field.name for oneof in message.oneofs if len(oneof.fields) > 1 for field in oneof.fields}
    return _described(
        message.full_name,
        {
            "title": message.name,
            "type": "object",
            "properties": {field.name: _field(field) for field in message.fields},
            "required": [field.name for field in message.fields if field.name not in chosen],
            "x-protobuf-message": message.full_name,
        },
    )


def _field(field: FieldDescriptor) -> Schema:
    value = _value(field)
    if field.is_repeated:
        value = {"type": "array", "items": value}
    elif field.enum_type is not None or field.has_presence:
        value = {"oneOf": [value, {"type": "null"}]}
    return _described(field.full_name, {**value, "x-protobuf-number": field.number})


def _value(field: FieldDescriptor) -> Schema:
    if field.message_type is Timestamp.DESCRIPTOR:
        return {"type": "string", "format": "date-time"}
    inner = _inner(field)
    return reference(inner.full_name) if inner else dict(_NUMBERS[field.cpp_type])


def _inner(field: FieldDescriptor) -> Descriptor | EnumDescriptor | None:
    """The message or enum of ours that the field holds."""
    return None if field.message_type is Timestamp.DESCRIPTOR else field.message_type or field.enum_type


def _enum(enum: EnumDescriptor) -> Schema:
    return _described(
        enum.full_name,
        {"title": enum.name, "type": "string", "enum": list(short_names(enum).values())},
    )


def _described(full_name: str, schema: Schema) -> Schema:
    said = comment_of(full_name)
    return {**schema, "description": said} if said else schema
