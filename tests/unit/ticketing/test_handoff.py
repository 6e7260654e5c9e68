"""A handoff in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.ticketing.domain.handoff import Handoff, HandoffNote, TeamTime, in_words

FIVE = datetime(2026, 3, 2, 17, tzinfo=UTC)
NOTE = HandoffNote(
    ("2026-03-02 09:00Z the customer wrote", "2026-03-02 16:30Z priority high"),
    "answer the customer",
    datetime(2026, 3, 2, 18, 30, tzinfo=UTC),
)
CONSUMED = (TeamTime("apac", timedelta(minutes=20)), TeamTime("emea", timedelta(hours=7, minutes=5, seconds=59)))
HANDOFF = Handoff("emea", "amer", FIVE, NOTE, CONSUMED)


def test_it_says_what_happened_what_is_next_and_when_that_is_due():
    assert in_words(HANDOFF).splitlines() == [
        "Handed off from emea to amer.",
        "What happened:",
        "- 2026-03-02 09:00Z the customer wrote",
        "- 2026-03-02 16:30Z priority high",
        "Next: answer the customer, by 2026-03-02 18:30 UTC.",
        "Open time so far: apac 20 min, emea 7 h 5 min.",
    ]


def test_it_says_nothing_of_what_is_not_known():
    bare = replace(HANDOFF, note=HandoffNote((), "look at the ticket", None), consumed=())
    assert in_words(bare) == "Handed off from emea to amer.\nNext: look at the ticket."
