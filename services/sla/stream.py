"""Which events of other services the clocks care for."""

from heliodesk.ticketing.v1 import events_pb2

from services.kit.stream import Stream, on
from services.sla.documents import CLOCKS
from services.sla.handlers import start_clock, take_priority, take_reply, take_status

STREAM = Stream(
    "sla",
    [
        on(events_pb2.TicketOpened, CLOCKS, start_clock),
        on(events_pb2.ReplySent, CLOCKS, take_reply),
        on(events_pb2.PriorityChanged, CLOCKS, take_priority),
        on(events_pb2.TicketStatusChanged, CLOCKS, take_status),
    ],
)
