"""A call through a real gRPC server and client: what goes in, what comes back, what it costs to be late."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status as standard
from heliodesk.commerce.v1 import events_pb2 as commerce_events
from heliodesk.commerce.v1 import service_pb2 as commerce
from heliodesk.feedback.v1 import service_pb2 as feedback
from prometheus_client import REGISTRY

from services.kit.errors import Away, RefusalKind, Refused, Violation
from services.kit.health import Health
from services.kit.ids import is_uuid, new_id
from services.kit.rpc import Call, Client, PeerFailed, Server, serve
from services.kit.settings import Settings
from services.kit.telemetry import SpanName, span
from tests.support.streams import eventually

FEEDBACK = "heliodesk.feedback.v1.FeedbackService"
COMMERCE = "heliodesk.commerce.v1.CommerceService"


class Feedback:
    """Answers what each test wants answered."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.error: BaseException | None = None
        self.held: asyncio.Event | None = None
        self.cancelled = asyncio.Event()
        self.inner: Client | None = None

    async def GetSurvey(self, request: feedback.GetSurveyRequest, call: Call) -> feedback.GetSurveyResponse:
        self.calls.append(call)
        if self.error is not None:
            raise self.error
        if self.held is not None:
            await self._wait()
        return feedback.GetSurveyResponse(survey={"survey_id": request.survey_id})

    async def _wait(self) -> None:
        try:
            await self.held.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise

    async def GetSatisfaction(self, request, call: Call) -> feedback.GetSatisfactionResponse:
        """Asks another call in turn."""
        self.calls.append(call)
        await self.inner.call("GetSurvey", survey(), tenant=call.tenant)
        return feedback.GetSatisfactionResponse()

    async def AnswerSurvey(self, request, call: Call): ...

    async def GetTicketSurvey(self, request, call: Call): ...


class Commerce:
    async def RecordOrderFact(self, request, call: Call) -> commerce.RecordOrderFactResponse:
        return commerce.RecordOrderFactResponse(order_id=request.order_id)


def survey() -> feedback.GetSurveyRequest:
    return feedback.GetSurveyRequest(survey_id=new_id())


@pytest.fixture
def servicer() -> Feedback:
    return Feedback()


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
async def server(servicer: Feedback, health: Health) -> AsyncIterator[Server]:
    settings = Settings(service="feedback", HELIODESK_GRPC_PORT=0, HELIODESK_DRAIN_TIMEOUT=2)
    running = await serve([(FEEDBACK, servicer), (COMMERCE, Commerce())], settings, health)
    yield running
    await running.stop()


@pytest.fixture
async def client(server: Server, servicer: Feedback) -> AsyncIterator[Client]:
    made = servicer.inner = Client(f"127.0.0.1:{server.port}", FEEDBACK)
    yield made
    await made.close()


async def test_an_answer_comes_back(client):
    request = survey()
    answer = await client.call("GetSurvey", request, tenant="acme")
    assert answer.survey.survey_id == request.survey_id


async def test_the_servicer_learns_who_calls_and_how(client, servicer):
    with span(SpanName.HTTP_REQUEST) as work:
        await client.call("GetSurvey", survey(), tenant="acme", command_id="cmd-1", timeout=3)
        await client.call("GetSurvey", survey(), tenant="acme")
    first, second = servicer.calls
    assert (first.tenant, first.command_id) == ("acme", "cmd-1")
    assert first.traceparent[3:35] == second.traceparent[3:35] == work.trace_id
    # The deadline travels in whole milliseconds, rounded up.
    assert 0 < first.deadline - asyncio.get_running_loop().time() < 3.1
    assert is_uuid(second.command_id)


@pytest.mark.parametrize("kind", RefusalKind)
async def test_a_refusal_arrives_as_it_was_raised(client, servicer, kind):
    servicer.error = Refused("SURVEY_CLOSED", "die Umfrage ist geschlossen ✓", kind, (Violation("a.b", "X", "y"),))
    with pytest.raises(Refused) as refused:
        await client.call("GetSurvey", survey(), tenant="acme")
    arrived = refused.value
    assert (arrived.reason, arrived.message, arrived.kind) == ("SURVEY_CLOSED", servicer.error.message, kind)
    assert arrived.violations == servicer.error.violations


