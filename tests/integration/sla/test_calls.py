"""The calls, on clocks in the real store."""

from __future__ import annotations

from datetime import timedelta

import pytest
from heliodesk.sla.v1 import service_pb2
from heliodesk.ticketing.v1 import types_pb2

from services.kit.aggregate import Change, Work
from services.kit.errors import RefusalKind, Refused
from services.kit.rpc import Call
from services.sla.documents import ClockDocument, filters
from services.sla.domain.promise import STANDARD, ClockState, Priority, respond, start
from services.sla.rpc import SlaServicer
from tests.integration.sla.conftest import OPENED_AT, TENANT

CALL = Call(TENANT, "command", None, "", ())
OTHERS_CALL = Call("nordlicht", "command", None, "", ())


@pytest.fixture
def servicer(desk) -> SlaServicer:
    """Five clocks, opened a minute apart; the first of them is met, and a sixth ticket has none."""
    clocks = [start(None, f"t{n}", Priority.URGENT, OPENED_AT + timedelta(minutes=n), STANDARD).clock for n in range(5)]
    clocks[0] = respond(clocks[0], OPENED_AT).clock
    works = [Work(f"{TENANT}/{clock.ticket_id}", lambda _, clock=clock: Change(clock)) for clock in clocks]
    desk.store.run(works)
    desk.store.collection.insert_one({"_id": f"{TENANT}/t9", "tenant": TENANT, "version": 1, "state": None})
    return SlaServicer(desk.store, desk.time.now)


async def test_a_clock_is_found_by_its_ticket_and_is_overdue_after_its_due_instant(desk, servicer):
    request = service_pb2.GetClockRequest(ticket_id="t1")
    desk.pass_time(minutes=16)
    shown = (await servicer.GetClock(request, CALL)).clock
    assert (shown.ticket_id, shown.priority, shown.overdue) == ("t1", types_pb2.PRIORITY_URGENT, False)
    desk.pass_time(microseconds=1)
    assert (await servicer.GetClock(request, CALL)).clock.overdue


@pytest.mark.parametrize(("ticket", "call"), [("t7", CALL), ("t1", OTHERS_CALL)])
async def test_a_ticket_without_a_clock_and_another_shops_are_not_found(servicer, ticket, call):
    with pytest.raises(Refused) as refused:
        await servicer.GetClock(service_pb2.GetClockRequest(ticket_id=ticket), call)
    assert (refused.value.reason, refused.value.kind) == ("NO_CLOCK", RefusalKind.NOT_FOUND)


async def test_clocks_are_listed_newest_first_page_by_page(servicer):
    found, cursor = [], ""
    for _ in range(3):
        page = await servicer.ListClocks(service_pb2.ListClocksRequest(page_size=2, cursor=cursor), CALL)
        found.append([clock.ticket_id for clock in page.clocks])
        cursor = page.next_cursor
    assert (found, cursor) == ([["t4", "t3"], ["t2", "t1"], ["t0"]], "")


async def test_clocks_are_listed_by_state_and_for_their_own_shop(servicer):
    met = service_pb2.ListClocksRequest(state=service_pb2.CLOCK_STATE_MET)
    assert [clock.ticket_id for clock in (await servicer.ListClocks(met, CALL)).clocks] == ["t0"]
    assert not (await servicer.ListClocks(service_pb2.ListClocksRequest(), OTHERS_CALL)).clocks


async def test_a_cursor_that_was_not_given_out_is_refused(servicer):
    with pytest.raises(Refused, match="BAD_CURSOR"):
        await servicer.ListClocks(service_pb2.ListClocksRequest(cursor="nonsense"), CALL)


@pytest.mark.parametrize("state", [None, ClockState.RUNNING])
def test_lists_use_an_index(servicer, state):
    query = {"tenant": TENANT, **{f"state.{name}": value for name, value in filters(state).items()}}
    found = ClockDocument._get_collection().find(query).sort([("state.started_at", -1), ("_id", -1)]).explain()
    assert "IXSCAN" in str(found["queryPlanner"]["winningPlan"]), found
