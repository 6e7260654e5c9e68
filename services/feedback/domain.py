"""The survey of a solved ticket: offered once, answered once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.errors import RefusalKind, Refused
from services.kit.ids import derived_id

LOWEST_SCORE, HIGHEST_SCORE = 1, 5
# Who gives this or more is satisfied: CSAT counts the two best of five.
SATISFIED_FROM = 4


@dataclass(frozen=True, slots=True)
class Survey:
    """A customer's opinion of a ticket. `score` is 0 and `answered_at` None until it is answered. Instants are UTC."""

    survey_id: str
    ticket_id: str
    customer_id: str
    offered_at: datetime
    answered_at: datetime | None = None
    score: int = 0
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SurveyOffered:
    survey_id: str
    ticket_id: str
    customer_id: str
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    survey_id: str
    ticket_id: str
    customer_id: str
    score: int
    comment: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How a shop's customers feel: surveys offered, answered, and answered with one of the two best scores."""

    offered: int
    answered: int
    satisfied: int

    @property
    def csat_percent(self) -> float:
        """Satisfied of those who answered, in percent; 0 without an answer."""
        return 100 * self.satisfied / self.answered if self.answered else 0.0


def survey_id(tenant: str, ticket_id: str) -> str:
    """A ticket has one survey, so the survey's id follows from the ticket's."""
    return derived_id("survey", tenant, ticket_id)


def offer(
    survey: Survey | None, tenant: str, ticket_id: str, customer_id: str, at: datetime
) -> tuple[Survey, SurveyOffered] | None:
    """The survey of a ticket that was solved at this instant; None where it has one from an earlier solution."""
    if survey is not None:
        return None
    offered = Survey(survey_id(tenant, ticket_id), ticket_id, customer_id, at)
    return offered, SurveyOffered(offered.survey_id, ticket_id, customer_id, at)


def answer(survey: Survey, score: int, comment: str, at: datetime) -> tuple[Survey, SurveyAnswered] | None:
    """The survey with its answer; None where the same answer stands already.

    Raises Refused: SCORE_OUT_OF_RANGE, SURVEY_ANSWERED for an answer other than the first.
    """
    if not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        raise Refused("SCORE_OUT_OF_RANGE", f"a score is {LOWEST_SCORE} to {HIGHEST_SCORE}")
    if survey.answered_at is not None:
        if (survey.score, survey.comment) == (score, comment):
            return None
        raise Refused("SURVEY_ANSWERED", "the survey has another answer already", RefusalKind.CONFLICT)
    answered = replace(survey, answered_at=at, score=score, comment=comment)
    event = SurveyAnswered(survey.survey_id, survey.ticket_id, survey.customer_id, score, comment, at)
    return answered, event
