"""Dataclass <-> protobuf message, field by field, by name. For each pair of classes one function is written and
compiled, once: these run for every event and every call.

    str, int, float, bool <-> the same     datetime <-> Timestamp     timedelta <-> Duration, or an integer of seconds
    StrEnum "on_hold" <-> TICKET_STATUS_ON_HOLD               dataclass <-> message
    tuple[X, ...], list[X] <-> repeated X                     X | None <-> X, None where it is unset

Where the contract can't tell unset from empty, "" and 0 and ..._UNSPECIFIED read as None in a field that may be None. A
field of the dataclass named `from_` is the message's `from`.
"""

from __future__ import annotations

import dataclasses
import keyword
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from services.kit.enums import short_names
from services.kit.errors import refused_field
from services.kit.instants import from_timestamp, to_timestamp

T = TypeVar("T")

_SECOND = timedelta(seconds=1)
_SCALARS = {
    FieldDescriptor.CPPTYPE_STRING: str,
    FieldDescriptor.CPPTYPE_BOOL: bool,
    FieldDescriptor.CPPTYPE_DOUBLE: float,
    FieldDescriptor.CPPTYPE_FLOAT: float,
    FieldDescriptor.CPPTYPE_INT32: int,
    FieldDescriptor.CPPTYPE_INT64: int,
    FieldDescriptor.CPPTYPE_UINT32: int,
    FieldDescriptor.CPPTYPE_UINT64: int,
}


class Mismatch(TypeError):
    """A dataclass and a message don't fit together: found when their first value is converted."""


def to_proto(value: object, message_class: type[Message]) -> Message:
    """The message that says what the dataclass says. Raises Mismatch where the classes don't fit, TypeError or
    ValueError where a value isn't of its field's type."""
    return _WRITERS[type(value), message_class](value)


def from_proto(message: Message, dataclass: type[T]) -> T:
    """The dataclass that says what the message says; fields that it doesn't have are passed over. Raises Mismatch where
    the classes don't fit, Refused where the message lacks what the dataclass must have."""
    return _READERS[type(message), dataclass](message)


class _Compiled(dict):
    """(class, class) -> function, compiled when it is first asked for."""

    def __init__(self, compile_pair: Callable) -> None:
        self._compile = compile_pair

    def __missing__(self, pair: tuple[type, type]) -> Callable:
        made = self[pair] = self._compile(*pair)
        return made


@dataclass(frozen=True)
class _Pair:
    """One field of both classes."""

    attribute: str
    field: FieldDescriptor
    type: Any
    optional: bool
    repeated: type | None

    @property
    def where(self) -> str:
        return f"{self.field.containing_type.full_name}.{self.field.name}"

    @property
    def message(self) -> str:
        return self.field.message_type.full_name if self.field.message_type else ""


def _pairs(cls: type, descriptor: Descriptor) -> list[_Pair]:
    if not dataclasses.is_dataclass(cls):
        raise Mismatch(f"{cls.__name__} is not a dataclass")
    hints = typing.get_type_hints(cls)
    return [_pair(cls, field.name, hints[field.name], descriptor) for field in dataclasses.fields(cls) if field.init]


def _pair(cls: type, attribute: str, hint: Any, descriptor: Descriptor) -> _Pair:
    name = attribute.removesuffix("_") if keyword.iskeyword(attribute.removesuffix("_")) else attribute
    field = descriptor.fields_by_name.get(name)
    if field is None:
        raise Mismatch(f"{descriptor.full_name} has no field for {cls.__name__}.{attribute}")
    optional = typing.get_origin(hint) in (typing.Union, types.UnionType) and type(None) in typing.get_args(hint)
    if optional:
        rest = [one for one in typing.get_args(hint) if one is not type(None)]
        hint = rest[0] if len(rest) == 1 else hint
    container = typing.get_origin(hint) if typing.get_origin(hint) in (tuple, list) else None
    if container is not None:
        hint = typing.get_args(hint)[0]
    if (container is not None) != field.is_repeated or (container and optional):
        raise Mismatch(f"{descriptor.full_name}.{name} and {cls.__name__}.{attribute} are not both lists")
    pair = _Pair(attribute, field, hint, optional, container)
    _check_types(cls, pair)
    return pair


def _check_types(cls: type, pair: _Pair) -> None:
    field, kind = pair.field, pair.type
    if kind is datetime:
        fits = pair.message == Timestamp.DESCRIPTOR.full_name
    elif kind is timedelta:
        fits = pair.message == Duration.DESCRIPTOR.full_name or _SCALARS.get(field.cpp_type) is int
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        fits = field.enum_type is not None and {one.value for one in kind} <= set(short_names(field.enum_type).values())
    elif dataclasses.is_dataclass(kind):
        fits = field.message_type is not None and pair.message != Timestamp.DESCRIPTOR.full_name
    else:
        # False and unset are the same to a field without presence, so nobody could tell None.
        fits = _SCALARS.get(field.cpp_type) is kind and not (kind is bool and pair.optional and not field.has_presence)
    if not fits:
        raise Mismatch(f"{pair.where} can't hold {cls.__name__}.{pair.attribute}: {kind!r}")


