"""Contents and their cap, on the real store."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from heliodesk.loyalty.v1 import content_service_pb2 as pb
from heliodesk.loyalty.v1 import content_types_pb2 as types
from heliodesk.loyalty.v1.programme_types_pb2 import CONTENT_KIND_VIDEO_REVIEW

from services.kit.aggregate import Work
from services.kit.errors import Refused
from services.loyalty.contents.documents import contents_query
from services.loyalty.contents.moderating import without
from tests.support.club import PROGRAMME, Club

APPROVED, REJECTED = types.CONTENT_STATUS_APPROVED, types.CONTENT_STATUS_REJECTED


async def queue(club: Club, **asked: object) -> list[str]:
    """All pages of the list."""
    found, cursor = [], ""
    while True:
        request = pb.ListContentsRequest(page_size=2, cursor=cursor, **asked)
        answer = await club.call("ContentService", "ListContents", request)
        assert len(answer.contents) <= 2
        found += [one.content_id for one in answer.contents]
        cursor = answer.next_cursor
        if not cursor:
            return found


def at_once(club: Club, decisions: list) -> list:
    """Each by a process of its own, all at the same time; what was refused is its reason."""

    def decide(decision):
        try:
            return asyncio.run(decision(Club(club.database, club.tenant, club.clock)))
        except Refused as refused:
            return refused.reason

    with ThreadPoolExecutor(len(decisions)) as threads:
        return list(threads.map(decide, decisions))


async def test_what_is_submitted_waits_for_a_moderator_the_oldest_first(club):
    for number in range(5):
        await club.submit(f"k{number}")
        club.clock.advance(timedelta(minutes=1))
    await club.moderate("k1")
    await club.moderate("k3", "rejected", "blurred")
    assert await queue(club, status=types.CONTENT_STATUS_SUBMITTED) == ["k0", "k2", "k4"]
    assert await queue(club) == ["k0", "k1", "k2", "k3", "k4"]
    assert await queue(club, customer_id="ana", status=APPROVED) == ["k1"]
    assert await queue(club, kind=CONTENT_KIND_VIDEO_REVIEW) == []
    request = pb.GetContentRequest(content_id="k3")
    rejected = (await club.call("ContentService", "GetContent", request)).content
    assert (rejected.status, rejected.reason, rejected.moderator) == (REJECTED, "blurred", "mod")


async def test_a_member_has_points_up_to_the_cap_and_what_is_more_is_approved_without(club):
    contents = [f"k{number}" for number in range(10)]
    for content in contents:
        await club.submit(content)
    answers = at_once(club, [lambda one, content=content: one.moderate(content) for content in contents])
    assert Counter((one.points, one.capped) for one in answers) == {(100, False): 3, (0, True): 7}
    assert {one.status for one in answers} == {APPROVED}


async def test_each_kind_and_each_member_has_a_cap_of_its_own(club):
    for number in range(3):
        await club.submit(f"p{number}")
        await club.moderate(f"p{number}")
    await club.submit("v1", kind="video_review")
    await club.submit("b1", "ben")
    assert (await club.moderate("v1")).points == 300
    assert (await club.moderate("b1")).points == 100


async def test_after_the_period_there_is_room_again(club):
    for number in range(5):
        await club.submit(f"k{number}")
    first = [(await club.moderate(f"k{number}")).points for number in range(4)]
    club.clock.advance(timedelta(days=30))
    assert [*first, (await club.moderate("k4")).points] == [100, 100, 100, 0, 100]


async def test_a_content_that_many_approve_at_once_takes_one_place(club):
    await club.submit("k1")
    answers = at_once(club, [lambda one: one.moderate("k1")] * 6)
    assert {one.points for one in answers} == {100}
    assert len(club.quotas.get("shop/ana").taken) == 1


async def test_of_two_opposite_verdicts_one_stands_and_no_room_is_lost(club):
    for number in range(6):
        content = f"k{number}"
        await club.submit(content)
        verdicts = [lambda one, c=content: one.moderate(c), lambda one, c=content: one.moderate(c, "rejected", "no")]
        answers = at_once(club, verdicts * 2)
        assert "ALREADY_MODERATED" in answers
        statuses = {one.status for one in answers if not isinstance(one, str)}
        assert len(statuses) == 1
        held = club.quotas.get("shop/ana")
        if statuses == {REJECTED}:
            assert held is None or held.of(content) is None
        elif held is not None:
            # As its withdrawal would do it, so that the cap is never what decides here.
            club.quotas.run([Work("shop/ana", without(content))])


async def test_a_content_is_submitted_once_and_its_id_is_nobody_elses(club):
    await club.submit("k1")
    before = club.contents.load(["shop/k1"])["shop/k1"]
    club.clock.advance(timedelta(hours=1))
    await club.submit("k1")
    after = club.contents.load(["shop/k1"])["shop/k1"]
    assert (after.version, after.state) == (before.version, before.state)
    with pytest.raises(Refused, match="CONTENT_EXISTS"):
        await club.submit("k1", "eve")


async def test_what_the_programme_doesnt_reward_isnt_taken(club):
    with pytest.raises(Refused, match="CONTENT_OFF"):
        await club.submit("k1", kind="community_answer")
    await club.submit("k2")
    club.publish(replace(PROGRAMME, contents=()))
    with pytest.raises(Refused, match="CONTENT_OFF"):
        await club.moderate("k2")
    assert (await club.moderate("k2", "rejected", "no longer")).status == REJECTED


async def test_a_verdict_is_approved_or_rejected(club):
    await club.submit("k1")
    for verdict in ("submitted", "withdrawn"):
        with pytest.raises(Refused, match="UNKNOWN_VALUE"):
            await club.moderate("k1", verdict)


@pytest.mark.parametrize("filters", [{}, {"status": "submitted"}, {"customer_id": "ana"}])
async def test_the_lists_use_their_indexes(club, filters):
    await club.submit("k1")
    found = club.database.contents.find(contents_query("shop", filters, ""))
    plan = found.sort([("state.submitted_at", 1), ("_id", 1)]).explain()["queryPlanner"]["winningPlan"]
    assert "IXSCAN" in str(plan)
    assert all(f"state.{name}" in str(plan) for name in filters)
