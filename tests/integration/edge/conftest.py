"""A running edge on the real Kafka and the real store, with one service behind it that is ours to hold and to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import grpc
import httpx
import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback

from services.edge.app import run
from services.kit.broker import apply_topics
from services.kit.errors import RefusalKind, Refused
from services.kit.health import Health
from services.kit.rpc import Call, serve
from services.kit.settings import Settings
from tests.support.streams import eventually

SERVICE = "heliodesk.feedback.v1.FeedbackService"
PORTS = ("HELIODESK_HTTP_PORT", "HELIODESK_GRPC_PORT", "HELIODESK_OPS_PORT", "HELIODESK_FEEDBACK_ADDRESS")


class Surveys:
    """Another process's service, as small as it can be: one answer for each survey. It counts its calls, and can be
    made to wait in the middle of one."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: dict[tuple[str, str], feedback.Survey] = {}
        self.commands: set[str] = set()
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def GetSurvey(self, request: feedback.GetSurveyRequest, call: Call) -> feedback.GetSurveyResponse:
        self.calls.append(call)
        survey = self.answers.get((call.tenant, request.survey_id))
        if survey is None:
            raise Refused("SURVEY_NOT_FOUND", f"no survey {request.survey_id}", RefusalKind.NOT_FOUND)
        return feedback.GetSurveyResponse(survey=survey)

    async def AnswerSurvey(self, request: feedback.AnswerSurveyRequest, call: Call) -> feedback.AnswerSurveyResponse:
        self.calls.append(call)
        await self.may_answer.wait()
        survey = feedback.Survey(survey_id=request.survey_id, score=request.score, comment=request.comment)
        kept = self.answers.setdefault((call.tenant, request.survey_id), survey)
        if kept != survey:
            raise Refused("ALREADY_ANSWERED", "the survey has its answer", RefusalKind.CONFLICT)
        self.commands.add(call.command_id)
        return feedback.AnswerSurveyResponse(survey=kept)

    async def GetTicketSurvey(self, request, call: Call) -> feedback.GetTicketSurveyResponse:
        await self.may_answer.wait()
        return feedback.GetTicketSurveyResponse()

    async def GetSatisfaction(self, request, call: Call) -> feedback.GetSatisfactionResponse:
        raise KeyError("what only our logs may say")


@dataclass
class Edge:
    """The edge from outside. `key` is the test's own shop's, `other_key` another's."""

    settings: Settings
    tenant: str
    key: str
    other_key: str
    surveys: Surveys
    http: httpx.AsyncClient
    stop: asyncio.Event
    backends: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def grpc_address(self) -> str:
        return f"127.0.0.1:{self.settings.grpc_port}"

    @property
    def http_address(self) -> str:
        return f"http://127.0.0.1:{self.settings.http_port}"

    def channel(self) -> grpc.aio.Channel:
        return grpc.aio.insecure_channel(self.grpc_address)

    async def make_key(self, *scopes: str) -> tuple[str, str]:
        """The id and the key of a new API key with these scopes."""
        made = await self.http.post("/v1/api-keys", json={"name": "a test's", "scopes": list(scopes)})
        assert made.status_code == 200, made.text
        return made.json()["key"]["key_id"], made.json()["api_key"]

    async def start_surveys(self) -> None:
        port = int(self.settings.feedback_address.rpartition(":")[2])
        own = self.settings.model_copy(update={"grpc_port": port, "drain_timeout": 0.1})
        server = await serve([(SERVICE, self.surveys)], own, Health())
        self.backends.push_async_callback(server.stop)

    async def stop_surveys(self) -> None:
        await self.backends.aclose()


def free_ports(count: int) -> list[int]:
    with socket.socket() as first, socket.socket() as second, socket.socket() as third, socket.socket() as fourth:
        sockets = (first, second, third, fourth)[:count]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def settings_of(kafka: str, mongodb: str, prefix: str, shops: Path) -> Settings:
    http, grpc_port, ops, surveys = free_ports(4)
    nobody = {f"HELIODESK_{name}_ADDRESS": "127.0.0.1:9" for name in ("TICKETING", "TRANSLATION", "SLA", "LOYALTY")}
    return Settings(
        service="edge",
        KAFKA_BOOTSTRAP_SERVERS=kafka,
        MONGODB_URI=mongodb,
        HELIODESK_DATABASE=prefix,
        HELIODESK_SHOPS=str(shops),
        HELIODESK_HTTP_PORT=http,
        HELIODESK_GRPC_PORT=grpc_port,
        HELIODESK_OPS_PORT=ops,
        HELIODESK_FEEDBACK_ADDRESS=f"127.0.0.1:{surveys}",
        HELIODESK_CALL_TIMEOUT=5,
        HELIODESK_DRAIN_TIMEOUT=1,
        **nobody,
    )


@pytest.fixture
def providers() -> str:
    """Who signs the tokens of people, as the file of shops says it: nobody, where a test doesn't override this."""
    return "[]"


@pytest.fixture
async def edge(kafka_servers, mongodb_uri, database, unique, tmp_path, providers) -> AsyncIterator[Edge]:
    await asyncio.to_thread(apply_topics, kafka_servers)
    tenant, key, other_key = f"shop-{unique}", f"hd_test_own_{unique}", f"hd_test_other_{unique}"
    shops = tmp_path / "shops.yaml"
    own, other = f"{{name: {tenant}, keys: [{key}]}}", f"{{name: other-{unique}, keys: [{other_key}]}}"
    shops.write_text(f"shops: [{own}, {other}]\nproviders: {providers}\n")
    settings = settings_of(kafka_servers, mongodb_uri, database.name, shops)
    stop = asyncio.Event()
    running = asyncio.create_task(run(settings, frozenset(), stop))
    address = f"http://127.0.0.1:{settings.http_port}"
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as http:
        made = Edge(settings, tenant, key, other_key, Surveys(), http, stop)
        await made.start_surveys()

        async def up() -> bool:
            if running.done():
                running.result()
            try:
                return (await http.get(f"http://127.0.0.1:{settings.ops_port}/health/ready")).status_code == 200
            except httpx.TransportError:
                return False

        await eventually(up)
        yield made
    stop.set()
    await asyncio.wait_for(running, 30)
    await made.stop_surveys()
