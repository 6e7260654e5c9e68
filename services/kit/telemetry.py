"""The one list of metric and span names, and the trace that follows a message through every process.

A process always hands the trace on (W3C `traceparent` in gRPC metadata, HTTP headers and Kafka headers), so that logs
and events are linked. Spans are recorded and sent only where an OTLP endpoint is set; elsewhere they cost next to
nothing.
"""

from __future__ import annotations

import random
import re
from contextvars import ContextVar, Token
from enum import StrEnum

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_COUNTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

HANDLER_SECONDS = Histogram(
    "heliodesk_handler_seconds",
    "Time that a handler took to decide on one event: decided, refused or crashed",
    ("service", "handler", "outcome"),
    buckets=_FAST,
)
CONSUMER_LAG = Gauge("heliodesk_consumer_lag", "Events that a group has still to read", ("group", "topic", "partition"))
CONSUMER_EVENTS = Counter(
    "heliodesk_consumer_events",
    "Events read: done, failed or gap; of the load's windows applied, repeated, skipped, failed or unreadable",
    ("group", "type", "outcome"),
)
EVENT_LATENCY_SECONDS = Histogram(
    "heliodesk_event_latency_seconds",
    "From when something happened until a group has handled its event, and published what that caused, in seconds of "
    "the process's clock",
    ("group",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
)
DEAD_LETTERS = Counter(
    "heliodesk_dead_letters", "Events put aside because no retry would help", ("group", "topic", "reason")
)
OUTBOX_PENDING = Gauge("heliodesk_outbox_pending", "Events written and not yet published", ("service",))
OUTBOX_OLDEST_SECONDS = Gauge(
    "heliodesk_outbox_oldest_seconds", "Time since the oldest unpublished event was first seen", ("service",)
)
PUBLISHED = Counter("heliodesk_published_events", "Events that Kafka has acknowledged", ("topic", "type"))
STORE_CONFLICTS = Counter("heliodesk_store_conflicts", "Writes that lost a race and were decided again", ("kind",))
BATCH_SIZE = Histogram("heliodesk_batch_events", "Events in one batch of a consumer", ("group",), buckets=_COUNTS)
BATCH_STAGE_SECONDS = Histogram(
    "heliodesk_batch_stage_seconds",
    "Time of one batch by stage: decode, load, decide, save, publish, commit",
    ("group", "stage"),
    buckets=_FAST,
)
RPC_SECONDS = Histogram("heliodesk_rpc_seconds", "Time of one gRPC call served", ("method", "code"), buckets=_FAST)
RPC_CLIENT_SECONDS = Histogram(
    "heliodesk_rpc_client_seconds", "Time of one gRPC call made to a peer", ("method", "code"), buckets=_FAST
)
HTTP_SECONDS = Histogram(
    "heliodesk_http_seconds", "Time of one HTTP request", ("route", "method", "status"), buckets=_FAST
)
REQUESTS_IN_FLIGHT = Gauge(
    "heliodesk_requests_in_flight",
    "Requests that wait for their answer: http (until it begins, since a live stream never ends) and rpc",
    ("kind",),
)
EDGE_LIMITED = Counter(
    "heliodesk_edge_limited",
    "Calls that were too many, by the limit that said no: reads, writes, those of a customer or of a shop, failures",
    ("limit",),
)
EDGE_CREDENTIALS = Counter(
    "heliodesk_edge_credentials",
    "Credentials that were shown at the edge: good, the reason of their refusal, or AWAY where it couldn't be known",
    ("outcome",),
)
EDGE_AUDIT_UNTOLD = Counter(
    "heliodesk_edge_audit_untold", "Lines of the audit whose outcome was known and could not be written"
)
PART_NOT_READY = Gauge(
    "heliodesk_part_not_ready",
    "Whether a part of a process (a consumer, the store) can't work now, or not yet",
    ("part",),
)
SLA_DETECTION_LAG_SECONDS = Histogram(
    "heliodesk_sla_detection_lag_seconds",
    "From the instant of a warning or a breach until it was told, in seconds of the process's clock",
    ("kind",),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600),
)
SLA_TIMERS_RANG = Counter("heliodesk_sla_timers_rang", "Timers that made a clock warn or breach", ("outcome",))
SLA_WAIT_ESTIMATES = Counter(
    "heliodesk_sla_wait_estimates",
    "Waits that were estimated, by what became of them: right (within 2 minutes, or half of it), early or late",
    ("verdict",),
)
SLA_WAIT_ESTIMATE_ERROR_RATIO = Histogram(
    "heliodesk_sla_wait_estimate_error_ratio",
    "By which share of the actual wait for the first answer the estimate was wrong",
    buckets=(0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32),
)
SLA_SURGES = Counter("heliodesk_sla_surges", "Surges, by what was told of them: detected or ended", ("outcome",))
TIMERS_UNFIRED = Gauge(
    "heliodesk_timers_unfired", "Timers that the last audit found missing, or overdue and not rung", ("name",)
)
TIMERS_REPAIRED = Counter("heliodesk_timers_repaired", "Timers that an audit has rung or put back", ("name",))
TIMERS_AUDITED_AT = Gauge(
    "heliodesk_timers_audited_timestamp_seconds", "When the last audit ended, in seconds since 1970", ("name",)
)
ESCALATIONS_STARTED = Counter("heliodesk_escalations_started", "Escalations whose first step came", ("trigger",))
ESCALATION_STEPS = Counter(
    "heliodesk_escalation_steps",
    "Steps of escalations by kind: taken, failed, nobody_reached, or put_off for a while",
    ("kind", "outcome"),
)
LOYALTY_POINTS = Gauge(
    "heliodesk_loyalty_points",
    "Points of a shop's members at the last sweep: outstanding (with those pending), pending, owed, and expired so far",
    ("tenant", "kind"),
)
LOYALTY_LIABILITY = Gauge(
    "heliodesk_loyalty_liability_minor_units",
    "What the points outstanding are worth, in minor units of the programme's currency",
    ("tenant", "currency"),
)
LOYALTY_BREAKAGE_RATIO = Gauge(
    "heliodesk_loyalty_breakage_ratio",
    "Of the points that were used or have expired, the share that expired",
    ("tenant",),
)
LOYALTY_MATURING_LAG_SECONDS = Histogram(
    "heliodesk_loyalty_maturing_lag_seconds",
    "From the instant at which points were to be released or expire, or a tier to be looked at, until that was done, "
    "in seconds of the process's clock",
    buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600),
)
TRANSLATION_MESSAGES = Counter(
    "heliodesk_translation_messages",
    "Messages of tickets by the customer's language (empty: not known) and by what became of them; the reason says why "
    "one was left as it is",
    ("direction", "language", "outcome", "reason"),
)
TRANSLATION_ENGINE_SECONDS = Histogram(
    "heliodesk_translation_engine_seconds",
    "Time of one request to a translation engine: answered, away or refused",
    ("engine", "outcome"),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
TRANSLATION_ENGINE_REQUESTS = Counter(
    "heliodesk_translation_engine_requests",
    "Requests to a translation engine by pair: answered, away or refused",
    ("engine", "pair", "outcome"),
)
TRANSLATION_ENGINE_CHECKED = Counter(
    "heliodesk_translation_engine_checked",
    "Answers of a translation engine that were checked, by pair: sound, or faulty (a token or a term didn't survive)",
    ("engine", "pair", "verdict"),
)
TRANSLATION_ENGINE_CHARACTERS = Counter(
    "heliodesk_translation_engine_characters", "Characters that a translation engine has billed", ("engine",)
)
TRANSLATION_ENGINE_COST = Counter(
    "heliodesk_translation_engine_cost_minor_units",
    "What they cost by the prices in the shops' policies, in minor units",
    ("engine", "currency"),
)
TRANSLATION_BREAKER_OPEN = Gauge(
    "heliodesk_translation_breaker_open",
    "Whether an engine, or one pair of it, is kept from texts since it failed (an empty pair: the engine as a whole)",
    ("engine", "pair"),
)
WEBHOOK_DELIVERIES = Counter(
    "heliodesk_webhook_deliveries",
    "Attempts to send a webhook, by what came of it: delivered, retried (it will be tried again), given_up or gone",
    ("outcome",),
)
WEBHOOK_ATTEMPT_SECONDS = Histogram(
    "heliodesk_webhook_attempt_seconds",
    "Time of one attempt to send a webhook, looking the name up included",
    ("outcome",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15),
)
WEBHOOK_OLDEST_DUE_SECONDS = Gauge(
    "heliodesk_webhook_oldest_due_seconds",
    "For how long the endpoint has waited for a sender that has waited longest, in seconds of the process's clock",
)
FEEDBACK_ANSWERS = Counter("heliodesk_feedback_answers", "Surveys answered, by score: 1 to 5", ("score",))


class TimesByCode(dict):
    """Status code -> the histogram of one method, found once: finding it costs more than using it."""

    def __init__(self, histogram: Histogram, method: str) -> None:
        self._histogram = histogram
        self._method = method

    def __missing__(self, code: str) -> Histogram:
        self[code] = self._histogram.labels(self._method, code)
        return self[code]


class SpanName(StrEnum):
    """What a span can be called; what it was about stands in its attributes."""

    HTTP_REQUEST = "http.request"
    RPC_SERVE = "rpc.serve"
    RPC_CALL = "rpc.call"
    EVENT_PREPARE = "event.prepare"
    EVENT_HANDLE = "event.handle"
    COMMAND_HANDLE = "command.handle"
    BATCH = "consumer.batch"
    OUTBOX_PUBLISH = "outbox.publish"
    TIMER_FIRE = "timer.fire"


_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_current: ContextVar[span | None] = ContextVar("heliodesk_span", default=None)
# Trace ids need to be unlike one another, not secret; this one is seeded by the system.
_random = random.Random()
_recorder = None


class span:
    """One piece of work within a trace: the one that `traceparent` names, else the current one, else a new one.

    Use as a context manager. Attributes are bounded facts, never texts of customers; `tenant` also goes into the logs.
    """

    __slots__ = ("_attributes", "_name", "_recorded", "_token", "tenant", "traceparent")

    def __init__(self, name: str, traceparent: str | None = None, **attributes: str | int | float | bool) -> None:
        parent = _current.get()
        self._name = name
        self._attributes = attributes
        self._recorded = None
        self.tenant = attributes.get("tenant") or (parent.tenant if parent else None)
        if traceparent and _TRACEPARENT.fullmatch(traceparent):
            self.traceparent = traceparent
        else:
            self.traceparent = parent.traceparent if parent else new_traceparent()

    def __enter__(self) -> span:
        if _recorder is not None:
            self._recorded, self.traceparent = _recorder.start(self._name, self.traceparent, self._attributes)
        self._token: Token = _current.set(self)
        return self

    def __exit__(self, kind, error, trace) -> None:
        _current.reset(self._token)
        if self._recorded is not None:
            _recorder.end(self._recorded, self.tenant, error)

    @property
    def trace_id(self) -> str:
        """32 hex digits."""
        return self.traceparent[3:35]


def current_span() -> span | None:
    """The work in hand, None outside of any."""
    return _current.get()


def current_traceparent() -> str:
    """The W3C traceparent to hand on; empty outside of any span."""
    found = _current.get()
    return found.traceparent if found else ""


def exemplar() -> dict[str, str] | None:
    """What a measurement says of the trace that it belongs to; None where the trace is sent nowhere."""
    found = _current.get()
    return {"trace_id": found.trace_id} if found and _recorder is not None else None


def new_traceparent() -> str:
    """The start of a trace of its own: not sampled, unless a recorder takes it up."""
    return f"00-{_random.getrandbits(128) or 1:032x}-{_random.getrandbits(64) or 1:016x}-00"


def configure(service: str, endpoint: str | None) -> None:
    """Sends spans to this OTLP gRPC endpoint from now on; without one, stops recording."""
    global _recorder
    if _recorder is not None:
        _recorder.close()
        _recorder = None
    if endpoint:
        # The SDK takes a third of a second to import: only who exports pays for it.
        from services.kit.tracing import Recorder

        _recorder = Recorder(service, endpoint)


def shutdown() -> None:
    """Sends what was recorded and not yet sent. Call it last."""
    configure("", None)
