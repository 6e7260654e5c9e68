"""From a code to the points of both, over the real Kafka and the real store."""

from __future__ import annotations

from datetime import timedelta

from heliodesk.loyalty.v1 import referral_events_pb2 as events

from services.kit import topics
from services.kit.aggregate import Change, Work
from services.kit.ids import derived_id
from services.loyalty.domain.referrals import referral as rules
from services.loyalty.domain.referrals.referral import Referred
from services.loyalty.domain.words import EntryKind, Source
from tests.support.club import REFERRALS
from tests.support.running_club import RunningClub


def referral_points(club: RunningClub, customer: str) -> list[int]:
    earned = [one for one in club.entries(customer) if one.kind is EntryKind.EARN]
    return [one.points for one in earned if one.source is Source.REFERRAL]


async def order_released(club: RunningClub, customer: str, order: str = "o1", total: int = 5000) -> None:
    """Placed and delivered now, past its return window two weeks later."""
    await club.placed(customer, order, total)
    await club.delivered(customer, order, total)
    await club.caught_up()
    club.clock.advance(timedelta(days=15))
    club.mature(customer)
    await club.caught_up()


async def test_both_are_rewarded_once_the_friends_first_order_is_past_its_return_window(running_club):
    club = running_club
    async with club.running():
        await club.put("ana")
        await club.put("ben")
        assert await club.bring("ana", "ben") == ("attributed", "")
        await club.placed("ben", "o1", 5000)
        await club.delivered("ben", "o1", 5000)
        await club.caught_up()
        assert await club.brought_by("ana") == {"ben": ("attributed", "")}
        assert (referral_points(club, "ana"), referral_points(club, "ben")) == ([], [])
        club.clock.advance(timedelta(days=15))
        club.mature("ben")
        await club.caught_up()
        assert await club.brought_by("ana") == {"ben": ("rewarded", "")}
        assert (referral_points(club, "ana"), referral_points(club, "ben")) == ([500], [250])
        assert (club.account("ana").available, club.account("ben").available) == (500, 300)
        told = await club.told(topics.REFERRAL)
    assert [type(one).__name__ for one in told] == [
        "ReferralAsked",
        "ReferralAttributed",
        "ReferralRewarded",
        "ReferralRewarded",
    ]
    assert {(one.customer_id, one.points) for one in told[2:]} == {("ana", 500), ("ben", 250)}


async def test_a_first_order_that_is_refunded_brings_nothing(running_club):
    club = running_club
    async with club.running():
        await club.put("ana")
        await club.put("ben")
        await club.bring("ana", "ben")
        await club.placed("ben", "o1", 5000)
        await club.delivered("ben", "o1", 5000)
        await club.refunded("ben", "o1", 5000)
        await order_released(club, "ben", "o2")
        assert await club.brought_by("ana") == {"ben": ("refused", "first_order_refunded")}
        assert (referral_points(club, "ana"), referral_points(club, "ben")) == ([], [])
        assert not club.referrers.get(f"{club.tenant}/ana").brought[0].counts


async def test_a_refund_in_time_that_is_heard_of_after_the_reward_takes_it_back_once(running_club):
    club = running_club
    async with club.running():
        await club.put("ana")
        await club.put("ben")
        await club.bring("ana", "ben")
        in_time = club.clock.now() + timedelta(days=1)
        await order_released(club, "ben")
        assert (referral_points(club, "ana"), referral_points(club, "ben")) == ([500], [250])
        await club.refunded("ben", "o1", 5000, in_time)
        await club.caught_up()
        for topic in (topics.REFERRAL, topics.ORDER):
            await club.replay(topic)
        await club.caught_up()
        assert await club.brought_by("ana") == {"ben": ("refused", "first_order_refunded")}
        assert (club.account("ana").balance, club.account("ben").balance) == (0, 0)
        assert [one.points for one in club.entries("ana") if one.points] == [500, -500]
        assert not club.referrers.get(f"{club.tenant}/ana").brought[0].counts


async def test_who_has_ordered_before_the_code_isnt_brought(running_club):
    club = running_club
    async with club.running():
        await club.put("ana")
        await club.put("ben")
        await club.placed("ben", "o1", 5000)
        await club.caught_up()
        assert await club.bring("ana", "ben") == ("refused", "friend_has_ordered")


async def test_who_is_found_to_be_one_person_before_the_reward_gets_none(running_club):
    club = running_club
    async with club.running():
        await club.put("ana", payment_fingerprints=["card"])
        await club.put("ben")
        assert await club.bring("ana", "ben") == ("attributed", "")
        await club.put("ben", payment_fingerprints=["card"])
        await order_released(club, "ben")
        assert await club.brought_by("ana") == {"ben": ("refused", "self_referral")}
        assert referral_points(club, "ana") == []


async def test_all_topics_told_again_change_nothing(running_club):
    club = running_club
    async with club.running():
        await club.put("ana", zone="Europe/Berlin")
        for friend in ("ben", "eve"):
            await club.put(friend, market="DE")
            await club.bring("ana", friend)
        await club.placed("eve", "o9", 4000)
        await club.delivered("eve", "o9", 4000)
        await club.refunded("eve", "o9", 4000)
        await order_released(club, "ben")
        before = {
            name: (club.account(name), club.friends.get(f"{club.tenant}/{name}")) for name in ("ana", "ben", "eve")
        }
        referrer = club.referrers.get(f"{club.tenant}/ana")
        assert referral_points(club, "ana") == [500]
        told = await club.told(topics.REFERRAL)
        for topic in (topics.REFERRAL, topics.ACCOUNT, topics.MEMBER, topics.ORDER):
            await club.replay(topic)
        await club.caught_up()
        after = {name: (club.account(name), club.friends.get(f"{club.tenant}/{name}")) for name in before}
        assert after == before
        assert club.referrers.get(f"{club.tenant}/ana") == referrer
        assert len(await club.told(topics.REFERRAL)) == len(told)


async def test_what_a_process_left_that_died_between_the_steps_is_settled_by_its_event(running_club):
    """It wrote that the referral was asked for, and did nothing more."""
    club = running_club
    async with club.running():
        await club.put("ana")
        await club.put("ben")
        await club.code("ana")
    referral_id, now = derived_id("referral", club.tenant, "ana", "ben"), club.clock.now()
    asked = rules.ask(Referred("ben"), referral_id, "ana", now, REFERRALS, 1, None)
    club.friends.run([Work(f"{club.tenant}/ben", lambda known: Change(*asked, now))])
    async with club.running():
        await club.caught_up()
        assert await club.brought_by("ana") == {"ben": ("attributed", "")}
        assert [one.friend_id for one in club.referrers.get(f"{club.tenant}/ana").brought] == ["ben"]
        told = await club.told(topics.REFERRAL)
    assert [type(one) for one in told] == [events.ReferralAsked, events.ReferralAttributed]
