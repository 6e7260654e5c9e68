"""What ticketing hears: what happens to orders, what translation found out, which team was given a ticket, and what
became of its compensations."""

from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.loyalty.v1 import correction_events_pb2 as correction
from heliodesk.loyalty.v1 import events_pb2 as loyalty
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.translation.v1 import events_pb2 as translation

from services.kit.stream import Stream, on
from services.ticketing import compensating, handlers
from services.ticketing.documents import MEMBERS, ORDERS, TICKETS
from services.ticketing.tiers import Tiers

STREAM = Stream(
    "ticketing",
    [
        on(commerce.OrderPlaced, ORDERS, handlers.on_order_placed),
        on(commerce.OrderPaid, ORDERS, handlers.on_order_paid),
        on(commerce.OrderShipped, ORDERS, handlers.on_order_shipped),
        on(commerce.OrderDelayed, ORDERS, handlers.on_order_delayed),
        on(commerce.OrderDelivered, ORDERS, handlers.on_order_delivered),
        on(commerce.OrderCancelled, ORDERS, handlers.on_order_cancelled),
        on(commerce.OrderRefunded, ORDERS, handlers.on_order_refunded),
        # A ticket has many messages, each translated by itself: the first language found stays, so none comes twice.
        on(
            translation.MessageTranslated,
            TICKETS,
            handlers.on_message_translated,
            route=lambda event: event.ticket_id,
        ),
        # Most of what is told of a ticket's clocks is nothing to the ticket: to follow it would be a write for each.
        on(sla.OwnerChosen, TICKETS, handlers.on_owner_chosen, route=lambda event: event.ticket_id),
        on(
            sla.TicketHandedOff,
            TICKETS,
            handlers.on_handed_off,
            route=lambda event: event.ticket_id,
            part=handlers.handoff_note,
        ),
        on(correction.CorrectionApproved, TICKETS, compensating.on_approved, route=compensating.ticket_of),
        on(correction.CorrectionRejected, TICKETS, compensating.on_rejected, route=compensating.ticket_of),
    ],
)


def tier_stream(tiers: Tiers) -> Stream:
    """A group of its own: most of what is told of accounts is nothing to tickets, and what is may be told to many."""
    return Stream(
        "ticketing-tiers",
        [on(loyalty.TierChanged, MEMBERS, tiers.heard, route=lambda event: event.customer_id, prepare=tiers.tell)],
    )
