"""The CloudEvents 1.0 envelope in Kafka binary mode: attributes as headers, the protobuf message alone as the value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.kit.errors import Refused
from services.kit.frozen import frozen
from services.kit.instants import from_text, to_text

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/protobuf"
_HIGHEST_SEQUENCE = 2**63 - 1
_REQUIRED = ("ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "ce_tenant")
_OURS = frozenset({*_REQUIRED, "ce_specversion", "ce_sequence", "content-type", "traceparent"})


@frozen
class Envelope:
    """What is known of an event without opening it.

    `subject` is the id of the aggregate that it happened to, `time` when it happened (UTC), `sequence` its number among
    that aggregate's events on this topic, counted from 1 without gaps (None: the producer doesn't number).
    """

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    tenant: str
    sequence: int | None = None
    traceparent: str = ""

    def to_headers(self) -> list[tuple[str, bytes]]:
        headers = [
            ("ce_specversion", b"1.0"),
            ("ce_id", self.id.encode()),
            ("ce_type", self.type.encode()),
            ("ce_source", self.source.encode()),
            ("ce_subject", self.subject.encode()),
            ("ce_time", to_text(self.time).encode()),
            ("ce_tenant", self.tenant.encode()),
            ("content-type", b"application/protobuf"),
        ]
        if self.sequence is not None:
            headers.append(("ce_sequence", b"%d" % self.sequence))
        if self.traceparent:
            headers.append(("traceparent", self.traceparent.encode()))
        return headers

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[str, bytes]]) -> Envelope:
        """Reads the attributes; raises Refused (ENVELOPE_*) when they are not those of an event of ours."""
        found = dict(headers)
        missing = [name for name in _REQUIRED if name not in found]
        if missing:
            raise Refused("ENVELOPE_INCOMPLETE", f"headers lack {', '.join(missing)}")
        try:
            # Others may add headers of their own, in whatever bytes.
            text = {name: value.decode() for name, value in found.items() if name in _OURS}
            sequence = int(text["ce_sequence"]) if "ce_sequence" in text else None
            time = from_text(text["ce_time"])
        except (ValueError, AttributeError) as error:
            raise Refused("ENVELOPE_UNREADABLE", str(error)) from error
        if text.get("ce_specversion", SPEC_VERSION) != SPEC_VERSION:
            raise Refused("ENVELOPE_UNREADABLE", f"CloudEvents {text['ce_specversion']} is not known")
        if text.get("content-type", CONTENT_TYPE) != CONTENT_TYPE:
            raise Refused("ENVELOPE_UNREADABLE", f"content type {text['content-type']} is not known")
        if sequence is not None and not 1 <= sequence <= _HIGHEST_SEQUENCE:
            raise Refused("ENVELOPE_UNREADABLE", f"sequence {sequence} is not from 1 to {_HIGHEST_SEQUENCE}")
        return cls(
            id=text["ce_id"],
            type=text["ce_type"],
            source=text["ce_source"],
            subject=text["ce_subject"],
            time=time,
            tenant=text["ce_tenant"],
            sequence=sequence,
            traceparent=text.get("traceparent", ""),
        )
