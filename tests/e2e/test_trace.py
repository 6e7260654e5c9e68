"""One trace follows a message from the HTTP request through Kafka to the last consumer, as a collector sees it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import grpc
import httpx
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

from services.cli.local.process import LocalProcess
from services.cli.local.servers import ROOT
from services.cli.local.services import service_plan
from services.kit.broker import apply_topics
from services.kit.ids import new_id
from services.kit.settings import Settings
from tests.integration.local.conftest import wait_until

SERVICES = ("edge", "ticketing", "translation", "sla")
KEY = "hd_demo_demo_9Vb6Np1Hs7"
TEXT = "¿Dónde está mi paquete? Llevo dos semanas esperando."


@dataclass(frozen=True)
class Span:
    """A span as it came to the collector. `about` is the attribute that says what the work was about."""

    id: str
    parent: str
    service: str
    name: str
    about: str
    tenant: str


class Collector(trace_service_pb2_grpc.TraceServiceServicer):
    """Takes spans over OTLP, as a collector would."""

    def __init__(self) -> None:
        self.requests: list[trace_service_pb2.ExportTraceServiceRequest] = []

    def Export(self, request, context) -> trace_service_pb2.ExportTraceServiceResponse:
        self.requests.append(request)
        return trace_service_pb2.ExportTraceServiceResponse()

    def trace(self, trace_id: str) -> list[Span]:
        return [
            _span(resource, span)
            for request in list(self.requests)
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
            if span.trace_id.hex() == trace_id
        ]


def _span(resource, span) -> Span:
    where = {one.key: one.value.string_value for one in resource.resource.attributes}
    what = {one.key: one.value.string_value for one in span.attributes}
    about = what.get("type") or what.get("method") or what.get("kind", "")
    return Span(
        id=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        service=where["service.name"].removeprefix("heliodesk-"),
        name=span.name,
        about=about.rpartition(".")[2],
        tenant=what.get("tenant", ""),
    )


@pytest.fixture
def collector(unused_tcp_port) -> Iterator[tuple[Collector, str]]:
    """It, and its endpoint."""
    server = grpc.server(ThreadPoolExecutor(2))
    made = Collector()
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(made, server)
    server.add_insecure_port(f"127.0.0.1:{unused_tcp_port}")
    server.start()
    yield made, f"http://127.0.0.1:{unused_tcp_port}"
    server.stop(grace=1).wait()


@pytest.fixture
def edge_url(kafka_servers, mongodb_uri, database, port_base, collector, tmp_path) -> Iterator[str]:
    """The edge of a platform that sends its spans to the collector."""
    apply_topics(kafka_servers)
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "MONGODB_URI": mongodb_uri,
        "HELIODESK_DATABASE": database.name,
        "HELIODESK_SHOPS": str(ROOT / "samples" / "shops.yaml"),
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector[1],
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    services = [LocalProcess(service_plan(name, tmp_path, port_base, env)) for name in SERVICES]
    with ThreadPoolExecutor(len(services)) as pool:
        try:
            list(pool.map(LocalProcess.start, services))
            settings = Settings(service="edge", HELIODESK_PORT_BASE=str(port_base))
            yield f"http://127.0.0.1:{settings.http_port}"
        finally:
            list(pool.map(LocalProcess.stop, services))


def test_one_trace_follows_a_message_to_the_last_consumer(edge_url, collector):
    trace_id, caller = new_id().replace("-", ""), "b7ad6b7169203331"
    message = {
        "channel": "email",
        "thread": new_id(),
        "external_id": "msg-1",
        "from": {"address": "maria@customer.example"},
        "text": TEXT,
    }
    headers = {"authorization": f"Bearer {KEY}", "traceparent": f"00-{trace_id}-{caller}-01"}
    answer = httpx.post(f"{edge_url}/v1/messages", json=message, headers=headers)
    assert answer.status_code == 200, answer.text

    spans = collector[0]

    def found(service: str, name: str, about: str = "") -> list[Span]:
        return [
            span
            for span in spans.trace(trace_id)
            if (span.service, span.name) == (service, name) and about in ("", span.about)
        ]

    def one(*wanted: str) -> Span:
        (span,) = found(*wanted)
        return span

    last = ("ticketing", "event.handle", "MessageTranslated")
    wait_until(lambda: found(*last) and found("sla", "event.handle", "TicketOpened"), 60)

    request = one("edge", "http.request")
    call = one("edge", "rpc.call", "ReceiveMessage")
    serve = one("ticketing", "rpc.serve", "ReceiveMessage")
    command = one("ticketing", "command.handle", "ticket")
    assert [span.parent for span in (request, call, serve, command)] == [caller, request.id, call.id, serve.id]

    prepared = one("translation", "event.prepare", "MessageReceived")
    translated = one("translation", "event.handle", "MessageReceived")
    promised = one("sla", "event.handle", "TicketOpened")
    assert {span.parent for span in (prepared, translated, promised)} == {command.id}
    assert one(*last).parent == translated.id

    handled = [span for span in spans.trace(trace_id) if span.name.endswith(".handle")]
    assert {span.tenant for span in handled} == {"demo"}
    sent = str(spans.requests)
    assert "event.handle" in sent
    assert "paquete" not in sent and "maria" not in sent, "no words of customers"
