"""What is kept of members in the real store, and what is left when they are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bson import encode
from heliodesk.loyalty.v1 import member_service_pb2 as pb

from services.kit.errors import Away, Refused
from services.kit.instants import from_timestamp
from services.loyalty.members.documents import claims_query, first_had_by, timers_query
from services.loyalty.members.telling import Telling
from tests.support.club import START, Club

EVERYTHING = {
    "zone": "Asia/Tokyo",
    "market": "JP",
    "language": "ja",
    "segments": pb.Segments(names=["vip"]),
    "birthday": "02-29",
    "email": "hana.sato@gmail.com",
    "phone": "03-3224-5000",
    "address": pb.Address(lines=["千代田区永田町1-6-1"], postal_code="100-0014", country="JP"),
    "payment_fingerprints": ["card-fingerprint"],
    "device_ids": ["hanas-phone", "hanas-tablet"],
}
SECRETS = [b"hana", b"gmail", b"3224", b"0014", b"card-fingerprint", b"hanas"]


def stored(club: Club) -> bytes:
    """All that is in the database."""
    collections = club.database.list_collection_names()
    return b"".join(encode(one) for name in collections for one in club.database[name].find())


async def test_a_member_is_shown_as_told_and_of_signals_only_that_they_are_there(club):
    shown = await club.put("c1", **EVERYTHING)
    assert (shown.zone, shown.market, shown.language, list(shown.segments)) == ("Asia/Tokyo", "JP", "ja", ["vip"])
    assert (shown.has_email, shown.has_phone, shown.has_address) == (True, True, True)
    assert (shown.payment_fingerprints, shown.devices, shown.birthday) == (1, 2, "02-29")
    assert from_timestamp(shown.joined_at) > START
    assert await club.get("c1") == shown


async def test_the_store_has_no_way_to_reach_a_member(club):
    await club.put("c1", **EVERYTHING)
    kept = stored(club)
    assert [secret for secret in SECRETS if secret in kept] == []


async def test_a_part_is_told_and_the_rest_stays(club):
    await club.put("c1", **EVERYTHING)
    shown = await club.put("c1", email="", language="en", device_ids=["another"])
    assert (shown.zone, shown.language, shown.has_email, shown.has_phone, shown.devices) == (
        "Asia/Tokyo",
        "en",
        False,
        True,
        3,
    )


async def test_a_phone_number_is_one_of_the_members_market(club):
    await club.put("c1", market="DE")
    await club.put("c1", phone="030 901820")
    await club.put("c2", phone="+49 30 901820")
    one, other = (club.members.get(f"shop/{customer}").signals for customer in ("c1", "c2"))
    assert set(one) & set(other)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"email": "nobody"}, "INVALID_EMAIL"),
        ({"phone": "12"}, "INVALID_PHONE"),
        ({"address": pb.Address(lines=["-"], country="DE")}, "INVALID_ADDRESS"),
        ({"birthday": "02-30"}, "NO_SUCH_DAY"),
    ],
)
async def test_what_cant_be_is_refused_and_nothing_is_written(club, fields, reason):
    with pytest.raises(Refused, match=reason):
        await club.put("c1", **fields)
    assert club.members.get("shop/c1") is None


async def test_without_a_secret_nothing_is_hashed_and_a_profile_is_taken_all_the_same():
    telling = Telling(None)
    with pytest.raises(Away, match="HELIODESK_MEMBER_SECRET"):
        telling.told("shop", pb.PutMemberRequest(customer_id="c1", email="ana@example.com"), "")
    assert telling.told("shop", pb.PutMemberRequest(customer_id="c1", zone="Asia/Tokyo"), "").zone == "Asia/Tokyo"


async def test_who_had_a_signal_first_keeps_it(club):
    await club.put("c1", email="ana@gmail.com")
    await club.put("c2", email="a.n.a+2@googlemail.com")
    await club.put("c1", email="new@example.com")
    (signal,) = club.members.get("shop/c2").signals
    assert first_had_by(club.database, "shop", [signal]) == {signal: "c1"}


async def test_of_a_forgotten_member_nothing_is_left_but_the_ledger(club):
    await club.put("c1", **EVERYTHING)
    await club.put("c2")
    hashes = [one.hash.encode() for one in club.members.get("shop/c1").signals]
    assert club.database.member_timers.count_documents({}) == 1
    await club.forget("c1")
    with pytest.raises(Refused, match="NO_MEMBER"):
        await club.get("c1")
    kept = b"".join(encode(one["state"]) for one in club.database.members.find({"_id": "shop/c1"}))
    assert [word for word in (b"Tokyo", b"02-29", b"vip", *hashes) if word in kept] == []
    assert club.database.member_signals.count_documents({"customer_id": "c1"}) == 0
    assert club.database.member_signals.count_documents({"customer_id": "c2"}) == 1
    assert club.database.member_timers.count_documents({}) == 0
    await club.forget("c1")


async def test_a_member_who_comes_back_keeps_what_the_new_life_claims(club):
    await club.put("c1", birthday="03-14")
    await club.forget("c1")
    await club.put("c1", birthday="03-15")
    assert club.database.member_signals.count_documents({"customer_id": "c1"}) == 1
    assert club.database.member_timers.count_documents({}) == 1


async def test_who_was_never_a_member_is_not_found(club):
    for ask in (club.get, club.forget):
        with pytest.raises(Refused, match="NO_MEMBER"):
            await ask("nobody")


async def test_what_forgetting_looks_for_is_found_by_indexes(club):
    await club.put("c1", birthday="03-14")
    member = club.members.get("shop/c1")
    claims = club.database.member_signals.find(claims_query("shop", member)).explain()
    assert "'tenant': 1, 'customer_id': 1, 'sequence': 1" in str(claims["queryPlanner"]["winningPlan"])
    timers = club.database.member_timers.find(timers_query("shop/c1", member.plan + 1))
    assert len(list(timers)) == 1, "a range of ids"


async def test_another_members_timers_are_not_taken_out(club):
    for customer in ("c1", "c10", "c1-0"):
        await club.put(customer, birthday="03-14")
    club.clock.advance(timedelta(days=1))
    await club.forget("c1")
    left = {one["aggregate_id"] for one in club.database.member_timers.find()}
    assert left == {"shop/c10", "shop/c1-0"}
