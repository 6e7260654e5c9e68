"""gRPC for the outside."""

from __future__ import annotations

import asyncio

import grpc
import pytest
from google.protobuf.descriptor_pool import DescriptorPool
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from heliodesk.feedback.v1 import service_pb2 as feedback

from services.edge.contracts import services
from services.kit.ids import new_id
from tests.integration.edge.conftest import SERVICE, Edge
from tests.support.streams import eventually


async def call(edge: Edge, method: str, request, response, *metadata: tuple[str, str], timeout: float = 10):
    async with edge.channel() as channel:
        send = channel.unary_unary(
            f"/{SERVICE}/{method}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString,
        )
        return await send(request, metadata=metadata, timeout=timeout)


async def answer(edge: Edge, survey: str, score: int = 5, *metadata: tuple[str, str], key: str = ""):
    request = feedback.AnswerSurveyRequest(survey_id=survey, score=score)
    who = ("authorization", f"Bearer {key or edge.key}")
    return await call(edge, "AnswerSurvey", request, feedback.AnswerSurveyResponse, who, *metadata)


def read(error: grpc.aio.AioRpcError) -> tuple[grpc.StatusCode, str, list[str]]:
    """(code, reason, fields that are wrong)."""
    details = dict(error.trailing_metadata())["grpc-status-details-bin"]
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status_pb2.Status.FromString(details).details:
        detail.Unpack(info) or detail.Unpack(bad)
    return error.code(), info.reason, [one.field for one in bad.field_violations]


async def refused(coroutine) -> tuple[grpc.StatusCode, str, list[str]]:
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await coroutine
    return read(error.value)


async def test_a_call_goes_to_its_service_and_back(edge: Edge):
    survey = new_id()
    answered = await answer(edge, survey, 4)
    assert (answered.survey.survey_id, answered.survey.score) == (survey, 4)


async def test_the_tenant_follows_from_the_key_alone(edge: Edge):
    await answer(edge, new_id(), 5, ("heliodesk-tenant", "victim"), ("heliodesk-command", "mine"))
    heard = edge.surveys.calls[-1]
    assert heard.tenant == edge.tenant
    assert heard.command_id != "mine"
    assert [value for name, value in heard.metadata if name == "heliodesk-tenant"] == [edge.tenant]
    assert "authorization" not in dict(heard.metadata)


async def test_who_shows_no_key_is_unauthenticated(edge: Edge):
    request = feedback.GetSurveyRequest(survey_id=new_id())
    unknown = ("authorization", "Bearer nobody")
    for metadata, reason in (((), "API_KEY_MISSING"), ((unknown,), "API_KEY_UNKNOWN")):
        got = await refused(call(edge, "GetSurvey", request, feedback.GetSurveyResponse, *metadata))
        assert got == (grpc.StatusCode.UNAUTHENTICATED, reason, [])


async def test_another_shops_survey_is_not_found(edge: Edge):
    survey = new_id()
    await answer(edge, survey)
    request, other = feedback.GetSurveyRequest(survey_id=survey), ("x-api-key", edge.other_key)
    got = await refused(call(edge, "GetSurvey", request, feedback.GetSurveyResponse, other))
    assert got == (grpc.StatusCode.NOT_FOUND, "SURVEY_NOT_FOUND", [])


async def test_the_service_enforces_the_rules_of_the_contract(edge: Edge):
    got = await refused(answer(edge, "7", 9))
    assert got == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELDS", ["survey_id", "score"])


async def test_a_service_that_is_away_is_unavailable(edge: Edge):
    await edge.stop_surveys()
    got = await refused(answer(edge, new_id()))
    assert got == (grpc.StatusCode.UNAVAILABLE, "AWAY", [])


async def test_a_fault_of_a_service_tells_nothing_of_it(edge: Edge):
    request, who = feedback.GetSatisfactionRequest(), ("x-api-key", edge.key)
    got = await refused(call(edge, "GetSatisfaction", request, feedback.GetSatisfactionResponse, who))
    assert got == (grpc.StatusCode.INTERNAL, "INTERNAL", [])


async def test_the_deadline_of_the_caller_goes_on(edge: Edge):
    edge.surveys.may_answer.clear()
    request = feedback.AnswerSurveyRequest(survey_id=new_id(), score=1)
    who = ("x-api-key", edge.key)
    pending = asyncio.create_task(call(edge, "AnswerSurvey", request, feedback.AnswerSurveyResponse, who, timeout=2))
    await eventually(lambda: edge.surveys.calls)
    left = edge.surveys.calls[-1].deadline - asyncio.get_running_loop().time()
    assert 0 < left <= 2
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await pending
    assert error.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


async def test_an_idempotency_key_holds_for_grpc_too(edge: Edge):
    survey, key = new_id(), ("idempotency-key", "k")
    first = await answer(edge, survey, 5, key)
    assert await answer(edge, survey, 5, key) == first
    assert len(edge.surveys.calls) == 1
    got = await refused(answer(edge, survey, 4, key))
    assert got == (grpc.StatusCode.ABORTED, "IDEMPOTENCY_KEY_REUSED", [])
    again = ("idempotency-key", "k2")
    for _ in range(2):
        got = await refused(answer(edge, survey, 4, again))
        assert got == (grpc.StatusCode.ABORTED, "ALREADY_ANSWERED", [])
    assert len(edge.surveys.calls) == 2


async def test_a_call_that_there_is_not_is_unimplemented(edge: Edge):
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await call(edge, "Nothing", feedback.GetSurveyRequest(), feedback.GetSurveyResponse)
    assert error.value.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_health_needs_no_key(edge: Edge):
    async with edge.channel() as channel:
        for service in ("", SERVICE):
            status = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(service=service))
            assert status.status == health_pb2.HealthCheckResponse.SERVING


async def test_a_client_learns_every_call_by_reflection(edge: Edge):
    def learn() -> set[str]:
        with grpc.insecure_channel(edge.grpc_address) as channel:
            database = ProtoReflectionDescriptorDatabase(channel)
            names = [name for name in database.get_services() if name.startswith("heliodesk.")]
            pool = DescriptorPool(database)
            return {method.full_name for name in names for method in pool.FindServiceByName(name).methods}

    known = {method.full_name for service in services() for method in service.methods}
    assert await asyncio.to_thread(learn) == known
