"""Points for surveys of tickets, over the real Kafka and the real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from heliodesk.loyalty.v1 import content_service_pb2 as pb

from services.kit import topics
from services.kit.errors import Refused
from services.loyalty.domain.content.words import ContentStatus
from services.loyalty.domain.programme.offers import ContentPolicy, MemberLimit
from services.loyalty.domain.programme.words import ContentKind
from tests.support.club import PROGRAMME
from tests.support.running_club import RunningClub


def earned(club: RunningClub, customer: str = "ana") -> list[tuple[str, int, str]]:
    return [(one.reference, one.points, one.rule) for one in club.entries(customer)]


async def test_an_answered_survey_brings_points_once_up_to_the_cap(running_club):
    club = running_club
    async with club.running():
        for survey in ("s1", "s2", "s3"):
            await club.answered("ana", survey)
            await club.caught_up()
        await club.answered("ben", "s4")
        await club.caught_up()
        once = [("s1", 20, "survey@1"), ("s2", 20, "survey@1")]
        assert earned(club) == once
        assert earned(club, "ben") == [("s4", 20, "survey@1")]
        third = club.contents.get(f"{club.tenant}/s3")
        assert (third.status, third.points, third.capped) == (ContentStatus.APPROVED, 0, True)
        # Room that is free again is for surveys to come, not for those that came before.
        club.clock.advance(timedelta(days=31))
        for topic in (topics.SURVEY, topics.CONTENT):
            await club.replay(topic)
        await club.caught_up()
        assert earned(club) == once
        await club.answered("ana", "s5")
        await club.caught_up()
        assert earned(club) == [*once, ("s5", 20, "survey@1")]


async def test_what_a_withdrawn_survey_has_brought_goes_back_and_a_replay_doesnt_bring_it_again(running_club):
    club = running_club
    async with club.running():
        await club.answered("ana", "s1")
        await club.caught_up()
        await club.withdraw("s1")
        await club.caught_up()
        assert club.account("ana").balance == 0
        await club.replay(topics.SURVEY)
        await club.caught_up()
        assert club.account("ana").balance == 0
        assert club.quotas.get(f"{club.tenant}/ana").taken == ()


async def test_by_the_programme_of_when_it_was_answered_surveys_bring_points_or_none(running_club):
    club = running_club
    club.publish(replace(PROGRAMME, contents=()))
    async with club.running():
        await club.answered("ana", "s1")
        await club.caught_up()
        club.clock.advance(timedelta(days=1))
        club.publish(replace(PROGRAMME, contents=(ContentPolicy(ContentKind.SURVEY, 5, MemberLimit(10)),)))
        await club.answered("ana", "s2")
        await club.replay(topics.SURVEY)
        await club.caught_up()
    assert earned(club) == [("s2", 5, "survey@3")]
    assert club.contents.get(f"{club.tenant}/s1") is None


async def test_nobody_submits_a_survey_by_hand(club):
    with pytest.raises(Refused, match="UNKNOWN_VALUE"):
        await club.submit("s1", kind="survey")
    assert (await club.call("ContentService", "ListContents", pb.ListContentsRequest())).contents == []
