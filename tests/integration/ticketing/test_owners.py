"""What ticketing makes of the owners that the SLA service chooses, on the real servers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from heliodesk.common.v1 import types_pb2 as common
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.sla.v1 import types_pb2 as promised
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.producer import Record
from tests.integration.ticketing.conftest import Desk
from tests.support.streams import NOON


def chosen(desk: Desk, ticket: str, sequence: int, team: str, agent: str = "") -> Record:
    event = sla.OwnerChosen(ticket_id=ticket, team_id=team, agent_id=agent, reason=f"{team} is there")
    return desk.says(event, sequence)


def handed_off(desk: Desk, ticket: str, sequence: int, **other: Any) -> Record:
    note = promised.HandoffNote(
        happened=["2026-03-02 09:00Z the customer wrote"],
        next="answer the customer",
        due_at=to_timestamp(NOON + timedelta(hours=2)),
    )
    said = {"from_team_id": "emea", "to_team_id": "amer", "handed_off_at": to_timestamp(NOON), "note": note, **other}
    return desk.says(sla.TicketHandedOff(ticket_id=ticket, **said), sequence)


async def close(desk: Desk, ticket: str) -> None:
    request = pb.SetStatusRequest(ticket_id=ticket, status=types.TICKET_STATUS_CLOSED, agent_id="ana")
    await desk.call("SetStatus", request)


async def test_the_team_that_was_chosen_owns_the_ticket_and_its_agent_has_it(desk):
    async with desk.running():
        ticket = await desk.opened()
        await desk.send(chosen(desk, ticket, 3, "emea", "ana"), chosen(desk, ticket, 7, "amer", "joe"))
        shown = await desk.ticket(ticket)
        assert (shown.team_id, shown.team_reason, shown.assignee_id) == ("amer", "amer is there", "joe")
        assert [one.assignee_id for one in await desk.told(ticket, "TicketAssigned")] == ["ana", "joe"]


async def test_whom_a_person_has_assigned_keeps_the_ticket(desk):
    async with desk.running():
        ticket = await desk.opened()
        await desk.send(chosen(desk, ticket, 3, "emea", "ana"))
        await desk.call("Assign", pb.AssignRequest(ticket_id=ticket, assignee_id="bob"))
        await desk.send(chosen(desk, ticket, 4, "amer", "joe"))
        shown = await desk.ticket(ticket)
        assert (shown.team_id, shown.assignee_id) == ("amer", "bob")


async def test_a_handoff_becomes_a_note_among_agents(desk):
    async with desk.running():
        ticket = await desk.opened()
        await desk.send(handed_off(desk, ticket, 4))
        first, note = await desk.messages(ticket)
        assert (first.kind, note.kind, note.number) == (types.MESSAGE_KIND_INBOUND, types.MESSAGE_KIND_NOTE, 2)
        assert note.author == common.Actor(kind=common.ACTOR_KIND_SYSTEM, id="sla")
        assert note.text.splitlines() == [
            "Handed off from emea to amer.",
            "What happened:",
            "- 2026-03-02 09:00Z the customer wrote",
            "Next: answer the customer, by 2026-03-02 14:00 UTC.",
        ]
        (told,) = await desk.told(ticket, "NoteAdded")
        assert (told.message_id, told.number, told.author) == (note.message_id, 2, note.author)


async def test_a_whole_topic_replayed_changes_nothing(desk):
    async with desk.running():
        tickets = [await desk.opened() for _ in range(5)]
        records = []
        for ticket in tickets:
            records += [
                chosen(desk, ticket, 1, "emea", "ana"),
                handed_off(desk, ticket, 2),
                chosen(desk, ticket, 3, "amer", "joe"),
                handed_off(desk, ticket, 4, from_team_id="amer", to_team_id="apac"),
                chosen(desk, ticket, 5, "apac"),
            ]
        await desk.send(*records)
        before = {ticket: (desk.version(ticket), await desk.ticket(ticket)) for ticket in tickets}
        assert {(shown.team_id, shown.assignee_id, shown.message_count) for _, shown in before.values()} == {
            ("apac", "", 3)
        }
        await desk.send(*records, *records)
        assert {ticket: (desk.version(ticket), await desk.ticket(ticket)) for ticket in tickets} == before
        for ticket in tickets:
            assert [one.number for one in await desk.messages(ticket)] == [1, 2, 3]
            assert len(await desk.told(ticket, "NoteAdded")) == 2
            assert [one.assignee_id for one in await desk.told(ticket, "TicketAssigned")] == ["ana", "joe", ""]


async def test_a_handoff_twice_in_one_batch_is_noted_once(desk):
    async with desk.running():
        ticket = await desk.opened()
        record = handed_off(desk, ticket, 1)
        await desk.send(record, record, record)
        assert [one.number for one in await desk.messages(ticket)] == [1, 2]


async def test_a_handoff_that_comes_back_after_later_ones_is_still_noted_once(desk):
    """Such as one that was put aside, and is replayed by hand."""
    async with desk.running():
        ticket = await desk.opened()
        early, late = handed_off(desk, ticket, 2, to_team_id="apac"), handed_off(desk, ticket, 4)
        await desk.send(late)
        await desk.send(early)
        await desk.send(early)
        assert [one.text.splitlines()[0] for one in await desk.messages(ticket)][1:] == [
            "Handed off from emea to amer.",
            "Handed off from emea to apac.",
        ]


async def test_a_handoff_of_a_closed_ticket_adds_nothing(desk):
    async with desk.running():
        ticket = await desk.opened()
        await close(desk, ticket)
        version = desk.version(ticket)
        await desk.send(handed_off(desk, ticket, 1))
        assert desk.version(ticket) == version
        assert len(await desk.messages(ticket)) == 1


async def test_what_is_told_of_no_ticket_is_put_aside_and_traffic_goes_on(desk):
    async with desk.running():
        ticket, nobody = await desk.opened(), new_id()
        nameless = Record(desk.clocks.name, b"k", b"\xff\xff", handed_off(desk, nobody, 2).headers)
        good = [chosen(desk, ticket, number, f"team-{number}") for number in range(1, 20)]
        await desk.send(*good, handed_off(desk, nobody, 1), chosen(desk, nobody, 3, "emea"), nameless)
        assert (await desk.ticket(ticket)).team_id == "team-19"
        reasons = [dict(letter.headers)["dlq_reason"] for letter in await desk.dead_letters()]
        assert sorted(reasons) == [b"TICKET_NOT_FOUND", b"TICKET_NOT_FOUND", b"UNDECODABLE"]
