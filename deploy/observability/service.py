"""One page for each service: what is called, what it reads, what it writes, and what is its own."""

from __future__ import annotations

from collections.abc import Iterator

from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.observability.own import OWN
from deploy.observability.panels import Graph, Row, dashboard
from deploy.observability.promql import per_second, slowest
from services.kit.settings import SERVICES
from services.kit.topics import TOPICS

# The edge hands events on, to webhooks; what it owns is changed by calls alone.
_DECIDES_NOTHING = frozenset({"edge"})


def services() -> Iterator[tuple[str, Dashboard]]:
    """By the service's name."""
    for name in SERVICES:
        about = f"Rate, errors and duration of everything that {name} does."
        yield name, dashboard(name, f"Heliodesk: {name}", about, tuple(_rows(name)))


def _rows(service: str) -> Iterator[Row]:
    if service in OWN:
        yield Row(f"What is {service}'s own", OWN[service])
    yield _calls(service)
    if any(_reads(service, group) for topic in TOPICS for group in topic.readers):
        yield _events(service)
    if service not in _DECIDES_NOTHING:
        yield _handlers(service)
    yield _outbox(service)


def _reads(service: str, group: str) -> bool:
    """A group's name begins with its service's."""
    return group == service or group.startswith(f"{service}-")


def _calls(service: str) -> Row:
    # The edge passes on the calls of all the others.
    where = "" if service == "edge" else f'method=~"heliodesk[.]{service}[.].*"'
    failed = f'{where}, code!="OK"' if where else 'code!="OK"'
    both = "Counted by the service, and by the edge where the call came through it."
    return Row(
        "Calls",
        (
            Graph("Calls", "reqps", [(per_second("heliodesk_rpc_seconds_count", "method", where), "{{method}}")], both),
            Graph(
                "Calls that were refused, or failed",
                "reqps",
                [(per_second("heliodesk_rpc_seconds_count", "method, code", failed), "{{method}} {{code}}")],
            ),
            Graph("Time of a call, p99", "s", [(slowest("heliodesk_rpc_seconds", "method", where), "{{method}}")]),
            Graph(
                "Missed deadlines",
                "reqps",
                [
                    (
                        per_second("heliodesk_rpc_client_seconds_count", "method", _late(where)),
                        "{{method}}",
                    )
                ],
                "As its callers counted them.",
            ),
        ),
    )


def _late(where: str) -> str:
    return ", ".join(filter(None, (where, 'code="DEADLINE_EXCEEDED"')))


def _events(service: str) -> Row:
    where = f'group=~"{service}(-.+)?"'
    # What the load's windows call applied, repeated or skipped is handled too.
    bad = f'{where}, outcome=~"failed|gap|unreadable"'
    not_handled = per_second("heliodesk_consumer_events_total", "type, outcome", bad)
    lag = f"sum by (group, topic) (heliodesk_consumer_lag{{{where}}})"
    return Row(
        "Events in",
        (
            Graph("Read", "ops", [(per_second("heliodesk_consumer_events_total", "type", where), "{{type}}")]),
            Graph(
                "Not handled",
                "ops",
                [(not_handled, "{{type}} {{outcome}}")],
            ),
            Graph("Still to read", "short", [(lag, "{{group}} {{topic}}")]),
            Graph(
                "From fact to effect",
                "s",
                [
                    (slowest("heliodesk_event_latency_seconds", "group", where), "{{group}} p99"),
                    (slowest("heliodesk_event_latency_seconds", "group", where, 0.5), "{{group}} p50"),
                ],
            ),
            Graph(
                "Put aside",
                "ops",
                [(per_second("heliodesk_dead_letters_total", "topic, reason", where), "{{topic}} {{reason}}")],
            ),
            Graph("Events in a batch, p50", "short", [(slowest("heliodesk_batch_events", "group", where, 0.5), "")]),
        ),
    )


def _handlers(service: str) -> Row:
    where = f'service="{service}"'
    stages = f'group=~"{service}(-.+)?"'
    return Row(
        "Handlers",
        (
            Graph("Decided", "ops", [(per_second("heliodesk_handler_seconds_count", "handler", where), "{{handler}}")]),
            Graph(
                "Refused, or crashed",
                "ops",
                [
                    (
                        per_second("heliodesk_handler_seconds_count", "handler, outcome", _not_decided(where)),
                        "{{handler}} {{outcome}}",
                    )
                ],
            ),
            Graph(
                "Time to decide, p99", "s", [(slowest("heliodesk_handler_seconds", "handler", where), "{{handler}}")]
            ),
            Graph(
                "Where a batch spends its time",
                "s",
                [(per_second("heliodesk_batch_stage_seconds_sum", "stage", stages), "{{stage}}")],
                "Seconds of each second.",
            ),
        ),
    )


def _not_decided(where: str) -> str:
    return f'{where}, outcome!="decided"'


def _outbox(service: str) -> Row:
    where = f'service="{service}"'
    published = per_second("heliodesk_published_events_total", "type", f'type=~"heliodesk[.]{_package(service)}[.].*"')
    return Row(
        "Events out",
        (
            Graph("Published", "ops", [(published, "{{type}}")]),
            Graph("Waiting for Kafka", "short", [(f"max(heliodesk_outbox_pending{{{where}}})", "events")]),
            Graph("Oldest of them", "s", [(f"max(heliodesk_outbox_oldest_seconds{{{where}}})", "seconds")]),
        ),
    )


def _package(service: str) -> str:
    """Of its events: `heliodesk.<package>.v1`."""
    return next(topic.package.split(".")[1] for topic in TOPICS if topic.writer == service)
