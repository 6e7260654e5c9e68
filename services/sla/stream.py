"""Which events of other services the clocks care for."""

from google.protobuf.message import Message
from heliodesk.ticketing.v1 import events_pb2

from services.kit.aggregate import Change
from services.kit.stream import Context, Handler, Stream, on
from services.sla.documents import CLOCKS
from services.sla.domain.clocks import TicketClocks
from services.sla.handlers import TicketHandlers

GROUP = "sla"


def stream(handlers: TicketHandlers) -> Stream:
    """The table of the group that follows the tickets."""
    table = {
        events_pb2.MessageReceived: handlers.take_message,
        events_pb2.ReplySent: handlers.take_reply,
        events_pb2.PriorityChanged: handlers.take_priority,
        events_pb2.TicketStatusChanged: handlers.take_status,
        events_pb2.TicketAssigned: handlers.take_assignee,
        events_pb2.TicketLanguageDetected: handlers.take_language,
        events_pb2.TicketClassified: handlers.take_classification,
        events_pb2.TicketMerged: handlers.take_end,
        events_pb2.TicketMarkedAsSpam: handlers.take_end,
        events_pb2.TicketDeleted: handlers.take_end,
        events_pb2.ReturnReceived: handlers.take_fact,
        events_pb2.RefundIssued: handlers.take_fact,
        events_pb2.PublicReviewPosted: handlers.take_fact,
        events_pb2.PublicReplyPosted: handlers.take_fact,
    }
    opened = on(events_pb2.TicketOpened, CLOCKS, handlers.open)
    return Stream(GROUP, [opened, *(on(message, CLOCKS, _of_known(handler)) for message, handler in table.items())])


def _of_known(handler: Handler) -> Handler:
    """A ticket that was never seen to open has no clocks, and nothing that happens to it is looked at."""

    def take(clocks: TicketClocks | None, event: Message, context: Context) -> Change[TicketClocks] | None:
        return None if clocks is None else handler(clocks, event, context)

    return take
