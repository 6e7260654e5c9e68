"""The table that says which handler takes which event, for the batch consumer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from google.protobuf.message import Message

from services.kit.aggregate import Change, Kind, Part
from services.kit.envelope import Envelope
from services.kit.frozen import frozen
from services.kit.ids import document_id
from services.kit.topics import TOPICS, Topic


@frozen
class Context:
    """What a handler may know beside the event: the envelope, and the time of this process (UTC).

    `prepared` is what the handler's `prepare` step answered.
    """

    envelope: Envelope
    now: datetime
    prepared: Any = None

    @property
    def tenant(self) -> str:
        return self.envelope.tenant


Handler = Callable[[Any, Any, Context], Change[Any] | None]
Prepare = Callable[[Any, Envelope], Awaitable[Any]]
Names = Callable[[Any], tuple[str, ...]]
Parts = Callable[[Any, Envelope], Part]


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table; make it with `on`."""

    message: type[Message]
    kind: Kind[Any]
    handler: Handler
    route: Callable[[Any], str] | None = None
    prepare: Prepare | None = None
    keys: Names | None = None
    about: Names | None = None
    part: Parts | None = None

    @property
    def follows(self) -> bool:
        return self.route is None

    def aggregate_id(self, envelope: Envelope, event: Any) -> str:
        """Empty for an event that is nothing to any aggregate of the kind."""
        id_ = envelope.subject if self.route is None else self.route(event)
        return document_id(envelope.tenant, id_) if id_ or self.follows else ""


def on(
    message: type[Message],
    kind: Kind[Any],
    handler: Handler,
    *,
    route: Callable[[Any], str] | None = None,
    prepare: Prepare | None = None,
    keys: Names | None = None,
    about: Names | None = None,
    part: Parts | None = None,
) -> Route:
    """`handler(state, event, context)` takes events of this type for the aggregate of `kind`.

    Without `route`, the aggregate *follows* the source: it has the source's id, sees each of its events in order, and
    keeps a mark of how far it came. With `route(event) -> id` it *folds* many sources together (an empty id: the event
    is passed over), and the handler makes a repetition harmless by a business key. `prepare` does the I/O that the
    handler must not do, before it. `keys(event)` and `about(event)` are those of the Work, for a commit stream.
    `part(event, envelope)` is the Work's part, for one that folds: where its id follows from the event's, an aggregate
    that has the part has taken the event.
    """
    return Route(message, kind, handler, route, prepare, keys, about, part)


@dataclass(frozen=True)
class Stream:
    """What a service consumes, as one Kafka group. `known` is where the topics of its events are looked up."""

    group: str
    routes: Sequence[Route]
    known: Sequence[Topic] = TOPICS
    topics: dict[str, Topic] = field(init=False)
    by_type: dict[str, Route] = field(init=False)
    followers: dict[str, Kind[Any]] = field(init=False)

    def __post_init__(self) -> None:
        by_file = {topic.events().DESCRIPTOR.name: topic for topic in self.known}
        topics, followers = {}, {}
        for route in self.routes:
            topic = by_file[route.message.DESCRIPTOR.file.name]
            topics[topic.name] = topic
            if route.follows:
                followers[topic.name] = route.kind
        object.__setattr__(self, "by_type", {route.message.DESCRIPTOR.full_name: route for route in self.routes})
        object.__setattr__(self, "topics", topics)
        object.__setattr__(self, "followers", followers)
