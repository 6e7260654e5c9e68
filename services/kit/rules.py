"""The rules that contracts set for their fields (`common/v1/rules.proto`), made into checks once for each message.

A field that is unset, or empty where the contract can't tell the two apart, breaks no rule but `required`. Beside what
the contract says, an enum's number must be one that it lists, and a Timestamp an instant of the years 1 to 9999.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor, OneofDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from heliodesk.common.v1 import rules_pb2
from heliodesk.common.v1.rules_pb2 import FieldRules

from services.kit.enums import short_names
from services.kit.errors import Violation
from services.kit.ids import is_uuid
from services.kit.known import known_country, known_currency, known_language, known_zone

_KNOWN: dict[int, tuple[Callable[[str], bool], str, str]] = {
    rules_pb2.KNOWN_CURRENCY: (known_currency, "UNKNOWN_CURRENCY", "is not an ISO 4217 currency code"),
    rules_pb2.KNOWN_LANGUAGE: (known_language, "UNKNOWN_LANGUAGE", "is not a BCP 47 language tag"),
    rules_pb2.KNOWN_COUNTRY: (known_country, "UNKNOWN_COUNTRY", "is not an ISO 3166-1 alpha-2 country code"),
    rules_pb2.KNOWN_ZONE: (known_zone, "UNKNOWN_ZONE", "is not an IANA time zone"),
    rules_pb2.KNOWN_UUID: (is_uuid, "NOT_A_UUID", "is not a UUID in lower case"),
}
_FIRST_SECOND, _LAST_SECOND = -62135596800, 253402300799
_INTEGERS = {
    FieldDescriptor.CPPTYPE_INT32,
    FieldDescriptor.CPPTYPE_INT64,
    FieldDescriptor.CPPTYPE_UINT32,
    FieldDescriptor.CPPTYPE_UINT64,
}

# What a value breaks: (reason, what is wrong with it).
Breach = tuple[str, str]
ValueCheck = Callable[[Any], Breach | None]
FieldCheck = Callable[[Message], list[Violation] | None]


def check(message: Message) -> list[Violation]:
    """What the message breaks, in the order of its fields; empty where it breaks nothing. A violation's field is the
    path in the message: `from.address`, `lines.0.sku`; for a oneof it is the oneof's name."""
    found: list[Violation] = []
    for one in _CHECKS[message.DESCRIPTOR]:
        if broken := one(message):
            found += broken
    return found


def rules_of(field: FieldDescriptor) -> FieldRules:
    """What the contract says of the field."""
    return field.GetOptions().Extensions[rules_pb2.rules]


class _Checks(dict):
    """Descriptor -> its checks, made when they are first asked for."""

    def __missing__(self, descriptor: Descriptor) -> tuple[FieldCheck, ...]:
        made = [check for field in descriptor.fields if (check := _field_check(field)) is not None]
        made += [_oneof_check(oneof) for oneof in descriptor.oneofs if _oneof_required(oneof)]
        self[descriptor] = tuple(made)
        return self[descriptor]


_CHECKS = _Checks()


def _field_check(field: FieldDescriptor) -> FieldCheck | None:
    rules = rules_of(field)
    if field.is_repeated:
        return _repeated_check(field, rules)
    if field.message_type is not None:
        return _message_check(field, rules.required)
    check_value = _value_check(field, rules)
    if check_value is None and not rules.required:
        return None
    name, required, has_presence = field.name, rules.required, field.has_presence

    def check_field(message: Message) -> list[Violation] | None:
        value = getattr(message, name)
        if not value and not (has_presence and message.HasField(name)):
            return [Violation(name, "REQUIRED", f"{name} is required")] if required else None
        if required and value == "":
            return [Violation(name, "REQUIRED", f"{name} is required")]
        breach = check_value(value) if check_value else None
        return [Violation(name, breach[0], f"{name} {breach[1]}")] if breach else None

    return check_field


def _message_check(field: FieldDescriptor, required: bool) -> FieldCheck:
    name = field.name
    inside = _inside(field)

    def check_field(message: Message) -> list[Violation] | None:
        if message.HasField(name):
            return [_under(name, one) for one in found] if (found := inside(getattr(message, name))) else None
        return [Violation(name, "REQUIRED", f"{name} is required")] if required else None

    return check_field