async def test_what_is_away_is_told_and_why_is_not(client, servicer):
    servicer.error = Away("the store", "mongodb://user:secret@db refused")
    with pytest.raises(Away, match="the store is away") as away:
        await client.call("GetSurvey", survey(), tenant="acme")
    assert "secret" not in str(away.value)


async def test_what_nobody_expected_tells_nothing_of_itself(client, servicer):
    servicer.error = ValueError("what a customer wrote")
    with pytest.raises(PeerFailed) as failed:
        await client.call("GetSurvey", survey(), tenant="acme")
    assert "customer" not in str(failed.value)


async def test_a_request_that_breaks_its_rules_never_reaches_the_servicer(client, servicer):
    with pytest.raises(Refused) as refused:
        await client.call("GetSurvey", feedback.GetSurveyRequest(survey_id="7"), tenant="acme")
    assert refused.value.kind is RefusalKind.INVALID
    assert [(one.field, one.reason) for one in refused.value.violations] == [("survey_id", "NOT_A_UUID")]
    assert servicer.calls == []


async def test_a_great_many_broken_fields_still_fit_into_an_answer(server):
    client = Client(f"127.0.0.1:{server.port}", COMMERCE)
    lines = [commerce_events.OrderLine(line_id="x" * 65)] * 500
    request = commerce.RecordOrderFactRequest(order_id="o", fact_id="f", placed=commerce.Placed(lines=lines))
    with pytest.raises(Refused) as refused:
        await client.call("RecordOrderFact", request, tenant="acme")
    assert refused.value.reason == "INVALID_FIELDS"
    assert refused.value.violations[0].field == "placed.customer_id"
    await client.close()


@pytest.mark.parametrize("tenant", ["", "Acme", "a/b"])
async def test_a_call_for_nobody_is_not_let_in(client, servicer, tenant):
    with pytest.raises(Refused) as refused:
        await client.call("GetSurvey", survey(), tenant=tenant)
    assert (refused.value.kind, refused.value.reason) == (RefusalKind.UNAUTHENTICATED, "NO_TENANT")
    assert servicer.calls == []


async def test_a_message_over_the_limit_is_too_large(client):
    request = feedback.AnswerSurveyRequest(survey_id=new_id(), score=5, comment="x" * 1_600_000)
    with pytest.raises(Refused) as refused:
        await client.call("AnswerSurvey", request, tenant="acme")
    assert (refused.value.kind, refused.value.reason) == (RefusalKind.TOO_LARGE, "TOO_LARGE")


async def test_who_is_late_is_away_and_its_work_is_given_up(client, servicer):
    servicer.held = asyncio.Event()
    with pytest.raises(Away, match="DEADLINE_EXCEEDED"):
        await client.call("GetSurvey", survey(), tenant="acme", timeout=0.1)
    async with asyncio.timeout(5):
        await servicer.cancelled.wait()


async def test_a_call_within_a_call_ends_no_later_than_that_one(client, servicer):
    await client.call("GetSatisfaction", feedback.GetSatisfactionRequest(), tenant="acme", timeout=2)
    outer, inner = servicer.calls
    assert inner.deadline <= outer.deadline + 0.05
    assert inner.traceparent[3:35] == outer.traceparent[3:35]


async def test_a_peer_that_is_not_there_is_away_and_is_found_again(servicer, health):
    settings = Settings(service="feedback", HELIODESK_GRPC_PORT=0)
    server = await serve([(FEEDBACK, servicer)], settings, health)
    client = Client(f"127.0.0.1:{server.port}", FEEDBACK)
    await client.call("GetSurvey", survey(), tenant="acme")
    await server.stop()
    with pytest.raises(Away):
        await client.call("GetSurvey", survey(), tenant="acme")
    again = await serve([(FEEDBACK, servicer)], Settings(service="feedback", HELIODESK_GRPC_PORT=server.port), health)
    async with asyncio.timeout(5):
        while True:
            try:
                await client.call("GetSurvey", survey(), tenant="acme")
                break
            except Away:
                await asyncio.sleep(0.02)
    await client.close()
    await again.stop()