def _build(name: str, source: str, names: dict[str, Any]) -> Callable:
    exec(compile(source, f"<{name}>", "exec"), names)
    return names["convert"]


# --- dataclass -> message


def _compile_writer(cls: type, message_class: type[Message]) -> Callable[[Any], Message]:
    names: dict[str, Any] = {"Message": message_class}
    plain, reserved = [], []
    for number, pair in enumerate(_pairs(cls, message_class.DESCRIPTOR)):
        expression = _written(pair, f"value.{pair.attribute}", f"write_{number}", names)
        if keyword.iskeyword(pair.field.name):
            reserved.append(f"{pair.field.name!r}: {expression}")
        else:
            plain.append(f"{pair.field.name}={expression}")
    arguments = [*plain, *([f"**{{{', '.join(reserved)}}}"] if reserved else [])]
    source = f"def convert(value):\n    return Message({', '.join(arguments)})\n"
    return _build(f"to_proto {cls.__name__}", source, names)


def _written(pair: _Pair, value: str, name: str, names: dict[str, Any]) -> str:
    """The expression of what goes into the message's field; protobuf takes None for unset."""
    kind, field = pair.type, pair.field
    if kind in (str, int, float, bool):
        return value
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        numbers: dict[Any, int] = {short: number for number, short in short_names(field.enum_type).items()}
        names[name] = numbers | ({None: 0} if pair.optional else {})
        return f"[{name}[one] for one in {value}]" if pair.repeated else f"{name}[{value}]"
    if kind is datetime:
        names[name] = to_timestamp
    elif kind is timedelta:
        names[name] = _to_duration if pair.message else _to_seconds
    else:
        names[name] = _WRITERS[kind, field.message_type._concrete_class]
    if pair.repeated:
        return f"[{name}(one) for one in {value}]"
    return f"None if (one := {value}) is None else {name}(one)" if pair.optional else f"{name}({value})"


# --- message -> dataclass


def _compile_reader(message_class: type[Message], cls: type) -> Callable[[Message], Any]:
    names: dict[str, Any] = {"Class": cls, "lacking": _lacking}
    arguments = []
    for number, pair in enumerate(_pairs(cls, message_class.DESCRIPTOR)):
        name = pair.field.name
        value = f"getattr(message, {name!r})" if keyword.iskeyword(name) else f"message.{name}"
        arguments.append(f"{pair.attribute}={_read(pair, value, f'read_{number}', names)}")
    source = f"def convert(message):\n    return Class({', '.join(arguments)})\n"
    return _build(f"from_proto {cls.__name__}", source, names)


def _read(pair: _Pair, value: str, name: str, names: dict[str, Any]) -> str:
    """The expression of what goes into the dataclass's field."""
    reader = _reader(pair)
    names[name] = reader
    if pair.repeated:
        container = pair.repeated.__name__
        if reader is None:
            return f"{container}({value})"
        one = f"{name}[one]" if isinstance(reader, dict) else f"{name}(one)"
        return f"{container}([{one} for one in {value}])"
    if isinstance(reader, dict):
        return f"{name}[{value}]"
    present = f"message.HasField({pair.field.name!r})"
    otherwise = "None" if pair.optional else f"lacking({pair.field.name!r})"
    if reader is None:
        if not pair.optional:
            return value
        return f"{value} if {present} else None" if pair.field.has_presence else f"{value} or None"
    if pair.field.message_type is None:
        return f"{name}({value})" if not pair.optional else f"{name}(one) if (one := {value}) else None"
    return f"{name}({value}) if {present} else {otherwise}"


def _reader(pair: _Pair) -> Any:
    """A function of the field's value, a dictionary for an enum, None where the value is what is wanted."""
    kind = pair.type
    if kind in (str, int, float, bool):
        return None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Members(kind, pair.field.enum_type, pair.field.name, pair.optional)
    if kind is datetime:
        return from_timestamp
    if kind is timedelta:
        return Duration.ToTimedelta if pair.message else _from_seconds
    return _READERS[pair.field.message_type._concrete_class, kind]


class _Members(dict):
    """The number of an enum's value -> the member."""

    def __init__(self, kind: type[StrEnum], enum: EnumDescriptor, field: str, optional: bool) -> None:
        known = {one.value for one in kind}
        super().__init__({number: kind(short) for number, short in short_names(enum).items() if short in known})
        self._field = field
        if optional:
            self[0] = None

    def __missing__(self, number: int) -> StrEnum:
        if number == 0:
            _lacking(self._field)
        raise refused_field("UNKNOWN_VALUE", self._field, f"{self._field} has no value {number} here")


def _lacking(field: str) -> None:
    raise refused_field("REQUIRED", field, f"{field} is not given")


def _to_duration(value: timedelta) -> Duration:
    duration = Duration()
    duration.FromTimedelta(value)
    return duration


def _to_seconds(value: timedelta) -> int:
    seconds, rest = divmod(value, _SECOND)
    if rest:
        raise ValueError(f"{value} is not a whole number of seconds")
    return seconds


def _from_seconds(value: int) -> timedelta:
    return timedelta(seconds=value)


_WRITERS = _Compiled(_compile_writer)
_READERS = _Compiled(_compile_reader)
