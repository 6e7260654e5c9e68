"""The page of events: how they travel, and what comes on each topic. Markdown, as it stands in docs/api."""

from __future__ import annotations

from collections.abc import Iterator

from services.edge.comments import comment_of
from services.edge.reference.contracts import link_to, row, text
from services.edge.reference.published import HEADERS, about, events_of
from services.kit.topics import DAY_MS, TOPICS, Topic

_TRAVEL = """# Events

Everything that happens stands on Kafka as a CloudEvent 1.0 in binary mode: the attributes are the record's headers, the
value is the protobuf message alone. For tools: `asyncapi.json`. What each message holds: [contracts](contracts.md).

- **Order.** Events of one aggregate (`ce_subject`) come in order, numbered without gaps by `ce_sequence`.
- **Twice.** An event may come again, under the same `ce_id` and `ce_sequence`. Keep the highest sequence by subject,
  or use a key of your own business.
- **Types.** A topic gets new types, and a message new fields, any day: pass over what you don't know.
- **Shops.** `ce_tenant` says whose event it is. Several shops share a topic.

| header | what |
| --- | --- |"""


def events_page() -> str:
    lines = [_TRAVEL, *(row(f"`{name}`", said) for name, said in HEADERS.items()), ""]
    for topic in TOPICS:
        lines += _topic(topic)
    return text(lines)


def _topic(topic: Topic) -> Iterator[str]:
    yield from (f"## {topic.name}", "", about(topic), "")
    kept = topic.retention_ms // DAY_MS
    yield f"Key: {topic.key}. {topic.partitions} partitions, kept {kept} days, written by {topic.writer}."
    yield from ("", "| event | what happened |", "| --- | --- |")
    for event in events_of(topic):
        yield row(link_to(event, "contracts/"), comment_of(event.full_name))
    yield ""
