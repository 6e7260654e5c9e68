"""The contracts' messages as pydantic models: the schemas of the OpenAPI page, with bounds, choices, examples and the
authors' comments. What a request must be is checked by kit/convert and kit/rules, from the same descriptors."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

import pycountry
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, OneofDescriptor
from google.protobuf.timestamp_pb2 import Timestamp
from heliodesk.common.v1 import rules_pb2
from pydantic import BaseModel, ConfigDict, Field, create_model

from services.edge.comments import comment_of
from services.edge.contracts import bindings
from services.kit.enums import short_names
from services.kit.rules import rules_of

_NUMBERS: dict[int, type] = {
    FieldDescriptor.CPPTYPE_BOOL: bool,
    FieldDescriptor.CPPTYPE_DOUBLE: float,
    FieldDescriptor.CPPTYPE_FLOAT: float,
}
_RANGES = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
}
_UUID_EXAMPLE = "0198c0de-7a11-7c3e-9b1f-3d5e8a2b4c6d"


@cache
def model_of(message: Descriptor, left_out: frozenset[str] = frozenset()) -> type[BaseModel]:
    """The model of a message, without the fields that stand elsewhere (in the path)."""
    asked = message.full_name in _asked()
    # A name that Python keeps for itself (`from`), or that pydantic has taken, stands behind an alias.
    fields = {
        f"{field.name}_": (kind, Field(alias=field.name, **known))
        for field in message.fields
        if field.name not in left_out
        for kind, known in (field_of(field) if asked else _answered(field),)
    }
    model = create_model(
        message.name,
        # A request with an unknown field is refused; a response may get a new one any day.
        __config__=ConfigDict(extra="forbid" if asked else "ignore", json_schema_extra=_choices(message)),
        __module__=message.file.package,
        **fields,
    )
    model.__doc__ = comment_of(message.full_name) or None
    return model


def field_of(field: FieldDescriptor) -> tuple[Any, dict[str, Any]]:
    """The type of a request's field, and what pydantic's Field is to know of it."""
    rules = rules_of(field)
    kind = type_of(field)
    known: dict[str, Any] = {"description": comment_of(field.full_name) or None}
    if field.is_repeated:
        bounds = {"min_length": rules.min_items or None, "max_length": rules.max_items or None}
        return list[kind], {"default": ... if rules.min_items else [], **bounds, **known}
    if example := _example(field):
        known["examples"] = [example]
    if rules.required:
        return kind, {"default": ..., **known}
    if _can_be_null(field):
        return kind | None, {"default": None, **known}
    return kind, {"default": _default(field), **known}


def _answered(field: FieldDescriptor) -> tuple[Any, dict[str, Any]]:
    """The same of a response's field: it is always there, but for those of a choice."""
    known: dict[str, Any] = {"description": comment_of(field.full_name) or None}
    if field.is_repeated:
        return list[type_of(field)], {"default": ..., **known}
    if field.containing_oneof is not None:
        return type_of(field) | None, {"default": None, **known}
    kind = type_of(field)
    return kind | None if _can_be_null(field) else kind, {"default": ..., **known}


def _can_be_null(field: FieldDescriptor) -> bool:
    return field.enum_type is not None or field.has_presence


@cache
def _asked() -> frozenset[str]:
    """The messages that requests are made of. One that stands in responses too is described as in requests."""
    found: set[str] = set()
    ahead = [binding.method.input_type for binding in bindings()]
    while ahead:
        message = ahead.pop()
        if message.full_name not in found:
            found.add(message.full_name)
            ahead.extend(field.message_type for field in message.fields if field.message_type is not None)
    return frozenset(found)


def type_of(field: FieldDescriptor) -> Any:
    """The type of one value of a field, with the bounds that the contract sets."""
    if field.enum_type is not None:
        return enum_of(field.enum_type)
    if field.message_type is Timestamp.DESCRIPTOR:
        return datetime
    if field.message_type is not None:
        return model_of(field.message_type)
    if field.cpp_type in _RANGES:
        return _integer(field)
    return _NUMBERS.get(field.cpp_type) or _string(field)


@cache
def enum_of(enum: EnumDescriptor) -> type[StrEnum]:
    """The choices of an enum by their short names; a null stands for none of them."""
    made = StrEnum(enum.name, {short.upper(): short for short in short_names(enum).values()})
    meanings = [f"`{short}`: {said}" for number, short in short_names(enum).items() if (said := _said(enum, number))]
    made.__doc__ = " ".join([comment_of(enum.full_name), *meanings]).strip() or None
    made.__module__ = enum.file.package
    return made


def _said(enum: EnumDescriptor, number: int) -> str:
    return comment_of(f"{enum.full_name}.{enum.values_by_number[number].name}")


def _integer(field: FieldDescriptor) -> Any:
    rules = rules_of(field)
    lowest, highest = _RANGES[field.cpp_type]
    if rules.HasField("minimum"):
        lowest = max(lowest, rules.minimum)
    if rules.HasField("maximum"):
        highest = min(highest, rules.maximum)
    return Annotated[int, Field(ge=lowest, le=highest)]


def _string(field: FieldDescriptor) -> Any:
    rules = rules_of(field)
    bounds: dict[str, Any] = {
        "min_length": max(rules.min_length, 1 if rules.required else 0) or None,
        "max_length": rules.max_length or None,
    }
    if rules.pattern:
        bounds["json_schema_extra"] = {"pattern": f"^(?:{rules.pattern})$"}
    elif rules.known:
        bounds["json_schema_extra"] = _known(rules.known)
    return Annotated[str, Field(**bounds)]


@cache
def _known(known: int) -> dict[str, Any]:
    return {
        rules_pb2.KNOWN_CURRENCY: {"enum": sorted(one.alpha_3 for one in pycountry.currencies)},
        rules_pb2.KNOWN_COUNTRY: {"enum": sorted(one.alpha_2 for one in pycountry.countries)},
        rules_pb2.KNOWN_LANGUAGE: {"pattern": "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$", "maxLength": 35},
        rules_pb2.KNOWN_ZONE: {"maxLength": 64},
        rules_pb2.KNOWN_UUID: {"format": "uuid", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
    }[known]


def _example(field: FieldDescriptor) -> Any:
    rules = rules_of(field)
    if rules.known == rules_pb2.KNOWN_UUID and not rules.example:
        return _UUID_EXAMPLE
    if rules.example and field.cpp_type in _RANGES:
        return int(rules.example)
    return rules.example or None


def _default(field: FieldDescriptor) -> Any:
    return {str: "", bool: False, float: 0.0, int: 0}[type(field.default_value)]


def _choices(message: Descriptor) -> dict[str, Any] | None:
    """Of the fields of a oneof at most one is given; exactly one, where the contract requires it."""
    found = [_choice(oneof) for oneof in message.oneofs if len(oneof.fields) > 1]
    return {"allOf": found} if found else None


def _choice(oneof: OneofDescriptor) -> dict[str, Any]:
    given = [
        {"required": [field.name], "properties": {field.name: {"not": {"type": "null"}}}} for field in oneof.fields
    ]
    if oneof.GetOptions().Extensions[rules_pb2.oneof_rules].required:
        return {"oneOf": given}
    return {"oneOf": [*given, {"not": {"anyOf": given}}]}
