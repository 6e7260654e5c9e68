"""What of tickets is shown to those who may not see all of them, through the real server: customers, and partners'
teams. Who may ask is the edge's to say."""

from __future__ import annotations

from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.ticketing.documents import TicketDocument
from tests.integration.ticketing.conftest import Desk


def written(customer: str, external_id: str = "m1", own: bool = True) -> pb.ReceiveMessageRequest:
    request = pb.ReceiveMessageRequest(
        channel=types.CHANNEL_CHAT, thread="chat-1", external_id=external_id, text="Hello", own_conversation=own
    )
    sender = getattr(request, "from")
    sender.address, sender.customer_id = "me", customer
    return request


async def test_notes_are_left_out_of_what_the_customer_has_been_told_page_by_page(desk: Desk):
    async with desk.running():
        ticket = await desk.opened()
        for number, method in enumerate(("AddNote", "Reply", "AddNote", "AddNote", "Reply", "AddNote")):
            request = getattr(pb, f"{method}Request")(ticket_id=ticket, agent_id="ana", text=f"text {number}")
            await desk.call(method, request)

        pages, cursor = [], None
        while cursor != "":
            asked = pb.ListMessagesRequest(ticket_id=ticket, page_size=2, public_only=True, cursor=cursor or "")
            answer = await desk.call("ListMessages", asked)
            pages.append([message.text for message in answer.messages])
            cursor = answer.next_cursor
        assert pages == [["Wo ist es?", "text 1"], ["text 4"]]
        assert len(await desk.messages(ticket)) == 7


async def test_nobody_gets_into_a_conversation_that_is_a_customers_own(desk: Desk):
    async with desk.running():
        channel = await desk.call("ReceiveMessage", written("ana", own=False))
        ana = await desk.call("ReceiveMessage", written("ana"))
        bea = await desk.call("ReceiveMessage", written("bea"))
        assert len({channel.ticket_id, ana.ticket_id, bea.ticket_id}) == 3
        assert len({channel.message_id, ana.message_id, bea.message_id}) == 3
        assert (await desk.ticket(bea.ticket_id)).customer_id == "bea"

        again = await desk.call("ReceiveMessage", written("ana"))
        assert (again.ticket_id, again.message_id) == (ana.ticket_id, ana.message_id)
        second = await desk.call("ReceiveMessage", written("ana", "m2"))
        assert (second.ticket_id, second.number) == (ana.ticket_id, 2)

        closing = pb.SetStatusRequest(ticket_id=ana.ticket_id, status=types.TICKET_STATUS_CLOSED, agent_id="kim")
        await desk.call("SetStatus", closing)
        third = await desk.call("ReceiveMessage", written("ana", "m3"))
        assert third.opened and (await desk.ticket(third.ticket_id)).customer_id == "ana"


async def test_a_teams_tickets_are_listed_by_an_index(desk: Desk):
    async with desk.running():
        tickets = [await desk.opened() for _ in range(3)]
        for ticket, team in zip(tickets, ("north", "south", "north"), strict=True):
            await desk.send(desk.says(sla.OwnerChosen(ticket_id=ticket, team_id=team, reason="it is there"), 3))
        listed = (await desk.call("ListTickets", pb.ListTicketsRequest(team_id="north"))).tickets
        assert {ticket.ticket_id for ticket in listed} == {tickets[0], tickets[2]}
        pending = pb.ListTicketsRequest(team_id="north", status=types.TICKET_STATUS_PENDING)
        assert list((await desk.call("ListTickets", pending)).tickets) == []

        collection = TicketDocument._get_collection()
        newest = [("state.opened_at", -1), ("_id", -1)]
        plan = str(collection.find({"tenant": "shop", "state.team_id": "north"}).sort(newest).explain())
        assert "IXSCAN" in plan and "state.team_id" in plan
