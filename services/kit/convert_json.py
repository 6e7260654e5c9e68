"""Protobuf message <-> JSON as the edge speaks it, compiled once for each message.

Names are the contract's own (snake_case). An enum is its value's short name ("on_hold"), null where it is unspecified.
A Timestamp is RFC 3339 with Z, null where it is unset, as is any message and any field that can be unset; a field of a
oneof is there only where it is set. Integers of 64 bits are JSON numbers. A repeated field is an array.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from services.kit.enums import short_names
from services.kit.errors import Refused, Violation
from services.kit.instants import from_text, from_timestamp, to_text, to_timestamp

M = TypeVar("M", bound=Message)

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_RANGES = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
}


def to_json(message: Message) -> dict[str, Any]:
    """What a JSON writer takes."""
    return _writer(message.DESCRIPTOR)(message)


def from_json(value: object, message_class: type[M]) -> M:
    """The message that the JSON value says. Raises Refused with every field that the contract doesn't know or whose
    value is of the wrong type; the contract's rules are not its business."""
    message, violations = message_class(), []
    _fill(message, value, "", violations)
    if violations:
        text = "the request is not what the contract says"
        raise Refused("INVALID_FIELDS", text, violations=tuple(violations))
    return message


# --- message -> JSON


@cache
def _writer(descriptor: Descriptor) -> Callable[[Message], dict[str, Any]]:
    always = [(field.name, _field_writer(field)) for field in descriptor.fields if not _in_choice(field)]
    choices = [oneof.name for oneof in descriptor.oneofs if _in_choice(oneof.fields[0])]
    chosen = {field.name: _value_writer(field) for field in descriptor.fields if _in_choice(field)}

    def write(message: Message) -> dict[str, Any]:
        written = {name: write_field(message) for name, write_field in always}
        for choice in choices:
            if name := message.WhichOneof(choice):
                written[name] = chosen[name](getattr(message, name))
        return written

    return write


def _in_choice(field: FieldDescriptor) -> bool:
    """Whether the field is one of a oneof; what proto3 calls optional is a oneof of one field, and no choice."""
    oneof = field.containing_oneof
    return oneof is not None and not (len(oneof.fields) == 1 and oneof.name == f"_{field.name}")


def _field_writer(field: FieldDescriptor) -> Callable[[Message], Any]:
    name, write = field.name, _value_writer(field)
    if field.is_repeated:
        return lambda message: [write(one) for one in getattr(message, name)]
    if field.has_presence:
        return lambda message: write(getattr(message, name)) if message.HasField(name) else None
    return lambda message: write(getattr(message, name))


def _value_writer(field: FieldDescriptor) -> Callable[[Any], Any]:
    if field.enum_type is not None:
        # A number of a newer contract reads as unspecified, as it does in any older reader.
        return short_names(field.enum_type).get
    if field.message_type is None:
        return lambda value: value
    if field.message_type is Timestamp.DESCRIPTOR:
        return lambda value: to_text(from_timestamp(value))
    return lambda value: _writer(field.message_type)(value)


# --- JSON -> message


class _NotTaken(ValueError):
    """The value isn't of the field's type."""

    def __init__(self, reason: str, what: str) -> None:
        super().__init__(reason, what)
        self.reason = reason
        self.what = what


def _fill(message: Message, value: object, path: str, violations: list[Violation]) -> None:
    """Sets the message's fields; what can't be is added to the violations."""
    if not isinstance(value, dict):
        violations.append(Violation(path, "WRONG_TYPE", f"{path or 'the body'} is not an object"))
        return
    fields = message.DESCRIPTOR.fields_by_name
    for name, one in value.items():
        at = f"{path}.{name}" if path else str(name)
        field = fields.get(name)
        if field is None:
            violations.append(Violation(at, "UNKNOWN_FIELD", f"there is no field {name}"))
        elif one is not None:
            _set(message, field, one, at, violations)


