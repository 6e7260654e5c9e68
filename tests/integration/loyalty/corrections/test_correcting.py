"""Who proposes, who approves, and what comes of it in the account."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from heliodesk.loyalty.v1 import correction_events_pb2 as events
from heliodesk.loyalty.v1 import correction_service_pb2 as calls
from heliodesk.loyalty.v1 import correction_types_pb2 as types

from services.kit.aggregate import Verdict
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.rules import check
from services.loyalty.corrections.documents import CorrectionDocument, filters
from services.loyalty.corrections.rpc import CorrectionServicer, Stores
from services.loyalty.domain.corrections.correction import CorrectionState
from services.loyalty.domain.words import EntryKind, Source
from tests.support.campaigns import Shop

GRANT, CORRECTION = types.CORRECTION_KIND_GRANT, types.CORRECTION_KIND_CORRECTION
PROPOSED, APPROVED, REJECTED = (
    types.CORRECTION_STATE_PROPOSED,
    types.CORRECTION_STATE_APPROVED,
    types.CORRECTION_STATE_REJECTED,
)


async def propose(
    shop: Shop, points: int, actor: str = "ana", kind: int = GRANT, command: str = "", customer: str = "c1"
) -> types.Correction:
    request = calls.ProposeCorrectionRequest(
        customer_id=customer, points=points, kind=kind, reason="The parcel came late", ticket_id="t1", actor=actor
    )
    assert check(request) == []
    return (await shop.correcting.ProposeCorrection(request, shop.call(command))).correction


async def approve(shop: Shop, correction: types.Correction, actor: str) -> types.Correction:
    request = calls.ApproveCorrectionRequest(correction_id=correction.correction_id, actor=actor)
    return (await shop.correcting.ApproveCorrection(request, shop.call())).correction


async def reject(shop: Shop, correction: types.Correction, actor: str) -> types.Correction:
    request = calls.RejectCorrectionRequest(correction_id=correction.correction_id, actor=actor, reason="no")
    return (await shop.correcting.RejectCorrection(request, shop.call())).correction


def told(shop: Shop, *kinds: type) -> list[Any]:
    return [event for event in shop.told(shop.corrections) if isinstance(event, kinds)]


def booked(shop: Shop) -> None:
    """The account hears of all that was approved; each time twice."""
    approved = told(shop, events.CorrectionApproved)
    shop.take(*approved, *approved)


async def test_a_small_grant_is_in_the_account_at_once_with_its_reason_and_its_expiry(shop):
    given = await propose(shop, 250)
    assert (given.state, given.decided_by, given.limit) == (APPROVED, "", 1_000)
    booked(shop)
    (entry,) = shop.entries("c1")
    assert (entry.kind, entry.source, entry.points) == (EntryKind.EARN, Source.GRANT, 250)
    assert (entry.reference, entry.reason, entry.actor) == (given.correction_id, "The parcel came late", "ana")
    account = shop.account("c1")
    assert (account.balance, account.spendable, account.pending) == (250, 250, 0)
    assert account.lots[0].expires_at is not None


async def test_what_takes_two_people_is_in_the_account_once_the_second_has_approved(shop):
    given = await propose(shop, 1_001)
    assert given.state == PROPOSED
    booked(shop)
    assert shop.account("c1").balance == 0
    with pytest.raises(Refused, match="SAME_PERSON") as refused:
        await approve(shop, given, "ana")
    assert refused.value.kind is RefusalKind.FORBIDDEN
    assert (await approve(shop, given, "ben")).state == APPROVED
    booked(shop)
    (entry,) = shop.entries("c1")
    assert (entry.points, entry.actor, entry.approved_by) == (1_001, "ana", "ben")


async def test_what_was_rejected_stays_out_of_the_account(shop):
    given = await propose(shop, 5_000)
    assert (await reject(shop, given, "ben")).state == REJECTED
    with pytest.raises(Refused, match="ALREADY_DECIDED"):
        await approve(shop, given, "cleo")
    booked(shop)
    assert shop.entries("c1") == []


async def test_points_that_are_taken_come_from_the_lots_and_what_is_missing_is_owed(shop):
    await propose(shop, 300)
    booked(shop)
    await propose(shop, -500, kind=CORRECTION, actor="ben")
    booked(shop)
    account = shop.account("c1")
    assert (account.balance, account.debt, account.lots) == (-200, 200, ())
    taken = shop.entries("c1")[-1]
    assert (taken.kind, taken.points, taken.debt, taken.actor) == (EntryKind.CORRECT, -500, 200, "ben")


async def test_a_limit_cannot_be_cut_into_slices(shop):
    states = [(await propose(shop, 300)).state for _ in range(4)]
    assert states == [APPROVED, APPROVED, APPROVED, PROPOSED]
    assert (await propose(shop, 300, actor="ANA")).state == PROPOSED
    assert (await propose(shop, 300, actor="ben")).state == APPROVED
    shop.clock.advance(timedelta(hours=24))
    assert (await propose(shop, 300)).state == APPROVED


async def test_slices_that_are_proposed_at_once_stay_within_the_limit_as_well(shop):
    found = await asyncio.gather(*(propose(shop, 100, customer=f"c{n}") for n in range(25)))
    assert [one.state for one in found].count(APPROVED) == 10


async def test_the_limit_is_that_of_the_programme(shop):
    shop.publish(correction_limit=0)
    assert (await propose(shop, 1)).state == PROPOSED
    shop.publish(correction_limit=50_000)
    assert (await propose(shop, 50_000)).state == APPROVED


async def test_a_proposal_that_is_repeated_is_the_same_one_and_uses_the_limit_once(shop):
    command = new_id()
    found = await asyncio.gather(*(propose(shop, 600, command=command) for _ in range(5)))
    assert {(one.correction_id, one.state) for one in found} == {(found[0].correction_id, APPROVED)}
    assert len(told(shop, events.CorrectionProposed)) == len(told(shop, events.CorrectionApproved)) == 1
    assert (await propose(shop, 400)).state == APPROVED


async def test_one_who_died_after_the_allowance_was_used_goes_on_where_he_was(shop):
    """The allowance is written before the correction."""

    async def dies(work: Any) -> None:
        raise ConnectionError

    alive, command = shop.correcting, new_id()
    stores = Stores(shop.corrections, dies, shop.runner(shop.allowances))
    shop.correcting = CorrectionServicer(stores, shop.programmes, shop.clock.now)
    with pytest.raises(ConnectionError):
        await propose(shop, 900, command=command)
    shop.correcting = alive
    assert (await propose(shop, 900, command=command)).state == APPROVED
    assert (await propose(shop, 200)).state == PROPOSED


async def test_a_correction_is_booked_once_however_often_it_is_told(shop):
    await propose(shop, 250)
    approved = told(shop, events.CorrectionApproved)
    verdicts = [outcome.verdict for outcome in shop.take(*approved * 5)]
    assert verdicts == [Verdict.APPLIED, *[Verdict.REPEATED] * 4]


@pytest.mark.parametrize("points", [0, 10_000_001, -10_000_001])
def test_absurd_points_break_the_contract(points):
    request = calls.ProposeCorrectionRequest(customer_id="c1", points=points, kind=GRANT, reason="r", actor="ana")
    assert [one.field for one in check(request)] == ["points"]


async def test_a_grant_of_less_than_nothing_is_refused_and_nothing_is_written(shop):
    with pytest.raises(Refused, match="INVALID_FIELDS"):
        await propose(shop, -5)
    assert shop.corrections.collection.count_documents({}) == shop.allowances.collection.count_documents({}) == 0


async def test_corrections_are_listed_newest_first_by_state_and_customer(shop):
    for number in range(7):
        shop.clock.advance(timedelta(seconds=1))
        await propose(shop, 200, customer=f"c{number % 2}")
    assert len(await listed(shop)) == 7
    assert [one.customer_id for one in await listed(shop, customer_id="c1")] == ["c1"] * 3
    waiting = await listed(shop, state=PROPOSED)
    assert [one.proposed_at.seconds for one in waiting] == sorted(
        (one.proposed_at.seconds for one in waiting), reverse=True
    )
    assert len(waiting) == 2
    one = await shop.correcting.GetCorrection(
        calls.GetCorrectionRequest(correction_id=waiting[0].correction_id), shop.call()
    )
    assert one.correction == waiting[0]
    with pytest.raises(Refused, match="NO_CORRECTION"):
        await approve(shop, types.Correction(correction_id=new_id()), "ben")


async def listed(shop: Shop, **wanted: Any) -> list[types.Correction]:
    found, cursor = [], ""
    while True:
        request = calls.ListCorrectionsRequest(page_size=2, cursor=cursor, **wanted)
        answer = await shop.correcting.ListCorrections(request, shop.call())
        found += answer.corrections
        cursor = answer.next_cursor
        if not cursor:
            return found


@pytest.mark.parametrize(
    ("state", "customer", "index"),
    [
        (None, "", "state.proposed_at"),
        (CorrectionState.PROPOSED, "", "state.state"),
        (None, "c1", "state.customer_id"),
    ],
)
async def test_lists_use_their_index(shop, state, customer, index):
    await propose(shop, 10)
    query = {"tenant": "shop", **{f"state.{name}": value for name, value in filters(state, customer).items()}}
    found = CorrectionDocument._get_collection().find(query).sort([("state.proposed_at", -1), ("_id", -1)])
    plan = str(found.explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan and index in plan
