"""A content from its submission to its withdrawal, and the room that its author has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.content import content as rules
from services.loyalty.domain.content.content import Content
from services.loyalty.domain.content.events import ContentApproved, ContentSubmitted, ContentWithdrawn
from services.loyalty.domain.content.quota import Quota, give_back, take
from services.loyalty.domain.content.words import ContentStatus
from services.loyalty.domain.programme.offers import ContentPolicy, MemberLimit
from services.loyalty.domain.programme.words import ContentKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PHOTO = ContentKind.PHOTO_REVIEW
REVIEW = Content("k1", "ana", PHOTO, "https://shop.example/k1", NOON)
POLICY = ContentPolicy(PHOTO, 100, MemberLimit(2, 7))
VIDEO = ContentPolicy(ContentKind.VIDEO_REVIEW, 300, MemberLimit(1))


def approved(points: int = 100) -> Content:
    return rules.approve(REVIEW, points, "mod", 3, NOON)[0]


def test_a_content_is_submitted_once():
    content, event = rules.submit(None, REVIEW)
    assert event == ContentSubmitted("k1", "ana", PHOTO, NOON)
    later = Content("k1", "ana", PHOTO, REVIEW.url, NOON + timedelta(days=1))
    assert rules.submit(content, later) is None


@pytest.mark.parametrize(
    "other",
    [
        Content("k1", "eve", PHOTO, REVIEW.url, NOON),
        Content("k1", "ana", ContentKind.VIDEO_REVIEW, REVIEW.url, NOON),
        Content("k1", "ana", PHOTO, "https://shop.example/k2", NOON),
    ],
)
def test_an_id_is_that_of_one_content(other):
    with pytest.raises(Refused, match="CONTENT_EXISTS"):
        rules.submit(REVIEW, other)


def test_what_is_approved_brings_points_and_beyond_the_cap_none():
    content, event = rules.approve(REVIEW, 100, "mod", 3, NOON)
    assert (content.status, content.points, content.capped) == (ContentStatus.APPROVED, 100, False)
    assert event == ContentApproved("k1", "ana", PHOTO, 100, 3, NOON)
    assert approved(0).capped


def test_a_verdict_stands():
    content = approved()
    assert rules.approve(content, 500, "other", 3, NOON) is None
    with pytest.raises(Refused, match="ALREADY_MODERATED"):
        rules.reject(content, "blurred", "other", NOON)
    rejected, _ = rules.reject(REVIEW, "blurred", "mod", NOON)
    assert rules.reject(rejected, "other words", "other", NOON) is None
    for decide in (
        lambda: rules.approve(rejected, 100, "other", 3, NOON),
        lambda: rules.approve(rules.withdraw(REVIEW, "gone", NOON)[0], 100, "other", 3, NOON),
    ):
        with pytest.raises(Refused, match="ALREADY_MODERATED"):
            decide()


def test_a_rejection_says_why():
    with pytest.raises(Refused, match="REQUIRED"):
        rules.reject(REVIEW, "", "mod", NOON)


def test_what_is_withdrawn_tells_what_it_had_brought():
    content, event = rules.withdraw(approved(), "deleted", NOON)
    assert event == ContentWithdrawn("k1", "ana", PHOTO, "deleted", 100, NOON)
    assert rules.withdraw(content, "again", NOON) is None
    assert rules.withdraw(REVIEW, "deleted", NOON)[1].points == 0
    with pytest.raises(Refused, match="REJECTED_BEFORE"):
        rules.withdraw(rules.reject(REVIEW, "blurred", "mod", NOON)[0], "deleted", NOON)


@pytest.mark.parametrize(
    "decide",
    [
        lambda: rules.approve(None, 1, "mod", 1, NOON),
        lambda: rules.reject(None, "no", "mod", NOON),
        lambda: rules.withdraw(None, "no", NOON),
    ],
)
def test_of_a_content_that_isnt_there_nothing_is_decided(decide):
    with pytest.raises(Refused, match="NO_CONTENT"):
        decide()


STEPS = st.tuples(
    st.sampled_from([POLICY, VIDEO]), st.integers(0, 8), st.timedeltas(timedelta(0), timedelta(days=5)), st.booleans()
)


@given(st.lists(STEPS, max_size=30))
def test_a_member_never_has_more_points_in_a_period_than_the_cap_lets_through(steps):
    quota, now, live = Quota("ana"), NOON, {}
    for policy, number, passes, gives_back in steps:
        now += passes
        content = f"{policy.kind}-{number}"
        if gives_back:
            quota = give_back(quota, content) or quota
            live.pop(content, None)
            continue
        held = quota.of(content) is not None
        after = take(quota, content, policy, now)
        if after is not None:
            assert not held
            live[content] = (policy, now)
            quota = after
        for kind in (POLICY, VIDEO):
            of_kind = [at for one, at in live.values() if one is kind]
            window = [at for at in of_kind if not kind.cap.days or at > now - timedelta(days=kind.cap.days)]
            assert len(window) <= kind.cap.times
            if after is None and not held and kind is policy:
                assert len(window) == kind.cap.times
    assert len(quota.taken) <= POLICY.cap.times + VIDEO.cap.times


def test_room_is_given_back_once():
    quota = take(Quota("ana"), "k1", POLICY, NOON)
    assert give_back(quota, "k1") == Quota("ana")
    assert give_back(Quota("ana"), "k1") is None


def test_a_survey_that_was_answered_is_approved_by_nobody_and_told_like_any_content():
    content, (submitted, counted) = rules.answered("s1", "ana", 20, 7, NOON)
    assert (content.status, content.points, content.capped, content.moderator) == (
        ContentStatus.APPROVED,
        20,
        False,
        "",
    )
    assert isinstance(submitted, ContentSubmitted)
    assert (type(counted), counted.kind, counted.points, counted.revision) == (
        ContentApproved,
        ContentKind.SURVEY,
        20,
        7,
    )
    assert rules.answered("s2", "ana", 0, 7, NOON)[0].capped


def test_a_survey_that_counts_can_be_withdrawn_after_all():
    content, _ = rules.answered("s1", "ana", 20, 7, NOON)
    _, told = rules.withdraw(content, "not the customer's own", NOON)
    assert (told.kind, told.points) == (ContentKind.SURVEY, 20)
