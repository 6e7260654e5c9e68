"""A line of the audit: who called what, about whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from services.edge.identity.caller import CallerKind
from services.kit.frozen import frozen

# A caller's own id may be anything over gRPC, where the service looks at it after us.
_LONGEST_ID = 255
_DEEPEST = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Outcome(StrEnum):
    """What came of the call."""

    UNKNOWN = "unknown"
    """Not told: under way, or somebody went away in the middle of it."""
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    """Whether it was done isn't known."""


@frozen
class Subject:
    """What a call named, by the dotted path of the field that named it."""

    field: str
    id: str


@frozen
class Line:
    """One call. `id` is a UUIDv7 of the instant before the call went on; `reason` is of one that wasn't done."""

    id: str
    tenant: str
    actor_kind: CallerKind
    actor_id: str
    method: str
    subjects: tuple[Subject, ...]
    address: str
    trace_id: str
    outcome: Outcome = Outcome.UNKNOWN
    reason: str = ""

    @property
    def at(self) -> datetime:
        """To the millisecond; from its id, by which lines are sorted, too."""
        return _EPOCH + timedelta(milliseconds=int(self.id[:8] + self.id[9:13], 16))


def first_id_at(instant: datetime) -> str:
    """What no id of an earlier instant sorts after, and none of a later one before."""
    milliseconds = max(0, -((_EPOCH - instant) // timedelta(milliseconds=1)))
    digits = f"{milliseconds:012x}"
    return f"{digits[:8]}-{digits[8:]}"


def subjects_of(request: Message) -> tuple[Subject, ...]:
    """The ids that the request names: its fields that end in `_id`, and those of the messages in it. Of lists none."""
    found = []
    for name, path in _named(request.DESCRIPTOR):
        value = request
        for field in path:
            value = getattr(value, field)
        if value:
            found.append(Subject(name, value[:_LONGEST_ID]))
    return tuple(found)


@cache
def _named(message: Descriptor) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((".".join(path), path) for path in _paths(message, ()))


def _paths(message: Descriptor, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for field in message.fields:
        if field.is_repeated:
            continue
        here = (*above, field.name)
        if field.cpp_type == FieldDescriptor.CPPTYPE_STRING and field.name.endswith("_id"):
            yield here
        elif field.message_type is not None and len(here) < _DEEPEST:
            yield from _paths(field.message_type, here)
