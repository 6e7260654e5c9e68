"""How a member comes, changes, has a birthday, and is forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.members.birthday import next_birthday
from services.loyalty.domain.members.events import MemberForgotten, MemberGiftDue, MemberProfileChanged
from services.loyalty.domain.members.member import Member, Told, forget, give, put
from services.loyalty.domain.members.signals import Signal, SignalKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZONES = ["Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "Africa/Cairo", "America/Havana"]
INSTANTS = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(2004, 1, 1), date(2004, 12, 31)).map(lambda day: f"{day:%m-%d}")
EMAIL = Signal(SignalKind.EMAIL, "e")


def berlin(market: str) -> str:
    return "Europe/Berlin"


def told(known: Member | None, now: datetime = NOON, **fields: object) -> Member:
    step = put(known, "c1", Told(**fields), now, berlin)
    assert step is not None
    return step[0]


def test_a_member_is_taken_up_and_the_ledger_hears_of_the_profile_and_of_nothing_else():
    member, events = put(
        None, "c1", Told(zone="Asia/Tokyo", market="JP", segments=("vip", "new", "vip"), signals=(EMAIL,)), NOON, berlin
    )
    assert (member.joined_at, member.sequence, member.signals) == (NOON, 1, (EMAIL,))
    assert events == (MemberProfileChanged("c1", "Asia/Tokyo", "JP", "", ("new", "vip"), 1, NOON),)


def test_what_isnt_told_stays():
    member = told(told(None, zone="Asia/Tokyo", language="ja", birthday="03-14"), market="JP")
    assert member.profile == ("Asia/Tokyo", "JP", "ja", ())
    assert member.birthday == "03-14"


def test_who_is_told_without_a_profile_is_a_member_all_the_same_and_the_ledger_hears_nothing():
    step = put(None, "c1", Told(signals=(EMAIL,)), NOON, berlin)
    assert step is not None
    assert step[0].joined_at == NOON
    assert step[1] == ()


def test_to_tell_the_same_again_changes_nothing():
    member = told(None, zone="Asia/Tokyo", birthday="02-29", signals=(EMAIL,))
    again = Told(zone="Asia/Tokyo", birthday="02-29", signals=(EMAIL,))
    assert put(member, "c1", again, NOON + timedelta(days=900), berlin) is None


@pytest.mark.parametrize("birthday", ["02-30", "04-31", "06-31"])
def test_a_day_that_no_year_has_is_refused(birthday):
    with pytest.raises(Refused, match="NO_SUCH_DAY"):
        put(None, "c1", Told(birthday=birthday), NOON, berlin)


@given(DAYS, st.sampled_from(ZONES), INSTANTS)
def test_a_birthday_begins_with_the_first_instant_of_its_day_where_the_member_lives(birthday, zone, after):
    begins, year = next_birthday(birthday, zone, after)
    place = ZoneInfo(zone)
    local, moment_before = begins.astimezone(place), (begins - timedelta(microseconds=1)).astimezone(place)
    assert after < begins <= after + timedelta(days=367)
    assert local.year == year
    assert moment_before.date() < local.date()
    leap_day_off = birthday == "02-29" and year % 4 != 0
    assert f"{local:%m-%d}" == ("02-28" if leap_day_off else birthday)


@given(DAYS, st.sampled_from(ZONES), INSTANTS)
def test_every_year_has_one_gift(birthday, zone, now):
    member = told(None, now, birthday=birthday, zone=zone)
    years = []
    for _ in range(6):
        due_at = member.next_at
        member, gift = give(member, berlin)
        assert (gift.customer_id, gift.due_at) == ("c1", due_at)
        years.append(gift.year)
    assert years == list(range(years[0], years[0] + 6))
    assert member.plan == 7


def test_a_birthday_of_a_member_without_a_zone_is_that_of_the_market():
    assert told(None, birthday="03-14").next_at == datetime(2026, 3, 13, 23, tzinfo=UTC)


def test_who_moves_has_the_birthday_there():
    member = told(told(None, birthday="03-14"), zone="Asia/Tokyo")
    assert member.next_at == datetime(2026, 3, 13, 15, tzinfo=UTC)
    assert member.plan == 2


def test_a_gift_that_is_due_already_isnt_lost_by_a_change():
    member = told(None, birthday="03-14", zone="Europe/Berlin")
    late = member.next_at + timedelta(seconds=5)
    moved = told(member, late, birthday="03-20", zone="Asia/Tokyo")
    assert (moved.next_at, moved.plan) == (member.next_at, member.plan)
    moved, gift = give(moved, berlin)
    assert gift == MemberGiftDue("c1", 2026, member.next_at)
    assert moved.next_at == datetime(2026, 3, 19, 15, tzinfo=UTC)


def test_a_birthday_that_is_taken_back_brings_nothing():
    member = told(told(None, birthday="03-14"), birthday="")
    assert (member.next_at, member.plan) == (None, 2)


def test_of_a_forgotten_member_only_numbers_are_left():
    member = told(None, zone="Asia/Tokyo", birthday="03-14", signals=(EMAIL,))
    left, events = forget(member, NOON)
    assert left == Member("c1", sequence=2, plan=2, forgotten_at=NOON)
    assert events == (
        MemberProfileChanged("c1", "", "", "", (), 2, NOON),
        MemberForgotten("c1", 2, NOON),
    )
    assert forget(left, NOON) is None


def test_of_a_forgotten_member_without_a_profile_the_ledger_has_nothing_to_hear():
    _, events = forget(told(None, signals=(EMAIL,)), NOON)
    assert events == (MemberForgotten("c1", 2, NOON),)


def test_who_comes_back_is_a_new_member_whose_changes_are_counted_on():
    left, _ = forget(told(None, zone="Asia/Tokyo", signals=(EMAIL,)), NOON)
    later = NOON + timedelta(days=1)
    member = told(left, later, zone="Asia/Tokyo")
    assert (member.joined_at, member.sequence, member.signals, member.forgotten_at) == (later, 3, (), None)


def test_who_was_never_a_member_cant_be_forgotten():
    with pytest.raises(Refused, match="NO_MEMBER"):
        forget(None, NOON)


@given(st.lists(st.sampled_from([None, *(("Europe/Berlin", m) for m in ("DE", "")), ("Asia/Tokyo", "JP"), ("", "")])))
def test_the_ledger_hears_each_change_of_the_profile_and_only_changes(steps):
    """So a replay of all of them leaves the ledger with the last one."""
    member, heard = None, ("", "", "", ())
    for number, step in enumerate(steps):
        now = NOON + timedelta(hours=number)
        if step is None:
            done = forget(member, now) if member is not None else None
        else:
            done = put(member, "c1", Told(zone=step[0], market=step[1]), now, berlin)
        if done is None:
            continue
        member, events = done
        profiles = [one for one in events if isinstance(one, MemberProfileChanged)]
        for one in profiles:
            said = (one.zone, one.market, one.language, one.segments)
            assert said != heard
            assert one.sequence == member.sequence
            heard = said
        assert heard == member.profile
