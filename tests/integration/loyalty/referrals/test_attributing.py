"""Codes, and the friends who come by them, on the real store."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from heliodesk.loyalty.v1 import referral_service_pb2 as pb

from services.kit.aggregate import Change, Work
from services.kit.errors import Refused
from services.kit.ids import derived_id
from services.loyalty.domain.referrals import referral as rules
from services.loyalty.domain.referrals.guards import Against
from services.loyalty.domain.referrals.referral import Referred
from services.loyalty.domain.referrals.words import ReferralReason
from services.loyalty.referrals.documents import brought_query
from tests.support.club import PROGRAMME, REFERRALS, Club

ATTRIBUTED = ("attributed", "")


async def at_once(club: Club, brought: list[tuple[str, str]], processes: int = 8) -> list[tuple[str, str]]:
    """(referrer, friend) each, from several processes at the same time."""
    codes = {referrer: await club.code(referrer) for referrer, _ in brought}

    def attribute(process: Club, referrer: str, friend: str) -> tuple[str, str]:
        return asyncio.run(process.attribute(codes[referrer], friend))

    clubs = [Club(club.database, club.tenant, club.clock) for _ in range(processes)]
    with ThreadPoolExecutor(len(brought)) as threads:
        asked = [threads.submit(attribute, clubs[number % processes], *pair) for number, pair in enumerate(brought)]
        return [one.result() for one in asked]


async def test_a_member_has_one_code_whoever_asks_for_it_at_once(club):
    await club.put("ana")
    clubs = [Club(club.database, "shop", club.clock) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        codes = set(threads.map(lambda one: asyncio.run(one.code("ana")), clubs))
    assert codes == {await club.code("ana")}
    await club.put("ben")
    assert await club.code("ben") not in codes


async def test_only_members_have_codes(club):
    with pytest.raises(Refused, match="NO_MEMBER"):
        await club.code("nobody")


async def test_a_friend_is_attributed_once_and_to_repeat_it_changes_nothing(club):
    await club.put("ana")
    await club.put("ben")
    assert await club.bring("ana", "ben") == ATTRIBUTED
    before = club.friends.load(["shop/ben"])["shop/ben"]
    code = await club.code("ana")
    assert await club.attribute(f" {code.lower()} ", "ben") == ATTRIBUTED
    assert club.friends.load(["shop/ben"])["shop/ben"] == before
    assert len(club.referrers.get("shop/ana").brought) == 1


async def test_two_who_claim_a_friend_at_once_dont_both_have_him(club):
    for customer in ("ana", "eve", "ben"):
        await club.put(customer)
    answers = await at_once(club, [("ana", "ben"), ("eve", "ben")] * 4)
    assert set(answers) == {ATTRIBUTED, ("refused", "already_referred")}
    for referrer in ("ana", "eve"):
        has_him = await club.brought_by(referrer) == {"ben": ATTRIBUTED}
        assert [one.friend_id for one in club.referrers.get(f"shop/{referrer}").brought] == ["ben"] * has_him


async def test_two_who_bring_each_other_at_once_are_a_ring(club):
    for pair in range(5):
        one, other = f"a{pair}", f"b{pair}"
        await club.put(one)
        await club.put(other)
        answers = await at_once(club, [(one, other), (other, one)])
        assert answers.count(ATTRIBUTED) <= 1
        assert ("refused", "ring") in answers


async def test_a_ring_is_found_across_others(club):
    for customer in "abcd":
        await club.put(customer)
    assert [await club.bring(*pair) for pair in ("ab", "bc", "cd")] == [ATTRIBUTED] * 3
    assert await club.bring("d", "a") == ("refused", "ring")


async def test_who_brings_many_in_a_short_time_is_stopped_whatever_comes_at_once(club):
    await club.put("ana")
    friends = [f"f{number}" for number in range(12)]
    for friend in friends:
        await club.put(friend)
    answers = Counter(await at_once(club, [("ana", friend) for friend in friends]))
    assert answers == {ATTRIBUTED: 3, ("refused", "velocity"): 9}
    assert Counter((await club.brought_by("ana", page_size=5)).values()) == answers


async def test_no_more_are_rewarded_than_the_programme_has(club):
    await club.put("ana")
    answers = []
    for number in range(7):
        await club.put(f"f{number}")
        answers.append(await club.bring("ana", f"f{number}"))
        club.clock.advance(timedelta(days=1))
    assert answers == [ATTRIBUTED] * 5 + [("refused", "cap")] * 2


@pytest.mark.parametrize(
    ("referrer", "friend", "reason"),
    [
        ({"email": "a.na@gmail.com"}, {"email": "ana+2@googlemail.com"}, "self_referral"),
        ({"phone": "030 901820", "market": "DE"}, {"phone": "+4930901820"}, "self_referral"),
        ({"device_ids": ["phone", "tablet"]}, {"device_ids": ["tablet"]}, "self_referral"),
        ({"payment_fingerprints": ["card"]}, {"payment_fingerprints": ["other", "card"]}, "self_referral"),
        ({}, {"email": "first@example.com"}, "known_person"),
    ],
)
async def test_one_person_isnt_brought_as_two(club, referrer, friend, reason):
    await club.put("first")
    await club.put("ana", **referrer)
    await club.put("ben", **friend)
    assert await club.bring("ana", "ben") == ("refused", reason)
    assert await club.brought_by("ana") == {"ben": ("refused", reason)}


async def test_nobody_brings_himself(club):
    await club.put("ana")
    assert await club.bring("ana", "ana") == ("refused", "self_referral")


async def test_what_a_member_has_given_up_is_still_known(club):
    await club.put("ana", phone="+4930901820")
    await club.put("ana", phone="")
    await club.put("ben", phone="+4930901820")
    assert await club.bring("ana", "ben") == ("refused", "self_referral")


async def test_of_whom_nothing_is_known_nothing_is_decided(club):
    await club.put("ana")
    await club.put("ben", email="", zone="Asia/Tokyo")
    code = await club.code("ana")
    for friend, reason in (("ben", "NOTHING_KNOWN"), ("nobody", "NO_MEMBER")):
        with pytest.raises(Refused, match=reason):
            await club.attribute(code, friend)
        assert club.friends.get(f"shop/{friend}") is None


@pytest.mark.parametrize("code", ["7KQ4M-2TXVA", "short"])
async def test_a_code_that_nobody_has_is_refused(club, code):
    await club.put("ben")
    with pytest.raises(Refused, match="NO_CODE"):
        await club.attribute(code, "ben")


async def test_the_code_of_a_forgotten_member_is_nobodys(club):
    await club.put("ana")
    await club.put("ben")
    code = await club.code("ana")
    await club.forget("ana")
    with pytest.raises(Refused, match="NO_CODE"):
        await club.attribute(code, "ben")


@pytest.mark.parametrize("forgotten", ["ana", "ben"])
async def test_when_one_of_the_two_is_forgotten_nothing_is_paid_any_more(club, forgotten):
    await club.put("ana")
    await club.put("ben")
    await club.bring("ana", "ben")
    await club.forget(forgotten)
    assert club.judging.same_person("shop", "ben", "ana") == Against(ReferralReason.MEMBER_GONE)


async def test_where_the_programme_rewards_no_referrals_none_is_taken(club):
    await club.put("ana")
    await club.put("ben")
    club.publish(replace(PROGRAMME, referral=None))
    with pytest.raises(Refused, match="REFERRALS_OFF"):
        await club.bring("ana", "ben")


async def test_what_was_promised_stays_whatever_is_published_later(club):
    await club.put("ana")
    await club.put("ben")
    await club.bring("ana", "ben")
    club.publish(replace(PROGRAMME, referral=replace(REFERRALS, referrer_points=1, friend_points=1)))
    request = pb.ListReferralsRequest(customer_id="ana")
    (referral,) = (await club.call("ReferralService", "ListReferrals", request)).referrals
    assert (referral.referrer_points, referral.friend_points, referral.revision) == (500, 250, 1)


async def test_a_process_that_dies_after_the_friend_has_asked_leaves_a_referral_that_the_next_call_settles(club):
    await club.put("ana")
    await club.put("ben")
    code, now = await club.code("ana"), club.clock.now()

    def ask(known):
        referral_id = derived_id("referral", "shop", "ana", "ben")
        return Change(*rules.ask(Referred("ben"), referral_id, "ana", now, REFERRALS, 1, None), now)

    club.friends.run([Work("shop/ben", ask)])
    assert await club.brought_by("ana") == {"ben": ("asked", "")}
    assert await club.attribute(code, "ben") == ATTRIBUTED
    assert len(club.referrers.get("shop/ana").brought) == 1


async def test_the_list_of_a_members_friends_uses_its_index(club):
    await club.put("ana")
    await club.put("ben")
    await club.bring("ana", "ben")
    found = club.database.referrals.find(brought_query("shop", "ana", "")).sort("_id", 1)
    assert "'state.referrals.referrer_id': 1" in str(found.explain()["queryPlanner"]["winningPlan"])
