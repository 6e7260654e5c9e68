"""Messages that are filled in as their contracts ask: requests that no rule refuses, answers that say something
everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.timestamp_pb2 import Timestamp
from heliodesk.common.v1 import rules_pb2

from services.edge.access.rules import is_staff_only
from services.kit.convert import to_json
from services.kit.ids import derived_id
from services.kit.rules import check, rules_of

M = TypeVar("M", bound=Message)

STAFF_ONLY = "what-the-staff-alone-may-read"

_KNOWN = {
    rules_pb2.KNOWN_CURRENCY: "EUR",
    rules_pb2.KNOWN_LANGUAGE: "en",
    rules_pb2.KNOWN_COUNTRY: "DE",
    rules_pb2.KNOWN_ZONE: "Europe/Berlin",
    rules_pb2.KNOWN_UUID: derived_id("any"),
}
_NUMBERS = {
    FieldDescriptor.CPPTYPE_INT32,
    FieldDescriptor.CPPTYPE_INT64,
    FieldDescriptor.CPPTYPE_UINT32,
    FieldDescriptor.CPPTYPE_UINT64,
}


def request(message_class: type[M], ids: Mapping[str, str]) -> M:
    """With what the contract requires and no more, and these fields by their names, at any depth."""
    message = message_class()
    _ask(message, ids)
    assert not (broken := check(message)), (message_class.DESCRIPTOR.full_name, broken)
    return message


def _ask(message: Message, ids: Mapping[str, str]) -> None:
    chosen = {oneof.fields[0].name for oneof in message.DESCRIPTOR.oneofs if len(oneof.fields) > 1}
    for field in message.DESCRIPTOR.fields:
        rules = rules_of(field)
        if field.is_repeated:
            if rules.required or rules.min_items:
                _add(message, field, ids)
        elif field.message_type is Timestamp.DESCRIPTOR:
            if rules.required:
                getattr(message, field.name).FromJsonString("2026-03-02T12:00:00Z")
        elif field.message_type is not None:
            if rules.required or field.name in chosen:
                held = getattr(message, field.name)
                held.SetInParent()
                _ask(held, ids)
        elif field.name in ids or rules.required or field.name in chosen:
            setattr(message, field.name, _value(field, ids))


def _add(message: Message, field: FieldDescriptor, ids: Mapping[str, str]) -> None:
    items = getattr(message, field.name)
    if field.message_type is not None:
        _ask(items.add(), ids)
    else:
        items.append(_value(field, ids))


def _value(field: FieldDescriptor, ids: Mapping[str, str]) -> Any:
    rules = rules_of(field)
    if field.name in ids:
        return ids[field.name]
    if field.enum_type is not None:
        return field.enum_type.values[1].number
    if field.cpp_type in _NUMBERS:
        return int(rules.example or max(rules.minimum, 1))
    if field.cpp_type != FieldDescriptor.CPPTYPE_STRING:
        return type(field.default_value)(1)
    return rules.example or _KNOWN.get(rules.known) or "x".ljust(rules.min_length, "x")


def as_json(message: Message) -> dict[str, Any]:
    """As a caller writes it: what isn't set is left out."""
    return _pruned(to_json(message))


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _pruned(held) for name, held in value.items()}
        return {name: held for name, held in kept.items() if held not in (None, "", 0, [])}
    return [_pruned(held) for held in value] if isinstance(value, list) else value


def answer(descriptor: Descriptor, said: str, depth: int = 4) -> Message:
    """Every text is `said`, but for those that are the staff's."""
    message = GetMessageClass(descriptor)()
    for field in descriptor.fields:
        if field.message_type is not None and depth and field.message_type.file.package.startswith("heliodesk"):
            inner = answer(field.message_type, said, depth - 1)
            held = getattr(message, field.name)
            held.append(inner) if field.is_repeated else held.CopyFrom(inner)
        elif field.type == FieldDescriptor.TYPE_STRING:
            text = STAFF_ONLY if is_staff_only(field) else said
            if field.is_repeated:
                getattr(message, field.name).append(text)
            else:
                setattr(message, field.name, text)
    return message
