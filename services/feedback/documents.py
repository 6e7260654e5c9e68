"""Surveys as they lie in MongoDB, and what is asked of them beside their `_id`."""

from __future__ import annotations

from services.feedback.domain import LOWEST_SCORE, SATISFIED_FROM, Satisfaction, Survey
from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.mongo import store_errors
from services.kit.topics import SURVEY


class SurveyDocument(AggregateDocument):
    """`_id` is `<tenant>/<ticket id>`. A ticket that is followed and not yet solved has a document without a state."""

    meta = {
        "db_alias": "feedback",
        "collection": "surveys",
        "indexes": [OUTBOX_INDEX, ("tenant", "state.survey_id"), ("tenant", "state.score")],
    }


SURVEYS = Kind(name="survey", collection="surveys", state=Survey, topic=SURVEY)


def by_survey_id(tenant: str, survey_id: str) -> dict[str, str]:
    """What finds a survey by its own id, which is derived from the ticket's and can't be turned back."""
    return {"tenant": tenant, "state.survey_id": survey_id}


def scored_from(tenant: str, score: int) -> dict[str, object]:
    """What finds the surveys with this score or a better one; 0 stands for all that were offered."""
    return {"tenant": tenant, "state.score": {"$gte": score}}


def find_document_id(tenant: str, survey_id: str) -> str | None:
    """The `_id` of a survey, or None. Raises Away."""
    with store_errors():
        found = SurveyDocument._get_collection().find_one(by_survey_id(tenant, survey_id), {"_id": 1})
    return found["_id"] if found else None


def satisfaction(tenant: str) -> Satisfaction:
    """Counted in the index alone. Raises Away."""
    surveys = SurveyDocument._get_collection()
    with store_errors():
        offered, answered, satisfied = (
            surveys.count_documents(scored_from(tenant, score)) for score in (0, LOWEST_SCORE, SATISFIED_FROM)
        )
    return Satisfaction(offered, answered, satisfied)
