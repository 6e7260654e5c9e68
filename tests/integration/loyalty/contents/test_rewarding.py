"""From a content to its author's points and back, over the real Kafka and the real store."""

from __future__ import annotations

from datetime import timedelta

from services.kit import topics
from services.loyalty.domain.spending import Redemption, redeem
from services.loyalty.domain.words import EntryKind
from tests.support.running_club import RunningClub


def lines(club: RunningClub, customer: str = "ana") -> list[tuple[str, int]]:
    return [(one.kind.value, one.points) for one in club.entries(customer)]


async def test_what_is_approved_brings_points_once_and_what_is_withdrawn_takes_them_back(running_club):
    club = running_club
    async with club.running():
        for number in range(4):
            await club.submit(f"k{number}")
            await club.moderate(f"k{number}")
        await club.submit("no")
        await club.moderate("no", "rejected", "blurred")
        await club.caught_up()
        assert lines(club) == [("earn", 100)] * 3
        assert {one.reference for one in club.entries("ana")} == {"k0", "k1", "k2"}
        await club.withdraw("k1")
        await club.withdraw("k3")
        await club.caught_up()
        assert lines(club) == [("earn", 100)] * 3 + [("clawback", -100)]
        assert club.account("ana").balance == 200
        # The room of what was withdrawn is free again.
        await club.submit("k4")
        assert (await club.moderate("k4")).points == 100
        for _ in range(2):
            await club.replay(topics.CONTENT)
        await club.caught_up()
        assert lines(club) == [("earn", 100)] * 3 + [("clawback", -100), ("earn", 100)]
        assert len(club.quotas.get(f"{club.tenant}/ana").taken) == 3


async def test_what_was_spent_of_a_content_that_is_withdrawn_is_owed(running_club):
    club = running_club
    async with club.running():
        await club.submit("k1")
        await club.moderate("k1")
        await club.caught_up()
        club.post("ana", lambda book: redeem(book, Redemption("r1", 70), club.clock.now()))
        await club.withdraw("k1")
        await club.caught_up()
    account = club.account("ana")
    assert (account.balance, account.debt) == (-70, 70)
    clawback = next(one for one in club.entries("ana") if one.kind is EntryKind.CLAWBACK)
    assert (clawback.points, clawback.debt, clawback.reason) == (-100, 70, "deleted by its author")


async def test_the_points_live_as_those_of_the_members_market(running_club):
    club = running_club
    async with club.running():
        await club.put("ana", zone="Asia/Tokyo")
        await club.caught_up()
        await club.submit("k1")
        await club.moderate("k1")
        await club.caught_up()
    (lot,) = club.account("ana").lots
    # Two years, to the end of the member's day: 00:00 of 3 March 2028 in Tokyo.
    assert lot.expires_at.isoformat() == "2028-03-02T15:00:00+00:00"
    assert lot.expires_at - club.clock.now() > timedelta(days=731)
