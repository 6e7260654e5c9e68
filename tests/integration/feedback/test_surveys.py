"""Surveys from the solved ticket to the answer, on the real Kafka and the real store."""

from __future__ import annotations

import pytest
from heliodesk.feedback.v1 import events_pb2

from services.feedback import documents
from services.feedback.documents import SurveyDocument
from services.kit.envelope import Envelope
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import new_id
from services.kit.topics import SURVEY
from tests.support.streams import NOON, eventually, read_topic


async def events_of(feedback, ticket_id: str) -> list[str]:
    records = await read_topic(feedback.settings.kafka_bootstrap_servers, SURVEY.name)
    envelopes = [Envelope.from_headers(record.headers) for record in records]
    return [envelope.type.rpartition(".")[2] for envelope in envelopes if envelope.subject == ticket_id]


async def test_a_solved_ticket_is_offered_a_survey_as_of_when_it_was_solved(feedback):
    survey = await feedback.solved()

    assert survey.customer_id == "cust-1"
    assert survey.offered_at.ToDatetime(tzinfo=NOON.tzinfo) == NOON
    assert (await feedback.call("GetSurvey", survey_id=survey.survey_id)).survey == survey


async def test_a_ticket_reopened_and_solved_again_keeps_its_survey_and_answer(feedback):
    survey = await feedback.solved()
    await feedback.call("AnswerSurvey", survey_id=survey.survey_id, score=2, comment="Slow.")
    for status in ("open", "solved", "closed"):
        await feedback.ticket_becomes(survey.ticket_id, status)
    next_one = await feedback.solved()

    async def followed() -> bool:
        stored = SurveyDocument._get_collection().find_one({"_id": f"{feedback.tenant}/{survey.ticket_id}"})
        return stored["marks"][0]["sequence"] == 4

    await eventually(followed)
    kept = (await feedback.call("GetSurvey", survey_id=survey.survey_id)).survey
    assert (kept.score, kept.comment) == (2, "Slow.")
    assert next_one.survey_id != survey.survey_id
    assert await events_of(feedback, survey.ticket_id) == ["SurveyOffered", "SurveyAnswered"]


async def test_the_same_answer_again_answers_as_before_and_another_one_is_refused(feedback):
    survey = await feedback.solved()
    answer = {"survey_id": survey.survey_id, "score": 5, "comment": "Quick and kind."}
    first = await feedback.call("AnswerSurvey", **answer)

    assert await feedback.call("AnswerSurvey", **answer) == first
    with pytest.raises(Refused) as refused:
        await feedback.call("AnswerSurvey", **{**answer, "score": 1})
    assert (refused.value.reason, refused.value.kind) == ("SURVEY_ANSWERED", RefusalKind.CONFLICT)


async def test_both_events_reach_kafka_in_their_order(feedback):
    survey = await feedback.solved()
    await feedback.call("AnswerSurvey", survey_id=survey.survey_id, score=4)

    async def published() -> bool:
        return len(await events_of(feedback, survey.ticket_id)) == 2

    await eventually(published)
    records = await read_topic(feedback.settings.kafka_bootstrap_servers, SURVEY.name)
    ours = [record for record in records if record.key == survey.ticket_id.encode()]
    answered = events_pb2.SurveyAnswered.FromString(ours[1].value)
    assert [Envelope.from_headers(record.headers).sequence for record in ours] == [1, 2]
    assert (answered.survey_id, answered.score) == (survey.survey_id, 4)


async def test_another_shops_survey_is_not_there(feedback):
    survey = await feedback.solved()
    for method, name, value in (
        ("GetSurvey", "survey_id", survey.survey_id),
        ("GetTicketSurvey", "ticket_id", survey.ticket_id),
    ):
        with pytest.raises(Refused) as refused:
            await feedback.call(method, tenant="another-shop", **{name: value})
        assert refused.value.kind == RefusalKind.NOT_FOUND


async def test_a_survey_that_was_never_offered_takes_no_answer(feedback):
    with pytest.raises(Refused, match="NO_SURVEY"):
        await feedback.call("AnswerSurvey", survey_id=new_id(), score=5)


async def test_satisfaction_is_the_share_of_good_answers_of_one_shop(feedback):
    surveys = [await feedback.solved() for _ in range(4)]
    unsolved = new_id()
    await feedback.ticket_becomes(unsolved, "open")
    for survey, score in zip(surveys, (5, 4, 1), strict=False):
        await feedback.call("AnswerSurvey", survey_id=survey.survey_id, score=score)

    found = await feedback.call("GetSatisfaction")
    assert (found.offered, found.answered, found.satisfied) == (4, 3, 2)
    assert round(found.csat_percent, 1) == 66.7
    assert (await feedback.call("GetSatisfaction", tenant="another-shop")).offered == 0


@pytest.mark.parametrize("query", [documents.by_survey_id("shop", "s1"), documents.scored_from("shop", 4)])
async def test_what_is_not_asked_by_id_is_asked_by_an_index(feedback, query):
    await feedback.solved()
    plan = str(SurveyDocument._get_collection().find(query).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