def _repeated_check(field: FieldDescriptor, rules: FieldRules) -> FieldCheck | None:
    name = field.name
    fewest, most = max(rules.min_items, int(rules.required)), rules.max_items
    inside = _inside(field) if field.message_type is not None else _as_item(name, _value_check(field, rules))
    if inside is None and not fewest and not most:
        return None

    def check_field(message: Message) -> list[Violation] | None:
        items = getattr(message, name)
        if len(items) < fewest:
            reason = "REQUIRED" if not items else "TOO_FEW_ITEMS"
            return [Violation(name, reason, f"{name} has {len(items)} items, fewer than {fewest}")]
        if most and len(items) > most:
            return [Violation(name, "TOO_MANY_ITEMS", f"{name} has {len(items)} items, more than {most}")]
        if inside is None:
            return None
        return [_under(f"{name}.{at}", one) for at, item in enumerate(items) for one in inside(item)]

    return check_field


def _inside(field: FieldDescriptor) -> Callable[[Message], list[Violation]]:
    return _check_timestamp if field.message_type is Timestamp.DESCRIPTOR else check


def _as_item(name: str, check_value: ValueCheck | None) -> Callable[[Any], list[Violation]] | None:
    if check_value is None:
        return None

    def check_item(value: Any) -> list[Violation]:
        breach = check_value(value)
        return [Violation("", breach[0], f"{name} {breach[1]}")] if breach else []

    return check_item


def _under(path: str, violation: Violation) -> Violation:
    field = f"{path}.{violation.field}" if violation.field else path
    return Violation(field, violation.reason, violation.message)


def _check_timestamp(value: Timestamp) -> list[Violation]:
    if _FIRST_SECOND <= value.seconds <= _LAST_SECOND and 0 <= value.nanos <= 999_999_999:
        return []
    return [Violation("", "INVALID_INSTANT", "not an instant of the years 1 to 9999")]


def _oneof_required(oneof: OneofDescriptor) -> bool:
    return oneof.GetOptions().Extensions[rules_pb2.oneof_rules].required


def _oneof_check(oneof: OneofDescriptor) -> FieldCheck:
    name = oneof.name
    choices = ", ".join(field.name for field in oneof.fields)

    def check_oneof(message: Message) -> list[Violation] | None:
        if message.WhichOneof(name) is not None:
            return None
        return [Violation(name, "REQUIRED", f"one of {choices} is required")]

    return check_oneof


# --- one value


def _value_check(field: FieldDescriptor, rules: FieldRules) -> ValueCheck | None:
    if field.enum_type is not None:
        return _enum_check(field)
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING and field.type == FieldDescriptor.TYPE_STRING:
        return _string_check(rules)
    if field.cpp_type in _INTEGERS:
        return _integer_check(rules)
    return None


def _enum_check(field: FieldDescriptor) -> ValueCheck:
    numbers = frozenset(field.enum_type.values_by_number)
    choices = ", ".join(short_names(field.enum_type).values())
    breach = ("UNKNOWN_VALUE", f"is none of {choices}")
    return lambda value: None if value in numbers else breach


def _integer_check(rules: FieldRules) -> ValueCheck | None:
    lowest = rules.minimum if rules.HasField("minimum") else None
    highest = rules.maximum if rules.HasField("maximum") else None
    if lowest is None and highest is None:
        return None

    def check_integer(value: int) -> Breach | None:
        if lowest is not None and value < lowest:
            return "TOO_SMALL", f"is less than {lowest}"
        if highest is not None and value > highest:
            return "TOO_GREAT", f"is more than {highest}"
        return None

    return check_integer


def _string_check(rules: FieldRules) -> ValueCheck | None:
    shortest, longest = rules.min_length, rules.max_length
    matches = re.compile(rules.pattern).fullmatch if rules.pattern else None
    is_known, reason, what = _KNOWN.get(rules.known, (None, "", ""))
    if not (shortest or longest or matches or is_known):
        return None

    def check_string(value: str) -> Breach | None:
        if len(value) < shortest:
            return "TOO_SHORT", f"has fewer than {shortest} characters"
        if longest and len(value) > longest:
            return "TOO_LONG", f"has more than {longest} characters"
        if matches and not matches(value):
            return "MALFORMED", f"doesn't match {rules.pattern}"
        if is_known and not is_known(value):
            return reason, what
        return None

    return check_string
