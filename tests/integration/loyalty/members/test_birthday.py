"""Profiles and birthdays on their way to the ledger, over the real Kafka and the real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from heliodesk.loyalty.v1 import member_events_pb2 as events
from heliodesk.loyalty.v1 import member_service_pb2 as pb

from services.kit import topics
from services.loyalty.domain.words import Source
from tests.support.running_club import RunningClub
from tests.support.streams import eventually

# The first instant of 14 March 2026 in Tokyo.
BEGINS = datetime(2026, 3, 13, 15, tzinfo=UTC)


def gifts(club: RunningClub, customer: str) -> list[tuple[int, datetime, str]]:
    given = [one for one in club.entries(customer) if one.source is Source.GIFT]
    return [(one.points, one.at, one.reference) for one in given]


async def test_the_ledger_knows_a_members_profile_and_nothing_else(running_club):
    club = running_club
    async with club.running():
        await club.put("ana", zone="Asia/Tokyo", market="JP", phone="03-3224-5000", birthday="03-14")
        await club.put("ana", language="ja", segments=pb.Segments(names=["vip"]))
        await club.caught_up()
        profile = club.account("ana").profile
        assert (profile.zone, profile.market, profile.language, profile.segments) == (
            "Asia/Tokyo",
            "JP",
            "ja",
            ("vip",),
        )
        await club.forget("ana")
        await club.caught_up()
        profile = club.account("ana").profile
        assert (profile.zone, profile.market, profile.language, profile.segments) == ("", "", "", ())
        before = club.account("ana")
        await club.replay(topics.MEMBER)
        await club.caught_up()
        assert club.account("ana") == before
        told = await club.told(topics.MEMBER)
    assert [type(one) for one in told] == [events.MemberProfileChanged] * 3 + [events.MemberForgotten]


async def test_a_birthday_brings_what_the_tier_has_when_it_begins_where_the_member_lives(running_club):
    club = running_club
    async with club.running():
        for customer, total in (("silver", 5_000), ("gold", 200_000), ("none", 0)):
            await club.put(customer, zone="Asia/Tokyo", birthday="03-14")
            if total:
                await club.delivered(customer, f"order-{customer}", total)
        await club.caught_up()
        club.clock.advance(BEGINS - club.clock.now() - timedelta(seconds=1))
        await club.looked_at_birthdays()
        assert [gifts(club, customer) for customer in ("silver", "gold", "none")] == [[], [], []]
        club.clock.advance(timedelta(seconds=2))
        await eventually(lambda: gifts(club, "gold") and gifts(club, "silver"), within=60)
        await club.caught_up()
        assert gifts(club, "silver") == [(50, BEGINS, "birthday-2026")]
        assert gifts(club, "gold") == [(200, BEGINS, "birthday-2026")]
        assert [points for points, _, _ in gifts(club, "none")] == [0]
        await club.delivered("none", "order-late", 200_000)
        await club.caught_up()
        await club.replay(topics.MEMBER)
        await club.caught_up()
        assert [points for points, _, _ in gifts(club, "none")] == [0], "the tier of the birthday counts"
        for customer in ("silver", "gold", "none"):
            assert club.members.get(f"{club.tenant}/{customer}").next_at == BEGINS.replace(year=2027)


async def test_who_moves_the_birthday_has_one_gift_a_year_all_the_same(running_club):
    club = running_club
    async with club.running():
        await club.put("ana", zone="Asia/Tokyo", birthday="03-14")
        await club.delivered("ana", "o1", 5_000)
        await club.caught_up()
        for day in (14, 16):
            await club.put("ana", birthday=f"03-{day}")
            club.clock.advance(BEGINS + timedelta(days=day - 14, minutes=1) - club.clock.now())
            await eventually(lambda: club.members.get(f"{club.tenant}/ana").next_at.year == 2027, within=60)
        await club.caught_up()
        assert gifts(club, "ana") == [(50, BEGINS, "birthday-2026")]
        assert len([one for one in await club.told(topics.MEMBER) if isinstance(one, events.MemberGiftDue)]) == 2
