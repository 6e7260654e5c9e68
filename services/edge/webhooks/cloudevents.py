"""An event as a webhook tells it: JSON of CloudEvents 1.0 in structured mode, `data` as the live stream has it."""

from __future__ import annotations

from typing import Any

import orjson
from google.protobuf.message import Message

from services.kit.convert import to_json
from services.kit.envelope import SPEC_VERSION, Envelope
from services.kit.instants import to_text


def body_of(envelope: Envelope, event: Message, **more: Any) -> bytes:
    """`more` are further attributes."""
    told: dict[str, Any] = {
        "specversion": SPEC_VERSION,
        "id": envelope.id,
        "source": envelope.source,
        "type": envelope.type,
        "subject": envelope.subject,
        "time": to_text(envelope.time),
        "datacontenttype": "application/json",
        "tenant": envelope.tenant,
    }
    if envelope.sequence is not None:
        # CloudEvents knows no integers of 64 bits.
        told["sequence"] = str(envelope.sequence)
    if envelope.traceparent:
        told["traceparent"] = envelope.traceparent
    return orjson.dumps({**told, **more, "data": to_json(event)})
