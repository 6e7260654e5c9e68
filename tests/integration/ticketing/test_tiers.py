"""Loyalty tiers on their way into tickets, on the real servers."""

from __future__ import annotations

import asyncio
from typing import Any

from heliodesk.common.v1 import types_pb2 as common
from heliodesk.loyalty.v1 import events_pb2 as loyalty
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.kit.ids import new_id
from services.ticketing.documents import MEMBERS, tickets_of
from services.ticketing.domain.model import TierStanding
from services.ticketing.tiers import Tiers
from tests.integration.ticketing.conftest import TENANT, Desk


def changed(desk: Desk, sequence: int, tier: str, priority: str = "", customer: str = "lena") -> Any:
    event = loyalty.TierChanged(customer_id=customer, tier=tier, sla_priority=priority)
    return desk.tells(event, customer, sequence)


async def opened(desk: Desk, customer: str = "lena", **said: Any) -> str:
    request = pb.ReceiveMessageRequest(
        channel=types.CHANNEL_EMAIL, thread=new_id(), external_id="m1", text="Wo ist es?", **said
    )
    sender = getattr(request, "from")
    sender.customer_id, sender.address = customer, f"{customer}@example.de"
    return (await desk.call("ReceiveMessage", request)).ticket_id


async def test_a_ticket_that_opens_carries_its_customers_tier(desk):
    async with desk.running():
        await desk.send(changed(desk, 4, "gold", "high"))
        ticket = await opened(desk)
        other = await opened(desk, "kofi")
        shown, plain = await desk.ticket(ticket), await desk.ticket(other)
        classified = await desk.told(ticket, "TicketClassified")
    assert (shown.loyalty_tier, shown.priority) == ("gold", types.PRIORITY_HIGH)
    assert (plain.loyalty_tier, plain.priority) == ("", types.PRIORITY_NORMAL)
    assert [one.loyalty_tier for one in classified] == ["gold"]


async def test_open_tickets_of_the_customer_learn_a_change_and_closed_ones_do_not(desk):
    async with desk.running():
        tickets = [await opened(desk) for _ in range(3)]
        close = pb.SetStatusRequest(ticket_id=tickets[2], status=types.TICKET_STATUS_CLOSED, agent_id="ana")
        await desk.call("SetStatus", close)
        await desk.send(changed(desk, 2, "silver"), changed(desk, 7, "gold", "urgent"))
        shown = [await desk.ticket(ticket) for ticket in tickets]
        told = await desk.told(tickets[0], "PriorityChanged")
    assert [one.loyalty_tier for one in shown] == ["gold", "gold", ""]
    assert [one.priority for one in shown] == [types.PRIORITY_URGENT] * 2 + [types.PRIORITY_NORMAL]
    assert [(one.to, one.actor.kind, one.actor.id) for one in told] == [
        (types.PRIORITY_URGENT, common.ACTOR_KIND_SYSTEM, "loyalty")
    ]


async def test_what_comes_again_or_too_late_changes_nothing(desk):
    async with desk.running():
        ticket = await opened(desk)
        await desk.send(changed(desk, 7, "gold", "high"))
        before = desk.version(ticket)
        await desk.send(changed(desk, 7, "gold", "high"), changed(desk, 3, "silver", "urgent"))
        assert desk.version(ticket) == before
        shown = await desk.ticket(ticket)
    assert (shown.loyalty_tier, shown.priority) == ("gold", types.PRIORITY_HIGH)


async def test_a_ticket_that_opens_while_the_tier_changes_misses_nothing(desk):
    """Whichever comes first: forty customers write while they reach a tier."""
    customers = [f"cust-{number}" for number in range(40)]
    async with desk.running():
        opening = [opened(desk, customer) for customer in customers]
        news = [changed(desk, 1, "gold", "high", customer) for customer in customers]
        tickets, _ = await asyncio.gather(asyncio.gather(*opening), desk.send(*news))
        shown = [await desk.ticket(ticket) for ticket in tickets]
    assert {(one.loyalty_tier, one.priority) for one in shown} == {("gold", types.PRIORITY_HIGH)}


async def test_a_change_between_the_look_up_and_the_opening_is_found_by_the_ticket(desk):
    """The member was looked up before the news, the ticket was written after it, and the news had not found it."""
    async with desk.running() as process:
        ticket = await opened(desk)
        members, tickets = process.store(MEMBERS), process.store(desk.kind)
        tiers = Tiers(members, tickets, process.offer)
        event = loyalty.TierChanged(customer_id="lena", tier="gold", sla_priority="")
        await desk.send(desk.tells(event, "lena", 5))
        unseen = await opened(desk)
        tickets.collection.update_one(
            {"_id": f"{TENANT}/{unseen}"}, {"$set": {"state.tier_number": 0, "state.loyalty_tier": None}}
        )
        at = process.clock.now()
        known = {f"{TENANT}/lena": TierStanding(2, "silver", None)}
        tiers.catch_up({f"{TENANT}/{unseen}": f"{TENANT}/lena"}, known, at)
        assert (await desk.ticket(unseen)).loyalty_tier == "gold"
        assert tiers.catch_up({f"{TENANT}/{ticket}": f"{TENANT}/lena"}, tiers.of([f"{TENANT}/lena"]), at) == []


async def test_the_tickets_of_a_customer_are_found_by_an_index(desk):
    async with desk.running():
        await opened(desk)
        plan = tickets_of(TENANT, "lena").explain()["queryPlanner"]["winningPlan"]
    assert "IXSCAN" in str(plan) and "COLLSCAN" not in str(plan)


async def test_news_of_a_priority_that_there_is_not_are_put_aside(desk):
    async with desk.running():
        await desk.send(changed(desk, 1, "gold", "absurd"))
        ticket = await opened(desk)
        assert (await desk.ticket(ticket)).loyalty_tier == ""
    assert len(await desk.dead_letters(desk.accounts)) == 1
