"""A process that dies at any step of an attribution, before its write or after it."""

from __future__ import annotations

from typing import Any

import pytest

from services.kit.aggregate import OutboxEntry, Work
from services.kit.stream import Context
from services.loyalty.referrals.handlers import ReferralHandlers
from services.loyalty.referrals.stream import stream
from tests.support.club import Club

# Which store writes: that the referral was asked for, that it is counted, that it is attributed.
STEPS = ("friends", "referrers", "friends")


class Died(BaseException):
    """As SIGKILL: nobody handles it."""


def dies_at(club: Club, step: int, *, after: bool) -> None:
    """The process dies with its write of this step, counted from zero."""
    written: list[str] = []
    for name in ("friends", "referrers"):
        store = getattr(club, name)

        def save(aggregates: Any, name: str = name, save: Any = store._save) -> Any:
            if len(written) == step and STEPS[step] == name:
                if after:
                    save(aggregates)
                raise Died
            written.append(name)
            return save(aggregates)

        store._save = save


async def read_all_that_was_told(club: Club) -> None:
    """As the stream does, until nothing new is told; it stays in the outboxes, so all of it is told more than once."""
    handlers = ReferralHandlers(club.judging)
    told, before = stream(handlers), -1
    stores = {"referred": club.friends, "referrer": club.referrers}
    while before != len(entries := waiting(club)):
        before = len(entries)
        for entry in entries:
            route = told.by_type.get(entry.envelope.type)
            if route is not None:
                await take(route, entry, stores[route.kind.name], club)


def waiting(club: Club) -> list[OutboxEntry]:
    return [entry for pending in club.friends.waiting(10) for entry in pending.entries]


async def take(route: Any, entry: OutboxEntry, store: Any, club: Club) -> None:
    event = route.message.FromString(entry.data)
    prepared = await route.prepare(event, entry.envelope) if route.prepare else None
    context = Context(entry.envelope, club.clock.now(), prepared)
    aggregate_id = route.aggregate_id(entry.envelope, event)
    store.run([Work(aggregate_id, lambda state: route.handler(state, event, context))])


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("again", ["called", "told"])
async def test_a_friend_is_counted_once_wherever_it_dies(club, step, after, again):
    await club.put("ana")
    await club.put("ben")
    code = await club.code("ana")
    dying, next_one = Club(club.database, "shop", club.clock), Club(club.database, "shop", club.clock)
    dies_at(dying, step, after=after)
    with pytest.raises(Died):
        await dying.attribute(code, "ben")
    if again == "called":
        assert await next_one.attribute(code, "ben") == ("attributed", "")
    await read_all_that_was_told(next_one)
    was_asked = again == "called" or (step, after) != (0, False)
    assert await next_one.brought_by("ana") == ({"ben": ("attributed", "")} if was_asked else {})
    assert [one.friend_id for one in next_one.referrers.get("shop/ana").brought] == ["ben"] * was_asked
    told = [one.envelope.type.rpartition(".")[2] for one in waiting(club)]
    assert told == ["ReferralAsked", "ReferralAttributed"] * was_asked
