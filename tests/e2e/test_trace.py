"""One trace follows what a shop sends, from the HTTP request through Kafka to the last consumer, as a collector
sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import grpc
import httpx
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

from services.kit.ids import new_id
from tests.integration.local.conftest import wait_until
from tests.support.edge import KEY

CALLER = "b7ad6b7169203331"
TEXT = "¿Dónde está mi paquete? Llevo dos semanas esperando."
# What people wrote, and who they are: none of it is for a collector's eyes.
PRIVATE = ("paquete", "semanas", "package", "maria", "LAMP")


@dataclass(frozen=True)
class Span:
    """A span as it came to the collector: `name` says who did what, `about` of which call or event."""

    id: str
    parent: str
    name: str
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
    about = (what.get("type") or what.get("method") or what.get("kind", "")).rpartition(".")[2]
    service = where["service.name"].removeprefix("heliodesk-")
    name = f"{service} {span.name} {about}".strip()
    return Span(span.span_id.hex(), span.parent_span_id.hex(), name, what.get("tenant", ""))


@dataclass
class Traced:
    """A shop whose every request begins a trace, and what the collector has of them."""

    url: str
    collector: Collector
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=20))

    def post(self, path: str, body: dict[str, Any]) -> tuple[dict[str, Any], str]:
        """The answer, and the id of the trace."""
        trace_id = new_id().replace("-", "")
        headers = {
            "authorization": f"Bearer {KEY}",
            "idempotency-key": new_id(),
            "traceparent": f"00-{trace_id}-{CALLER}-01",
        }
        answer = self.http.post(f"{self.url}{path}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json(), trace_id

    def edges(self, trace_id: str) -> set[tuple[str, str]]:
        """(who did what, who did what because of it). `caller` is who sent the request."""
        spans = self.collector.trace(trace_id)
        names = {span.id: span.name for span in spans} | {CALLER: "caller"}
        return {(names.get(span.parent, "nobody"), span.name) for span in spans}


@pytest.fixture(scope="module")
def collector() -> Iterator[tuple[Collector, str]]:
    """It, and its endpoint."""
    server = grpc.server(ThreadPoolExecutor(2))
    made = Collector()
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(made, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield made, f"http://127.0.0.1:{port}"
    server.stop(grace=1).wait()


@pytest.fixture(scope="module")
def own_env(collector) -> Mapping[str, str]:
    return {"OTEL_EXPORTER_OTLP_ENDPOINT": collector[1], "OTEL_BSP_SCHEDULE_DELAY": "100"}


@pytest.fixture(scope="module")
def traced(platform, collector) -> Iterator[Traced]:
    made = Traced(f"http://127.0.0.1:{platform.env['HELIODESK_PORT_BASE']}", collector[0])
    yield made
    made.http.close()


@pytest.fixture(scope="module")
def rate() -> int:
    """Nothing else is to come due meanwhile."""
    return 1


# What each leads to, indented under what it is because of. A consumer that follows a ticket handles its other events,
# too: they move its mark.
MESSAGE = """
caller
  edge http.request POST
    edge rpc.call ReceiveMessage
      ticketing rpc.serve ReceiveMessage
        ticketing command.handle ticket
          sla event.handle TicketOpened
            escalation event.handle ClockStarted
          sla event.handle MessageReceived
          escalation event.handle TicketOpened
          escalation event.handle MessageReceived
          feedback event.handle TicketOpened
          feedback event.handle MessageReceived
          translation event.prepare MessageReceived
          translation event.handle MessageReceived
            ticketing event.handle MessageTranslated
              sla event.handle TicketLanguageDetected
              escalation event.handle TicketLanguageDetected
              feedback event.handle TicketLanguageDetected
"""
SOLVED = """
caller
  edge http.request POST
    edge rpc.call SetStatus
      ticketing rpc.serve SetStatus
        ticketing command.handle ticket
          sla event.handle TicketStatusChanged
            escalation event.handle ClockCancelled
          escalation event.handle TicketStatusChanged
          feedback event.handle TicketStatusChanged
"""
DELIVERED = """
caller
  edge http.request POST
    edge rpc.call RecordOrderFact
      edge rpc.serve RecordOrderFact
        edge command.handle order_feed
          ticketing event.handle OrderDelivered
          loyalty event.handle OrderDelivered
"""
PRICE = {"minor_units": 69800, "currency": "EUR"}
PLACED = {
    "customer_id": "cust-maria",
    "country": "ES",
    "total": PRICE,
    "lines": [{"line_id": "1", "sku": "LAMP", "quantity": 1, "unit_price": PRICE}],
}


@pytest.fixture(scope="module")
def ticket(traced) -> tuple[str, str]:
    """Its id, and the trace of the message that opened it."""
    message = {
        "channel": "email",
        "thread": new_id(),
        "external_id": "msg-1",
        "from": {"address": "maria@customer.example"},
        "text": TEXT,
    }
    answer, trace_id = traced.post("/v1/messages", message)
    return answer["ticket_id"], trace_id


def test_a_message_can_be_followed_to_the_last_consumer(traced, ticket):
    grows_to(traced, ticket[1], MESSAGE)


def test_a_solved_ticket_can_be_followed_to_its_survey(traced, ticket):
    grows_to(traced, ticket[1], MESSAGE)
    _, trace_id = traced.post(f"/v1/tickets/{ticket[0]}/status", {"status": "solved", "agent_id": "agent-1"})
    grows_to(traced, trace_id, SOLVED)


def test_an_order_can_be_followed_to_the_points_that_it_brings(traced):
    facts = f"/v1/orders/{new_id()}/facts"
    traced.post(facts, {"fact_id": "placed", "placed": PLACED})
    _, trace_id = traced.post(facts, {"fact_id": "delivered", "delivered": {}})
    grows_to(traced, trace_id, DELIVERED)


def test_a_collector_learns_whose_work_it_was_and_nothing_that_people_wrote(traced, ticket):
    grows_to(traced, ticket[1], MESSAGE)
    assert {span.tenant for span in traced.collector.trace(ticket[1])} == {"demo"}
    sent = str(traced.collector.requests)
    assert "TicketOpened" in sent
    assert [word for word in PRIVATE if word in sent] == []


def grows_to(traced: Traced, trace_id: str, tree: str) -> None:
    """Waits until the trace is this tree; each of its spans has come then, and none that isn't in it."""
    wanted = edges_of(tree)

    def differs() -> str:
        found = traced.edges(trace_id)
        return f"missing: {sorted(wanted - found)}, too many: {sorted(found - wanted)}"

    wait_until(lambda: traced.edges(trace_id) == wanted, 60, differs)


def edges_of(tree: str) -> set[tuple[str, str]]:
    """(who did what, who did what because of it), of an indented tree."""
    path: list[str] = []
    edges = set()
    for line in tree.strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        path[depth:] = [line.strip()]
        if depth:
            edges.add((path[depth - 1], path[depth]))
    return edges
