"""What a contract asks of a field's value, in words."""

from __future__ import annotations

from google.protobuf.descriptor import FieldDescriptor
from heliodesk.common.v1 import rules_pb2

from services.kit.rules import rules_of

_KNOWN = {
    rules_pb2.KNOWN_CURRENCY: "ISO 4217",
    rules_pb2.KNOWN_LANGUAGE: "BCP 47",
    rules_pb2.KNOWN_COUNTRY: "ISO 3166-1 alpha-2",
    rules_pb2.KNOWN_ZONE: "IANA zone",
    rules_pb2.KNOWN_UUID: "UUID",
}


def bounds_of(field: FieldDescriptor) -> str:
    """In italics: `*required, at most 64 characters*`; empty where nothing is asked."""
    rules = rules_of(field)
    asked = [
        "required" if rules.required else "",
        _between(rules.min_length or None, rules.max_length or None, " characters"),
        _between(
            rules.minimum if rules.HasField("minimum") else None,
            rules.maximum if rules.HasField("maximum") else None,
            "",
        ),
        _between(rules.min_items or None, rules.max_items or None, " items"),
        _KNOWN.get(rules.known, ""),
        f"matches `{rules.pattern}`" if rules.pattern else "",
    ]
    said = ", ".join(filter(None, asked))
    return f"*{said}*" if said else ""


def _between(lowest: int | None, highest: int | None, unit: str) -> str:
    if lowest is None and highest is None:
        return ""
    if lowest is None:
        return f"at most {highest}{unit}"
    if highest is None:
        return f"at least {lowest}{unit}"
    return f"{lowest} to {highest}{unit}"