async def test_a_call_in_hand_is_answered_before_the_server_stops(servicer, health):
    servicer.held = asyncio.Event()
    server = await serve([(FEEDBACK, servicer)], Settings(service="feedback", HELIODESK_GRPC_PORT=0), health)
    client = Client(f"127.0.0.1:{server.port}", FEEDBACK)
    call = asyncio.create_task(client.call("GetSurvey", survey(), tenant="acme"))
    async with asyncio.timeout(5):
        while not servicer.calls:
            await asyncio.sleep(0)
        stopping = asyncio.create_task(server.stop())
        await asyncio.sleep(0)
        servicer.held.set()
        assert (await call).survey.survey_id
        await stopping
    await client.close()


async def test_a_taken_port_is_told_in_one_line(server, health):
    taken = Settings(service="feedback", HELIODESK_GRPC_PORT=server.port)
    with pytest.raises(OSError, match=f"gRPC can't listen on 127.0.0.1:{server.port}: is the port taken"):
        await serve([(FEEDBACK, Feedback())], taken, health)


async def test_a_servicer_must_have_every_call_of_its_service(health):
    with pytest.raises(TypeError, match="Commerce lacks GetSurvey, "):
        await serve([(FEEDBACK, Commerce())], Settings(service="feedback", HELIODESK_GRPC_PORT=0), health)


async def test_its_health_is_the_readiness_of_the_process(server, health):
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        health.failing("kafka", "away")
        watch = stub.Watch(health_pb2.HealthCheckRequest(service=FEEDBACK))
        async with asyncio.timeout(5):
            while (await watch.read()).status != health_pb2.HealthCheckResponse.NOT_SERVING:
                pass
            health.ok("kafka")
            assert (await watch.read()).status == health_pb2.HealthCheckResponse.SERVING
        answer = await stub.Check(health_pb2.HealthCheckRequest())
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
        watch.cancel()


async def test_reflection_tells_the_services(server):
    def ask() -> list[str]:
        with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
            return list(ProtoReflectionDescriptorDatabase(channel).get_services())

    assert {FEEDBACK, COMMERCE, "grpc.health.v1.Health"} <= set(await asyncio.to_thread(ask))


async def test_a_stranger_reads_the_reason_from_the_standard_status(server, servicer):
    servicer.error = Refused("NO_SUCH_SURVEY", "there is no such survey", RefusalKind.NOT_FOUND)
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        call = channel.unary_unary(f"/{FEEDBACK}/GetSurvey")(
            survey().SerializeToString(), metadata=(("heliodesk-tenant", "acme"),)
        )
        with pytest.raises(grpc.aio.AioRpcError) as error:
            await call
        assert error.value.code() is grpc.StatusCode.NOT_FOUND
        (info,) = (await standard.aio.from_call(call)).details
    assert b"NO_SUCH_SURVEY" in info.value and b"heliodesk" in info.value


async def test_each_call_is_measured_by_its_code(client, servicer):
    def count(code: str) -> float:
        labels = {"method": f"{FEEDBACK}.GetSurvey", "code": code}
        return REGISTRY.get_sample_value("heliodesk_rpc_seconds_count", labels) or 0

    fine, missing = count("OK"), count("NOT_FOUND")
    await client.call("GetSurvey", survey(), tenant="acme")
    servicer.error = Refused("NO_SUCH_SURVEY", "no", RefusalKind.NOT_FOUND)
    with pytest.raises(Refused):
        await client.call("GetSurvey", survey(), tenant="acme")
    # The server counts when its answer is on the way, and the client may have it by then.
    await eventually(lambda: (count("OK"), count("NOT_FOUND")) == (fine + 1, missing + 1))


async def test_a_call_in_hand_is_counted_until_it_is_answered(client, servicer):
    def waiting() -> float:
        return REGISTRY.get_sample_value("heliodesk_requests_in_flight", {"kind": "rpc"}) or 0

    before, servicer.held = waiting(), asyncio.Event()
    calls = [asyncio.create_task(client.call("GetSurvey", survey(), tenant="acme")) for _ in range(3)]
    await eventually(lambda: waiting() == before + 3)
    servicer.held.set()
    await asyncio.gather(*calls)
    await eventually(lambda: waiting() == before)
