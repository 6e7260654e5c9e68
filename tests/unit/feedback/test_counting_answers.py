"""An answer counts once, by its score."""

from datetime import UTC, datetime

import pytest
from heliodesk.feedback.v1 import service_pb2
from prometheus_client import REGISTRY

from services.feedback import documents
from services.feedback.domain import Survey
from services.feedback.rpc import FeedbackServicer
from services.kit.aggregate import Outcome, Verdict
from services.kit.rpc import Call

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SURVEY = Survey("s-1", "t-1", "lena", NOON)


def answers():
    return REGISTRY.get_sample_value("heliodesk_feedback_answers_total", {"score": "4"}) or 0


@pytest.fixture(autouse=True)
def survey_is_known(monkeypatch):
    monkeypatch.setattr(documents, "find_document_id", lambda tenant, survey_id: "demo/t-1")


async def answer(verdict):
    async def commands(work):
        return Outcome(verdict, SURVEY)

    servicer = FeedbackServicer(None, commands, lambda: NOON)
    await servicer.AnswerSurvey(
        service_pb2.AnswerSurveyRequest(survey_id="s-1", score=4), Call("demo", "c-1", None, "", ())
    )


async def test_an_answer_counts_by_its_score():
    before = answers()
    await answer(Verdict.APPLIED)
    assert answers() == before + 1


@pytest.mark.parametrize("verdict", [Verdict.UNCHANGED, Verdict.REPEATED])
async def test_the_same_answer_again_does_not(verdict):
    before = answers()
    await answer(verdict)
    assert answers() == before
