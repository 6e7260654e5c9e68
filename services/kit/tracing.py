"""Records spans with the OpenTelemetry SDK and sends them over OTLP. Imported only where an endpoint is set."""

from __future__ import annotations

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import NonRecordingSpan, SpanContext, Status, StatusCode, TraceFlags


class Recorder:
    """Every trace is recorded: who wants a share of them samples in the collector, which sees whole traces."""

    def __init__(self, service: str, endpoint: str, exporter: SpanExporter | None = None) -> None:
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": f"heliodesk-{service}"}), shutdown_on_exit=False
        )
        insecure = not endpoint.startswith("https")
        exporter = exporter or OTLPSpanExporter(endpoint=endpoint, insecure=insecure)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("heliodesk")

    def start(self, name: str, traceparent: str, attributes: dict) -> tuple[trace.Span, str]:
        """(the span, its own traceparent)."""
        parent = SpanContext(
            trace_id=int(traceparent[3:35], 16),
            span_id=int(traceparent[36:52], 16),
            is_remote=True,
            trace_flags=TraceFlags(TraceFlags.SAMPLED),
        )
        started = self._tracer.start_span(
            name, context=trace.set_span_in_context(NonRecordingSpan(parent)), attributes=attributes
        )
        own = started.get_span_context()
        return started, f"00-{own.trace_id:032x}-{own.span_id:016x}-01"

    def end(self, span: trace.Span, tenant: str | None, error: BaseException | None) -> None:
        """`tenant` is whose work it turned out to be. The message of the error stays out: it may hold what a customer
        wrote."""
        if tenant:
            span.set_attribute("tenant", tenant)
        if error is not None:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
        span.end()

    def close(self) -> None:
        self._provider.shutdown()
