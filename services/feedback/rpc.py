"""Feedback's calls."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from heliodesk.feedback.v1 import service_pb2

from services.feedback import documents
from services.feedback.domain import Survey
from services.feedback.handlers import answer_survey, no_survey
from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.convert import to_proto
from services.kit.ids import document_id
from services.kit.rpc import Call
from services.kit.store import Store
from services.kit.telemetry import FEEDBACK_ANSWERS


class FeedbackServicer:
    """heliodesk.feedback.v1.FeedbackService."""

    def __init__(
        self,
        store: Store[Survey],
        commands: Callable[[Work[Survey]], Awaitable[Outcome[Survey]]],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._commands = commands
        self._now = now

    async def GetSurvey(self, request: service_pb2.GetSurveyRequest, call: Call) -> service_pb2.GetSurveyResponse:
        survey = await self._read(await self._find(call.tenant, request.survey_id))
        return service_pb2.GetSurveyResponse(survey=survey)

    async def AnswerSurvey(
        self, request: service_pb2.AnswerSurveyRequest, call: Call
    ) -> service_pb2.AnswerSurveyResponse:
        work = Work(
            await self._find(call.tenant, request.survey_id),
            answer_survey(request.score, request.comment, self._now()),
            command_id=call.command_id,
            traceparent=call.traceparent,
        )
        outcome = await self._commands(work)
        if outcome.verdict is Verdict.APPLIED:
            FEEDBACK_ANSWERS.labels(request.score).inc()
        return service_pb2.AnswerSurveyResponse(survey=to_proto(outcome.state, service_pb2.Survey))

    async def GetTicketSurvey(
        self, request: service_pb2.GetTicketSurveyRequest, call: Call
    ) -> service_pb2.GetTicketSurveyResponse:
        survey = await self._read(document_id(call.tenant, request.ticket_id))
        return service_pb2.GetTicketSurveyResponse(survey=survey)

    async def GetSatisfaction(
        self, request: service_pb2.GetSatisfactionRequest, call: Call
    ) -> service_pb2.GetSatisfactionResponse:
        found = await asyncio.to_thread(documents.satisfaction, call.tenant)
        return service_pb2.GetSatisfactionResponse(
            offered=found.offered,
            answered=found.answered,
            satisfied=found.satisfied,
            csat_percent=found.csat_percent,
        )

    async def _find(self, tenant: str, survey_id: str) -> str:
        found = await asyncio.to_thread(documents.find_document_id, tenant, survey_id)
        if found is None:
            raise no_survey()
        return found

    async def _read(self, aggregate_id: str) -> service_pb2.Survey:
        survey = await asyncio.to_thread(self._store.get, aggregate_id)
        if survey is None:
            raise no_survey()
        return to_proto(survey, service_pb2.Survey)
