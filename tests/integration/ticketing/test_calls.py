"""What the calls of ticketing keep and tell of what a ticket is about, through its real gRPC server."""

from __future__ import annotations

import pytest
from heliodesk.common.v1.types_pb2 import Money
from heliodesk.ticketing.v1 import service_pb2 as pb

from services.kit.errors import Refused
from services.kit.ids import new_id


async def test_the_market_of_a_message_is_the_tickets_and_is_told(desk):
    async with desk.running():
        ticket = await desk.opened(market="DE")
        assert (await desk.ticket(ticket)).market == "DE"
        (told,) = await desk.told(ticket, "TicketOpened")
        assert told.market == "DE"


async def test_a_classification_is_shown_and_only_what_changed_is_told(desk):
    async with desk.running():
        ticket = await desk.opened(market="DE")
        value = Money(minor_units=12900, currency="EUR")
        said = pb.ClassifyRequest(ticket_id=ticket, category="refund", order_value=value, skills=["returns", "billing"])
        classified = (await desk.call("Classify", said)).ticket
        await desk.call("Classify", pb.ClassifyRequest(ticket_id=ticket, category="refund", loyalty_tier="gold"))
        version = desk.version(ticket)
        await desk.call("Classify", said)
        assert desk.version(ticket) == version, "nothing was new"

        shown = await desk.ticket(ticket)
        listed = (await desk.call("ListTickets", pb.ListTicketsRequest())).tickets
        assert list(listed) == [shown]
        assert (shown.category, shown.market, shown.loyalty_tier) == ("refund", "DE", "gold")
        assert (shown.order_value, list(shown.skills)) == (value, ["billing", "returns"])
        assert classified.category == "refund" and classified.loyalty_tier == ""

        first, second = await desk.told(ticket, "TicketClassified")
        assert (first.category, first.order_value, list(first.skills)) == ("refund", value, ["billing", "returns"])
        assert (first.market, first.loyalty_tier) == ("", "")
        assert (second.category, second.loyalty_tier, second.HasField("order_value")) == ("", "gold", False)


async def test_a_classification_that_is_sent_again_is_told_once(desk):
    async with desk.running():
        ticket, command = await desk.opened(), new_id()
        for _ in range(2):
            await desk.call("Classify", pb.ClassifyRequest(ticket_id=ticket, category="refund"), command)
        assert len(await desk.told(ticket, "TicketClassified")) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"category": "not a word"}, "category"),
        ({"loyalty_tier": "x" * 65}, "loyalty_tier"),
        ({"market": "XX"}, "market"),
        ({"order_value": Money(minor_units=1, currency="XXX1")}, "order_value.currency"),
        ({"skills": ["x" * 65]}, "skills.0"),
        ({"skills": ["x"] * 65}, "skills"),
    ],
)
async def test_a_classification_that_breaks_the_contracts_rules_is_refused_with_its_field(desk, said, field):
    async with desk.running():
        ticket = await desk.opened()
        with pytest.raises(Refused) as refused:
            await desk.call("Classify", pb.ClassifyRequest(ticket_id=ticket, **said))
        assert [violation.field for violation in refused.value.violations] == [field]
        assert await desk.told(ticket, "TicketClassified") == []


async def test_a_ticket_that_is_not_there_can_not_be_classified(desk):
    async with desk.running():
        with pytest.raises(Refused, match="TICKET_NOT_FOUND"):
            await desk.call("Classify", pb.ClassifyRequest(ticket_id=new_id(), category="refund"))
