"""What agents give to make up for something: asked for over gRPC, told over Kafka, decided by loyalty."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.loyalty.v1 import correction_events_pb2 as loyalty
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.kit.errors import Refused
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from tests.integration.ticketing.conftest import Desk
from tests.support.streams import NOON

GRANTED, APPROVED, REJECTED = (
    types.COMPENSATION_STATE_GRANTED,
    types.COMPENSATION_STATE_APPROVED,
    types.COMPENSATION_STATE_REJECTED,
)
LATE = "The parcel came late"


async def grant(desk: Desk, ticket: str, command: str = "", **what: Any) -> pb.GrantCompensationResponse:
    request = pb.GrantCompensationRequest(ticket_id=ticket, agent_id="ana", reason=LATE, **what)
    return await desk.call("GrantCompensation", request, command)


def approved(compensation: types.Compensation, ticket: str) -> loyalty.CorrectionApproved:
    return loyalty.CorrectionApproved(
        correction_id=compensation.compensation_id, ticket_id=ticket, approved_at=to_timestamp(NOON)
    )


def rejected(compensation: types.Compensation, ticket: str, reason: str) -> loyalty.CorrectionRejected:
    return loyalty.CorrectionRejected(
        correction_id=compensation.compensation_id, ticket_id=ticket, reason=reason, rejected_at=to_timestamp(NOON)
    )


async def test_a_compensation_is_shown_in_the_ticket_and_told_with_its_customer(desk):
    async with desk.running():
        ticket = await desk.opened()
        answer = await grant(desk, ticket, points=250)
        coupon = (await grant(desk, ticket, reward_id="five-off")).compensation
        shown = await desk.ticket(ticket)
        told = await desk.told(ticket, "CompensationGranted")
    assert answer.ticket.compensations == [answer.compensation]
    assert list(shown.compensations) == [answer.compensation, coupon]
    given = answer.compensation
    assert (given.points, given.reward_id, given.reason, given.state) == (250, "", LATE, GRANTED)
    assert given.actor == common.Actor(kind=common.ACTOR_KIND_AGENT, id="ana")
    assert [(one.points, one.reward_id) for one in told] == [(250, ""), (0, "five-off")]
    assert {one.customer_id for one in told} == {shown.customer_id}
    assert [one.compensation_id for one in told] == [given.compensation_id, coupon.compensation_id]
    assert (told[0].ticket_id, told[0].granted_at) == (ticket, given.granted_at)


async def test_a_command_that_is_repeated_grants_once_even_when_it_is_long_forgotten(desk):
    async with desk.running():
        ticket, command = await desk.opened(), new_id()
        answers = await asyncio.gather(*(grant(desk, ticket, command, points=250) for _ in range(5)))
        for number in range(25):
            await desk.call("Classify", pb.ClassifyRequest(ticket_id=ticket, category=f"c{number}"))
        again = await grant(desk, ticket, command, points=250)
        assert {one.compensation.compensation_id for one in answers} == {again.compensation.compensation_id}
        assert len((await desk.ticket(ticket)).compensations) == 1
        assert len(await desk.told(ticket, "CompensationGranted")) == 1


async def test_a_closed_ticket_and_one_that_isnt_there_take_no_compensation(desk):
    async with desk.running():
        ticket = await desk.opened()
        close = pb.SetStatusRequest(ticket_id=ticket, status=types.TICKET_STATUS_CLOSED, agent_id="ana")
        await desk.call("SetStatus", close)
        with pytest.raises(Refused, match="TICKET_CLOSED"):
            await grant(desk, ticket, points=250)
        with pytest.raises(Refused, match="TICKET_NOT_FOUND"):
            await grant(desk, new_id(), points=250)
        assert await desk.told(ticket, "CompensationGranted") == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "what"),
        ({"points": 0}, "points"),
        ({"points": -5}, "points"),
        ({"points": 10_000_001}, "points"),
        ({"reward_id": ""}, "reward_id"),
        ({"reward_id": "five off"}, "reward_id"),
    ],
)
async def test_what_is_neither_points_nor_a_reward_is_refused_with_its_field(desk, said, field):
    async with desk.running():
        ticket = await desk.opened()
        with pytest.raises(Refused) as refused:
            await grant(desk, ticket, **said)
        assert [violation.field for violation in refused.value.violations] == [field]


async def test_the_ticket_shows_what_loyalty_has_decided_however_often_it_is_told(desk):
    async with desk.running():
        ticket = await desk.opened()
        first, second, third = [(await grant(desk, ticket, points=points)).compensation for points in (1, 2, 3)]
        news = [
            desk.decides(approved(first, ticket), 2),
            desk.decides(rejected(second, ticket, "OUT_OF_STOCK: all of it is gone"), 2),
        ]
        await desk.send(*news)
        version = desk.version(ticket)
        await desk.send(*news, desk.decides(approved(second, ticket), 3))
        assert desk.version(ticket) == version
        shown = (await desk.ticket(ticket)).compensations
    assert [one.state for one in shown] == [APPROVED, REJECTED, GRANTED]
    assert [one.rejected_because for one in shown] == ["", "OUT_OF_STOCK: all of it is gone", ""]
    assert shown[0].decided_at == to_timestamp(NOON)
    assert shown[2] == third


async def test_corrections_that_no_ticket_has_asked_for_leave_tickets_alone(desk):
    async with desk.running():
        ticket = await desk.opened()
        before = desk.version(ticket)
        own = types.Compensation(compensation_id=new_id())
        named = [ticket, new_id(), "", "a/b"]
        await desk.send(*(desk.decides(approved(own, name), number) for number, name in enumerate(named, 2)))
        assert desk.version(ticket) == before
    assert await desk.dead_letters(desk.corrections) == []
