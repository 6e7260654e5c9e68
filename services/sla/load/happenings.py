"""What the events of a ticket mean for the load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf.message import Message
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.sla.domain.conversation import Asked, Happening, Known, Opened, Replied, Settled

# What the machine or the customer wrote is no answer of the desk's.
_NO_ANSWER = frozenset({common.ACTOR_KIND_CUSTOMER, common.ACTOR_KIND_SYSTEM, common.ACTOR_KIND_ASSISTANT})
_NEEDS_NOBODY = frozenset(
    {types_pb2.TICKET_STATUS_PENDING, types_pb2.TICKET_STATUS_SOLVED, types_pb2.TICKET_STATUS_CLOSED}
)


def _replied(event: events_pb2.ReplySent) -> Happening | None:
    return None if event.author.kind in _NO_ANSWER else Replied()


def _status(event: events_pb2.TicketStatusChanged) -> Happening | None:
    return Settled() if event.to in _NEEDS_NOBODY else None


_MEANINGS: Mapping[type[Message], Callable[[Any], Happening | None]] = {
    events_pb2.TicketOpened: lambda event: Opened(event.market),
    events_pb2.TicketLanguageDetected: lambda event: Known(language=event.language),
    events_pb2.TicketClassified: lambda event: Known(region=event.market),
    events_pb2.MessageReceived: lambda event: Asked(),
    events_pb2.ReplySent: _replied,
    events_pb2.TicketStatusChanged: _status,
    events_pb2.TicketMerged: lambda event: Settled(),
    events_pb2.TicketMarkedAsSpam: lambda event: Settled(),
    events_pb2.TicketDeleted: lambda event: Settled(),
}
TYPES = {message.DESCRIPTOR.full_name: message for message in _MEANINGS}
"""The events that the load cares for, by their ce_type."""


def happening(event: Message) -> Happening | None:
    """None: it makes no difference to the load."""
    return _MEANINGS[type(event)](event)
