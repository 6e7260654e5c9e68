"""What each thing that happens to a conversation adds to the counts of its crowd."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.sla.domain.conversation import Asked, Conversation, Happening, Known, Opened, Replied, Settled, take
from services.sla.domain.load import Counts, Crowd

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HAPPENINGS = st.one_of(
    st.builds(Opened, st.sampled_from(["", "DE"])),
    st.builds(Known, st.sampled_from(["", "de", "fr"]), st.sampled_from(["", "DE", "FR"])),
    st.just(Asked()),
    st.just(Replied()),
    st.just(Settled()),
)


def walked(*happenings: Happening) -> tuple[Conversation, dict[tuple[Crowd, datetime], Counts], dict[Crowd, int]]:
    """The conversation, one happening a minute; what was counted by crowd and instant; who waits by crowd."""
    conversation, counts, waiting = Conversation(0, 0, NOON), defaultdict(Counts), defaultdict(int)
    for minute, happening in enumerate(happenings):
        conversation, effects = take(conversation, happening, NOON + timedelta(minutes=minute))
        for effect in effects:
            counts[effect.crowd, effect.at] += effect.counts
            waiting[effect.crowd] += effect.waiting
    return conversation, counts, waiting


@given(st.lists(HAPPENINGS, max_size=20))
def test_an_arrival_is_counted_once_where_it_belongs_and_nobody_waits_elsewhere(happenings):
    conversation, counts, waiting = walked(*happenings)
    arrivals = {key: found.arrivals for key, found in counts.items() if found.arrivals}
    opened = conversation.opened_at
    assert arrivals == ({(conversation.crowd, opened): 1} if opened else {})
    assert {crowd: number for crowd, number in waiting.items() if number} == (
        {conversation.crowd: 1} if conversation.waiting else {}
    )
    assert sum(found.replies for found in counts.values()) == happenings.count(Replied())


def test_the_arrival_moves_when_its_language_becomes_known_and_stays_in_its_minute():
    _, counts, waiting = walked(Opened("DE"), Known(language="de"))
    assert counts[Crowd("", "DE"), NOON] == Counts()
    assert counts[Crowd("de", "DE"), NOON] == Counts(arrivals=1)
    assert (waiting[Crowd("", "DE")], waiting[Crowd("de", "DE")]) == (0, 1)


def test_a_reply_is_an_answer_where_a_customer_waits():
    _, counts, _ = walked(Opened("DE"), Replied(), Replied(), Asked(), Replied())
    total = sum(counts.values(), Counts())
    assert (total.replies, total.answers) == (3, 2)


def test_a_customer_waits_until_the_answer_or_until_none_is_needed():
    for end in (Replied(), Settled()):
        conversation, _, waiting = walked(Opened("DE"), end)
        assert not conversation.waiting and waiting[Crowd("", "DE")] == 0
        conversation, _, waiting = walked(Opened("DE"), end, Asked())
        assert conversation.waiting and waiting[Crowd("", "DE")] == 1


def test_what_says_nothing_new_changes_nothing():
    conversation, _, _ = walked(Opened("DE"), Known(language="de"))
    for happening in (Opened("FR"), Known(), Known(language="de"), Asked()):
        assert take(conversation, happening, NOON) == (conversation, ())
