from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.feedback.domain import Satisfaction, Survey, answer, offer
from services.kit.errors import RefusalKind, Refused

SOLVED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
ANSWERED_AT = SOLVED_AT + timedelta(hours=1)


def offered() -> Survey:
    survey, _ = offer(None, "kumo", "ticket-1", "cust-1", SOLVED_AT)
    return survey


def test_a_solved_ticket_has_a_survey_offered_to_its_customer():
    survey, event = offer(None, "kumo", "ticket-1", "cust-1", SOLVED_AT)

    assert (survey.ticket_id, survey.customer_id, survey.offered_at) == ("ticket-1", "cust-1", SOLVED_AT)
    assert (survey.score, survey.answered_at) == (0, None)
    assert (event.survey_id, event.offered_at) == (survey.survey_id, SOLVED_AT)


def test_a_ticket_that_is_solved_again_keeps_its_first_survey():
    assert offer(offered(), "kumo", "ticket-1", "cust-1", ANSWERED_AT) is None


def test_two_shops_with_the_same_ticket_id_have_two_surveys():
    other, _ = offer(None, "nordlicht", "ticket-1", "cust-1", SOLVED_AT)

    assert other.survey_id != offered().survey_id


@given(st.integers(1, 5), st.text(max_size=50))
def test_an_answer_is_kept_with_its_score_and_comment(score, comment):
    survey, event = answer(offered(), score, comment, ANSWERED_AT)

    assert (survey.score, survey.comment, survey.answered_at) == (score, comment, ANSWERED_AT)
    assert (event.score, event.comment, event.answered_at) == (score, comment, ANSWERED_AT)


@given(st.integers(1, 5), st.text(max_size=50))
def test_the_same_answer_again_changes_nothing(score, comment):
    survey, _ = answer(offered(), score, comment, ANSWERED_AT)

    assert answer(survey, score, comment, ANSWERED_AT + timedelta(days=1)) is None


@pytest.mark.parametrize(("score", "comment"), [(4, "Quick and kind."), (5, "Kind."), (1, "")])
def test_another_answer_is_refused(score, comment):
    survey, _ = answer(offered(), 5, "Quick and kind.", ANSWERED_AT)

    with pytest.raises(Refused) as refused:
        answer(survey, score, comment, ANSWERED_AT)

    assert (refused.value.reason, refused.value.kind) == ("SURVEY_ANSWERED", RefusalKind.CONFLICT)


@given(st.integers().filter(lambda score: not 1 <= score <= 5))
def test_a_score_beyond_one_to_five_is_refused(score):
    with pytest.raises(Refused, match="SCORE_OUT_OF_RANGE"):
        answer(offered(), score, "", ANSWERED_AT)


def test_csat_is_the_share_of_the_answers_that_are_satisfied():
    assert Satisfaction(offered=9, answered=4, satisfied=3).csat_percent == 75


def test_csat_without_an_answer_is_zero():
    assert Satisfaction(offered=9, answered=0, satisfied=0).csat_percent == 0
