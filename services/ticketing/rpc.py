"""TicketingService: calls become commands and queries."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.kit.aggregate import Outcome, Work
from services.kit.clock import Clock
from services.kit.commands import Gathered
from services.kit.convert import from_proto, to_proto
from services.kit.documents import DEFAULT_PAGE, read_cursor, write_cursor
from services.kit.enums import short_names
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import derived_id, document_id
from services.kit.instants import from_timestamp, to_timestamp
from services.kit.rpc import Call
from services.kit.store import Pending, Store
from services.ticketing import documents, handlers
from services.ticketing.domain import compensation as compensations
from services.ticketing.domain import ticket as rules
from services.ticketing.domain.model import (
    Actor,
    ActorKind,
    Channel,
    Classification,
    Compensation,
    MessageKind,
    Priority,
    Ticket,
    TicketStatus,
)
from services.ticketing.domain.order import Order
from services.ticketing.tiers import Tiers

_CHANNELS = {number: Channel(name) for number, name in short_names(types.Channel.DESCRIPTOR).items()}
_PRIORITIES = {number: Priority(name) for number, name in short_names(types.Priority.DESCRIPTOR).items()}
_STATUSES = {number: TicketStatus(name) for number, name in short_names(types.TicketStatus.DESCRIPTOR).items()}


class TicketingRpc:
    """`offer` publishes what was written; it may be called from any thread."""

    def __init__(
        self,
        tickets: Store[Ticket],
        orders: Store[Order],
        tiers: Tiers,
        commands: Callable[[Work[Ticket]], Awaitable[Outcome[Ticket]]],
        offer: Callable[[list[Pending]], None],
        clock: Clock,
    ) -> None:
        self._tickets = tickets
        self._orders = orders
        self._tiers = tiers
        self._commands = commands
        self._offer = offer
        self._clock = clock
        self._receive: Gathered[handlers.ReceiveMessage, handlers.Received] = Gathered(self._receive_batch)

    def _receive_batch(self, commands: Sequence[handlers.ReceiveMessage]) -> list[handlers.Received | Exception]:
        results, pending = handlers.receive_messages(self._tickets, self._tiers, commands)
        self._offer(pending)
        return results

    async def ReceiveMessage(self, request: pb.ReceiveMessageRequest, call: Call) -> pb.ReceiveMessageResponse:
        sender = getattr(request, "from")
        channel = _CHANNELS[request.channel]
        now = self._clock.now()
        command = handlers.ReceiveMessage(
            tenant=call.tenant,
            channel=channel,
            thread=request.thread,
            external_id=request.external_id,
            customer_id=sender.customer_id or derived_id("customer", call.tenant, channel, sender.address),
            subject=request.subject,
            text=request.text,
            priority=_PRIORITIES.get(request.priority),
            # A channel's clock may be ahead of ours; what is not yet can't have been sent.
            sent_at=min(now, from_timestamp(request.sent_at)) if request.HasField("sent_at") else now,
            market=request.market or None,
            traceparent=call.traceparent,
            own=request.own_conversation,
        )
        received = await self._receive(command)
        return pb.ReceiveMessageResponse(
            ticket_id=received.ticket_id,
            message_id=received.message_id,
            number=received.number,
            opened=received.opened,
        )

    async def Reply(self, request: pb.ReplyRequest, call: Call) -> pb.ReplyResponse:
        now, status = self._clock.now(), _STATUSES.get(request.status)
        ticket, message = await self._write(
            request,
            call,
            MessageKind.REPLY,
            now,
            lambda known, message_id: rules.reply(known, message_id, request.agent_id, request.text, status, now),
        )
        return pb.ReplyResponse(ticket=ticket, message=message)

    async def AddNote(self, request: pb.AddNoteRequest, call: Call) -> pb.AddNoteResponse:
        now = self._clock.now()
        ticket, message = await self._write(
            request,
            call,
            MessageKind.NOTE,
            now,
            lambda known, message_id: rules.add_note(known, message_id, request.agent_id, now),
        )
        return pb.AddNoteResponse(ticket=ticket, message=message)

    async def _write(
        self,
        request: Any,
        call: Call,
        kind: MessageKind,
        now: datetime,
        decide: Callable[[Ticket | None, str], rules.Decision],
    ) -> tuple[types.Ticket, types.Message]:
        message_id = derived_id("message", call.tenant, request.ticket_id, call.command_id)
        work = handlers.written_by_agent(
            call.tenant,
            request.ticket_id,
            message_id,
            kind,
            request.agent_id,
            request.text,
            now,
            lambda ticket: decide(ticket, message_id),
            call.traceparent,
        )
        outcome = await self._commands(work)
        message = await asyncio.to_thread(
            documents.get_message,
            self._tickets.database,
            call.tenant,
            request.ticket_id,
            message_id,
            outcome.number,
        )
        return _shown(outcome.state), to_proto(message, types.Message)

    async def Assign(self, request: pb.AssignRequest, call: Call) -> pb.AssignResponse:
        assignee = request.assignee_id or None
        return pb.AssignResponse(
            ticket=await self._change(request, call, lambda ticket, now: rules.assign(ticket, assignee, now))
        )

    async def SetPriority(self, request: pb.SetPriorityRequest, call: Call) -> pb.SetPriorityResponse:
        priority = _PRIORITIES[request.priority]
        return pb.SetPriorityResponse(
            ticket=await self._change(request, call, lambda ticket, now: rules.set_priority(ticket, priority, now))
        )

    async def SetStatus(self, request: pb.SetStatusRequest, call: Call) -> pb.SetStatusResponse:
        status = _STATUSES[request.status]
        return pb.SetStatusResponse(
            ticket=await self._change(
                request, call, lambda ticket, now: rules.set_status(ticket, status, request.agent_id, now)
            )
        )

    async def Classify(self, request: pb.ClassifyRequest, call: Call) -> pb.ClassifyResponse:
        known = from_proto(request, Classification)
        return pb.ClassifyResponse(
            ticket=await self._change(request, call, lambda ticket, now: rules.classify(ticket, known, now))
        )

    async def GrantCompensation(self, request: pb.GrantCompensationRequest, call: Call) -> pb.GrantCompensationResponse:
        compensation_id = derived_id("compensation", call.tenant, request.ticket_id, call.command_id)
        agent = Actor(ActorKind.AGENT, request.agent_id)

        def decide(ticket: Ticket | None, now: datetime) -> rules.Decision:
            granted = Compensation(compensation_id, request.points, request.reward_id, request.reason, agent, now)
            return compensations.grant(ticket, granted)

        ticket = await self._change(request, call, decide)
        granted = next(one for one in ticket.compensations if one.compensation_id == compensation_id)
        return pb.GrantCompensationResponse(ticket=ticket, compensation=granted)

    async def _change(
        self, request: Any, call: Call, decide: Callable[[Ticket | None, datetime], rules.Decision]
    ) -> types.Ticket:
        now = self._clock.now()
        work = handlers.decided_by_agent(
            call.tenant,
            request.ticket_id,
            call.command_id,
            now,
            lambda ticket: decide(ticket, now),
            call.traceparent,
        )
        outcome = await self._commands(work)
        return _shown(outcome.state)

    async def GetTicket(self, request: pb.GetTicketRequest, call: Call) -> pb.GetTicketResponse:
        ticket = await self._ticket(call.tenant, request.ticket_id)
        return pb.GetTicketResponse(ticket=_shown(ticket))

    async def _ticket(self, tenant: str, ticket_id: str) -> Ticket:
        ticket = await asyncio.to_thread(self._tickets.get, document_id(tenant, ticket_id))
        if ticket is None:
            raise Refused("TICKET_NOT_FOUND", "there is no such ticket", RefusalKind.NOT_FOUND)
        return ticket

    async def ListTickets(self, request: pb.ListTicketsRequest, call: Call) -> pb.ListTicketsResponse:
        filters: dict[str, Any] = {}
        if request.status:
            filters["status"] = _STATUSES[request.status].value
        if request.customer_id:
            filters["customer_id"] = request.customer_id
        if request.team_id:
            filters["team_id"] = request.team_id
        tickets, cursor = await asyncio.to_thread(
            documents.list_tickets, call.tenant, filters, request.page_size, request.cursor
        )
        return pb.ListTicketsResponse(tickets=[_shown(ticket) for ticket in tickets], next_cursor=cursor)

    async def ListMessages(self, request: pb.ListMessagesRequest, call: Call) -> pb.ListMessagesResponse:
        await self._ticket(call.tenant, request.ticket_id)
        after = read_cursor(request.cursor, int)[0] if request.cursor else 0
        size, notes = request.page_size or DEFAULT_PAGE, not request.public_only
        messages = await asyncio.to_thread(
            documents.list_messages, self._tickets, call.tenant, request.ticket_id, after, size + 1, notes
        )
        cursor = write_cursor(messages[size - 1].number) if len(messages) > size else ""
        return pb.ListMessagesResponse(
            messages=[to_proto(message, types.Message) for message in messages[:size]], next_cursor=cursor
        )

    async def GetTimeline(self, request: pb.GetTimelineRequest, call: Call) -> pb.GetTimelineResponse:
        filters, length = {"customer_id": request.customer_id}, documents.TIMELINE_LENGTH
        tickets, _ = await asyncio.to_thread(documents.list_tickets, call.tenant, filters, length, "")
        orders, _ = await asyncio.to_thread(documents.list_orders, call.tenant, filters, length, "")
        if not tickets and not orders:
            raise Refused("CUSTOMER_NOT_FOUND", "nothing is known of this customer", RefusalKind.NOT_FOUND)
        entries = [(ticket.opened_at, pb.TimelineEntry(ticket=_shown(ticket))) for ticket in tickets]
        entries += [(order.updated_at, pb.TimelineEntry(order=to_proto(order, types.Order))) for order in orders]
        entries.sort(key=lambda entry: entry[0], reverse=True)
        for at, entry in entries[:length]:
            entry.at.FromDatetime(at)
        return pb.GetTimelineResponse(entries=[entry for _, entry in entries[:length]])

    async def GetUnpublished(self, request: pb.GetUnpublishedRequest, call: Call) -> pb.GetUnpublishedResponse:
        oldest_at = await asyncio.to_thread(documents.oldest_unpublished)
        return pb.GetUnpublishedResponse(oldest_at=oldest_at and to_timestamp(oldest_at))

    async def GetOrder(self, request: pb.GetOrderRequest, call: Call) -> pb.GetOrderResponse:
        order = await asyncio.to_thread(self._orders.get, document_id(call.tenant, request.order_id))
        if order is None:
            raise Refused("ORDER_NOT_FOUND", "there is no such order", RefusalKind.NOT_FOUND)
        return pb.GetOrderResponse(order=to_proto(order, types.Order))

    async def ListOrders(self, request: pb.ListOrdersRequest, call: Call) -> pb.ListOrdersResponse:
        filters = {"customer_id": request.customer_id} if request.customer_id else {}
        orders, cursor = await asyncio.to_thread(
            documents.list_orders, call.tenant, filters, request.page_size, request.cursor
        )
        return pb.ListOrdersResponse(orders=[to_proto(order, types.Order) for order in orders], next_cursor=cursor)


def _shown(ticket: Ticket) -> types.Ticket:
    return to_proto(ticket.shown, types.Ticket)
