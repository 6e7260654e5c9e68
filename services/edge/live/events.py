"""Events as a front end gets them: JSON, made once however many follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import orjson
from aiokafka import ConsumerRecord
from google.protobuf.message import DecodeError, Message

from services.kit.convert import to_json
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.instants import to_text
from services.kit.topics import BY_NAME


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """`id` says where a reader stands that has seen this event; `data` is JSON."""

    id: str
    data: str


def tenant_of(record: ConsumerRecord) -> str:
    """Whose event it is; empty where the record doesn't say."""
    for name, value in record.headers:
        if name == "ce_tenant":
            return (value or b"").decode("utf-8", "replace")
    return ""


def as_json(record: ConsumerRecord) -> str | None:
    """`{"type", "id", "time", "subject", "sequence", "data"}`; None for what is no event of ours (its consumers'
    dead-letter topics tell of it)."""
    try:
        envelope = Envelope.from_headers(record.headers)
        parse = _parser(envelope.type, record.topic)
        message = parse(record.value or b"") if parse else None
    except (Refused, DecodeError):
        return None
    if message is None:
        return None
    shown = {
        "type": envelope.type,
        "id": envelope.id,
        "time": to_text(envelope.time),
        "subject": envelope.subject,
        "sequence": envelope.sequence,
        "data": to_json(message),
    }
    return orjson.dumps(shown).decode()


@cache
def _parser(type_name: str, topic: str) -> Callable[[bytes], Message] | None:
    message = BY_NAME[topic].message(type_name)
    return message.FromString if message is not None else None
