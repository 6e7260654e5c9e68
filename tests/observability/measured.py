"""What the platform measures, as Prometheus names it, and what its labels can say, as the code says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache

import grpc
import promql_parser
from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.utils import floatToGoString

from services.edge.contracts import BACKENDS
from services.edge.webhooks.domain.retrying import Ending as WebhookEnding
from services.escalation.domain.chain import Step
from services.escalation.domain.words import Trigger
from services.kit import telemetry
from services.kit.settings import SERVICES
from services.kit.topics import TOPICS
from services.sla.domain.wait import Verdict
from services.sla.timers import TimerKind
from services.translation.domain.routing.month import Ending
from services.translation.domain.translation import Direction, Outcome, Reason

Measured = Counter | Gauge | Histogram

_METHODS = sorted(method.full_name for its in BACKENDS.values() for service in its for method in service.methods)
_TYPES = sorted({event.full_name for t in TOPICS for event in t.events().DESCRIPTOR.message_types_by_name.values()})
_EVERYWHERE: Mapping[str, Iterable[object]] = {
    "group": sorted({group for topic in TOPICS for group in topic.readers}),
    "topic": [topic.name for topic in TOPICS],
    "type": _TYPES,
    "service": SERVICES,
    "method": _METHODS,
    "code": [code.name for code in grpc.StatusCode],
    "route": ["/v1/messages", "/v1/tickets/{ticket_id}"],
    "status": ["200", "404", "503"],
    "name": ["clock", "rulebook", "escalation", "account", "draw", "member"],
    "score": range(1, 6),
    "direction": Direction,
    "trigger": Trigger,
}
# Where one word is the label of several metrics, or the words are nowhere but where they are counted.
_OF_ONE: Mapping[tuple[str, str], Iterable[object]] = {
    ("heliodesk_http_seconds", "method"): ["GET", "POST"],
    ("heliodesk_handler_seconds", "outcome"): ["decided", "refused", "crashed"],
    ("heliodesk_consumer_events", "outcome"): ["done", "failed", "gap"],
    ("heliodesk_webhook_deliveries", "outcome"): WebhookEnding,
    ("heliodesk_webhook_attempt_seconds", "outcome"): WebhookEnding,
    ("heliodesk_translation_messages", "outcome"): Outcome,
    ("heliodesk_translation_messages", "reason"): ["", *Reason],
    ("heliodesk_translation_engine_requests", "outcome"): Ending,
    ("heliodesk_translation_engine_seconds", "outcome"): Ending,
    ("heliodesk_translation_engine_checked", "verdict"): ["sound", "faulty"],
    ("heliodesk_sla_wait_estimates", "verdict"): Verdict,
    ("heliodesk_sla_detection_lag_seconds", "kind"): [TimerKind.WARN, TimerKind.DUE],
    ("heliodesk_sla_surges", "outcome"): ["detected", "ended"],
    ("heliodesk_escalation_steps", "kind"): [one.name for one in fields(Step)],
    ("heliodesk_escalation_steps", "outcome"): ["taken", "failed", "nobody_reached", "put_off"],
    ("heliodesk_loyalty_points", "kind"): ["outstanding", "pending", "owed", "expired"],
}
_ANYTHING = ("x",)


@cache
def metrics() -> dict[str, Measured]:
    """Every metric of telemetry.py, by the names of its series."""
    found: dict[str, Measured] = {}
    for one in vars(telemetry).values():
        if isinstance(one, Measured):
            found.update(dict.fromkeys(series_of(one), one))
    return found


def name_of(metric: Measured) -> str:
    """Its own, which stands in telemetry.py."""
    return metric.describe()[0].name


def series_of(metric: Measured) -> list[str]:
    """The names under which Prometheus has it."""
    name = name_of(metric)
    if isinstance(metric, Histogram):
        return [f"{name}_{part}" for part in ("bucket", "count", "sum")]
    return [f"{name}_total"] if isinstance(metric, Counter) else [name]


def labels_of(series: str) -> set[str]:
    """Those that our process sets. Prometheus adds its own to all of them; no query of ours needs them."""
    own = set(metrics()[series]._labelnames)
    return own | {"le"} if series.endswith("_bucket") else own


def values_of(series: str, label: str) -> list[str]:
    """What this label can say; anything where that is a name of a shop, a reason and the like."""
    metric = metrics()[series]
    if label == "le":
        return [floatToGoString(bound) for bound in metric._upper_bounds]
    given = _OF_ONE.get((name_of(metric), label)) or _EVERYWHERE.get(label, _ANYTHING)
    return [str(value) for value in given]


def fits(matcher: promql_parser.Matcher, value: str) -> bool:
    """As Prometheus compares: an expression has to fit the whole."""
    fit = matcher.value == value
    if matcher.op in (promql_parser.MatchOp.Re, promql_parser.MatchOp.NotRe):
        fit = re.fullmatch(matcher.value, value) is not None
    return fit != (matcher.op in (promql_parser.MatchOp.NotEqual, promql_parser.MatchOp.NotRe))
