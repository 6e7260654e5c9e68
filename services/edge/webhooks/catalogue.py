"""The types of events that an endpoint can be told: all that Heliodesk publishes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from google.protobuf.descriptor import Descriptor

from services.edge.reference.published import events_of
from services.edge.webhooks.domain.endpoint import matches
from services.kit.faults import Faults
from services.kit.topics import TOPICS, Topic


@cache
def known_events() -> dict[str, tuple[Topic, Descriptor]]:
    """By type, the topic and the message."""
    return {event.full_name: (topic, event) for topic in TOPICS for event in events_of(topic)}


def check_types(types: Sequence[str]) -> None:
    """Raises Refused for what no event is, and never will be of one of today's packages."""
    faults = Faults("types")
    faults.twice(types, str)
    for number, pattern in enumerate(types):
        if not any(matches(pattern, known) for known in known_events()):
            faults.add(str(number), "UNKNOWN_EVENT_TYPE", f"no event is {pattern[:200]}")
    faults.check()
