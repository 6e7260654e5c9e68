"""No credential, good or bad, stands in what the edge says of itself: its logs, its spans, its metrics."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import grpc
import httpx
import orjson
import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback
from pymongo.database import Database

from services.cli.local.process import LocalProcess
from services.cli.local.services import service_plan
from services.kit.broker import apply_topics
from services.kit.ids import new_id
from tests.integration.edge.conftest import SERVICE
from tests.support.oidc import AUDIENCE, OidcProvider
from tests.support.streams import eventually

FILE_KEY = "hd-the-files-own-key-1"
UNKNOWN_KEY = "hd-nobody-has-this-key-2"


class Spans(grpc.GenericRpcHandler):
    """An OTLP receiver that keeps what comes as the bytes that it is."""

    def __init__(self) -> None:
        self.said = b""

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        return grpc.unary_unary_rpc_method_handler(self._take)

    async def _take(self, message: bytes, context: grpc.aio.ServicerContext) -> bytes:
        self.said += message
        return b""


@dataclass
class Watched:
    """The edge as a process, and all that it says."""

    base: int
    log: Path
    spans: Spans
    provider: OidcProvider
    process: LocalProcess
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.base}"


@pytest.fixture
async def watched(
    kafka_servers, mongodb_uri, database: Database, port_base: int, tmp_path: Path
) -> AsyncIterator[Watched]:
    await asyncio.to_thread(apply_topics, kafka_servers)
    spans, base = Spans(), port_base + 20
    receiver = grpc.aio.server()
    receiver.add_generic_rpc_handlers((spans,))
    otlp = receiver.add_insecure_port("127.0.0.1:0")
    await receiver.start()
    with OidcProvider() as provider:
        shops = tmp_path / "shops.yaml"
        who = {"issuer": provider.issuer, "audience": AUDIENCE, "tenant": "kumo"}
        shops.write_bytes(orjson.dumps({"shops": [{"name": "kumo", "keys": [FILE_KEY]}], "providers": [who]}))
        env = {
            "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
            "MONGODB_URI": mongodb_uri,
            "HELIODESK_DATABASE": database.name,
            "HELIODESK_SHOPS": str(shops),
            "HELIODESK_LOG_LEVEL": "debug",
            "HELIODESK_CALL_TIMEOUT": "1",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{otlp}",
        }
        plan = service_plan("edge", tmp_path, base, env)
        process = await asyncio.to_thread(LocalProcess(plan).start)
        try:
            yield Watched(base, plan.log, spans, provider, process)
        finally:
            await asyncio.to_thread(process.stop)
            await receiver.stop(0)


async def collect(watched: Watched, http: httpx.AsyncClient) -> None:
    """Credentials of all kinds."""
    made = []
    for _ in range(2):
        answer = await http.post("/v1/api-keys", json={"name": "a test's", "scopes": ["feedback:read"]})
        assert answer.status_code == 200, answer.text
        made.append(answer.json())
    await http.post(f"/v1/api-keys/{made[1]['key']['key_id']}/revocation", json={})
    token = watched.provider.token
    good = token("agent-1", roles=["agent"])
    watched.secrets = {
        "of the file": FILE_KEY,
        "nobody's": UNKNOWN_KEY,
        "made": made[0]["api_key"],
        "revoked": made[1]["api_key"],
        "mistyped": made[0]["api_key"][:-1] + ("a" if made[0]["api_key"][-1] != "a" else "b"),
        "a person's": good,
        "expired": token("agent-1", roles=["agent"], exp=1_600_000_000),
        "for somebody else": token("agent-1", aud="elsewhere"),
        "of an unknown issuer": token("agent-1", iss="https://elsewhere.example"),
        "badly signed": good[:-8] + "AAAAAAAA",
    }


async def show_everywhere(http: httpx.AsyncClient, secret: str) -> None:
    """In every place where one may be, and in those where it is by mistake; calls that are answered, refused and that
    fail, since nobody is behind the edge."""
    for headers in (
        {"authorization": f"Bearer {secret}"},
        {"x-api-key": secret},
        {"authorization": f"Basic {secret}"},
        {"authorization": secret},
        {"cookie": f"token={secret}"},
        {"authorization": f"Bearer {FILE_KEY}", "idempotency-key": "k" + new_id()},
    ):
        await http.get(f"/v1/surveys/{new_id()}", headers=headers)
        await http.post(f"/v1/surveys/{new_id()}/answer", json={"score": 5}, headers=headers)
    for name in ("access_token", "api_key", "key"):
        await http.get("/v1/audit", params={name: secret}, headers={"x-api-key": FILE_KEY})
        await http.get("/v1/audit", params={name: secret}, headers={"x-api-key": secret})
        await http.get("/nowhere", params={name: secret})


async def call_everywhere(watched: Watched, secret: str) -> None:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{watched.base + 1}") as channel:
        send = channel.unary_unary(f"/{SERVICE}/AnswerSurvey")
        message = feedback.AnswerSurveyRequest(survey_id=new_id(), score=5).SerializeToString()
        for metadata in ((("authorization", f"Bearer {secret}"),), (("x-api-key", secret),)):
            for sent in (message, b"\xff\xff"):
                try:
                    await send(sent, metadata=metadata, timeout=5)
                except grpc.aio.AioRpcError as error:
                    assert secret not in str(error.details())


async def test_no_credential_is_in_what_the_edge_says_of_itself(watched: Watched):
    async with httpx.AsyncClient(base_url=watched.http, timeout=30, headers={"x-api-key": FILE_KEY}) as http:
        await collect(watched, http)
    async with httpx.AsyncClient(base_url=watched.http, timeout=30) as http:
        for secret in watched.secrets.values():
            await show_everywhere(http, secret)
            await call_everywhere(watched, secret)
        metrics = (await http.get(f"http://127.0.0.1:{watched.base + 2}/metrics")).text
    await asyncio.to_thread(watched.process.stop)
    await eventually(lambda: b"http.request" in watched.spans.said)
    log = watched.log.read_text()
    # They have said something at all: of calls that failed, and of credentials that were no good.
    assert '"event":"away"' in log and 'status="401"' in metrics
    # What is secret of a token is its signature; of a key, all that follows its id.
    parts = {
        name: secret.rpartition("." if secret.count(".") == 2 else "_")[2] for name, secret in watched.secrets.items()
    }
    for where, said in (("log", log), ("metrics", metrics), ("spans", watched.spans.said.decode("latin-1"))):
        assert [name for name, part in parts.items() if part in said] == [], where
