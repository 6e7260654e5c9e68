"""`make record`: keeps one record of every event type as a release writes it, under tests/contract/recorded/<release>.

What is kept is never written again: later code has to read it as it was. A type that the release has no record of yet
gets one. `RELEASE=0.2.0` starts another release; without it the project's version is meant.
"""

from __future__ import annotations

import base64
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from services.edge.reference.published import events_of
from services.edge.reference.samples import envelope_of, samples
from services.kit.topics import TOPICS, Topic

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests" / "contract" / "recorded"


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """A record as Kafka had it, and what it said in protobuf's own JSON, by the contract's names."""

    release: str
    topic: str
    key: bytes
    headers: list[tuple[str, bytes]]
    value: bytes
    says: dict[str, Any]

    @property
    def type(self) -> str:
        return dict(self.headers)["ce_type"].decode()


def said_by(message: Message) -> dict[str, Any]:
    return MessageToDict(message, preserving_proto_field_name=True)


def recorded() -> Iterator[RecordedEvent]:
    """All of every release."""
    for path in sorted(RECORDED.glob("*/*.json")):
        kept = orjson.loads(path.read_bytes())
        for one in kept["records"]:
            yield RecordedEvent(
                release=path.parent.name,
                topic=kept["topic"],
                key=one["key"].encode(),
                headers=[(name, value.encode()) for name, value in one["headers"].items()],
                value=base64.b64decode(one["value"]),
                says=one["says"],
            )


def record(folder: Path) -> list[str]:
    """Writes what the folder lacks; returns the types that it wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for topic in TOPICS:
        for event in events_of(topic):
            path = folder / f"{event.full_name}.json"
            if not path.exists():
                kept = {"topic": topic.name, "records": [_kept(topic, one) for one in samples(event)]}
                path.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
                written.append(event.full_name)
    return written


def _kept(topic: Topic, message: Message) -> dict[str, Any]:
    envelope = envelope_of(topic, message)
    return {
        "key": envelope.subject,
        "headers": {name: value.decode() for name, value in envelope.to_headers()},
        "value": base64.b64encode(message.SerializeToString(deterministic=True)).decode(),
        "says": said_by(message),
    }


def _version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


if __name__ == "__main__":
    release = sys.argv[1] if len(sys.argv) > 1 else _version()
    print("\n".join(f"recorded {name}" for name in record(RECORDED / release)) or f"{release} has every event")