def _set(message: Message, field: FieldDescriptor, value: object, at: str, violations: list[Violation]) -> None:
    if _in_choice(field) and message.WhichOneof(field.containing_oneof.name) is not None:
        chosen = message.WhichOneof(field.containing_oneof.name)
        violations.append(Violation(at, "ONE_TOO_MANY", f"{field.name} and {chosen} exclude each other"))
    elif field.is_repeated:
        _extend(getattr(message, field.name), field, value, at, violations)
    elif field.message_type is not None and field.message_type is not Timestamp.DESCRIPTOR:
        inner = getattr(message, field.name)
        inner.SetInParent()
        _fill(inner, value, at, violations)
    else:
        taken = _take(field, value, at, violations)
        if taken is None:
            return
        if field.message_type is not None:
            getattr(message, field.name).CopyFrom(taken)
        else:
            setattr(message, field.name, taken)


def _extend(items: Any, field: FieldDescriptor, value: object, at: str, violations: list[Violation]) -> None:
    if not isinstance(value, list):
        violations.append(Violation(at, "WRONG_TYPE", f"{field.name} is not an array"))
        return
    for number, one in enumerate(value):
        here = f"{at}.{number}"
        if field.message_type is not None and field.message_type is not Timestamp.DESCRIPTOR:
            _fill(items.add(), one, here, violations)
        elif (taken := _take(field, one, here, violations)) is not None:
            items.append(taken)


def _take(field: FieldDescriptor, value: object, at: str, violations: list[Violation]) -> Any:
    """What protobuf takes for this JSON value; None, and a violation, where it takes nothing."""
    try:
        return _taker(field)(value)
    except _NotTaken as wrong:
        violations.append(Violation(at, wrong.reason, f"{field.name} {wrong.what}"))
        return None


@cache
def _taker(field: FieldDescriptor) -> Callable[[Any], Any]:
    if field.enum_type is not None:
        return _enum_taker(field)
    if field.message_type is not None:
        return _take_instant
    if field.cpp_type in _RANGES:
        return _integer_taker(*_RANGES[field.cpp_type])
    return {
        FieldDescriptor.CPPTYPE_STRING: _take_string,
        FieldDescriptor.CPPTYPE_BOOL: _take_bool,
        FieldDescriptor.CPPTYPE_DOUBLE: _take_number,
        FieldDescriptor.CPPTYPE_FLOAT: _take_number,
    }[field.cpp_type]


def _enum_taker(field: FieldDescriptor) -> Callable[[Any], int]:
    numbers = {short: number for number, short in short_names(field.enum_type).items()}
    choices = ", ".join(numbers)

    def take(value: object) -> int:
        if not isinstance(value, str) or value not in numbers:
            raise _NotTaken("UNKNOWN_VALUE", f"is none of {choices}")
        return numbers[value]

    return take


def _integer_taker(lowest: int, highest: int) -> Callable[[Any], int]:
    def take(value: object) -> int:
        # JSON knows one kind of number: 5.0 is the integer 5.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _NotTaken("WRONG_TYPE", "is not an integer")
        if not lowest <= value <= highest:
            raise _NotTaken("OUT_OF_RANGE", f"is not between {lowest} and {highest}")
        return value

    return take


def _take_string(value: object) -> str:
    if not isinstance(value, str):
        raise _NotTaken("WRONG_TYPE", "is not a string")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _NotTaken("MALFORMED", "holds half of a character (a lone surrogate)") from None
    return value


def _take_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise _NotTaken("WRONG_TYPE", "is neither true nor false")
    return value


def _take_number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _NotTaken("WRONG_TYPE", "is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _NotTaken("OUT_OF_RANGE", "is not a finite number")
    return number


def _take_instant(value: object) -> Timestamp:
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise _NotTaken("INVALID_INSTANT", "is not an instant of RFC 3339, like 2026-03-02T09:30:00Z")
    try:
        return to_timestamp(from_text(value.upper()))
    except (ValueError, OverflowError):
        raise _NotTaken("INVALID_INSTANT", "is not an instant of the calendar") from None
