"""The first page: is the platform well, and if not, where to look."""

from __future__ import annotations

from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.observability.panels import Graph, Number, Row, dashboard
from deploy.observability.promql import per_second, share, slowest, total
from deploy.observability.slos import OUR_CODES

_FAILED = f'code=~"{OUR_CODES}"'


def overview() -> Dashboard:
    about = "Is Heliodesk well? From the door to the last consumer; each service has a page of its own."
    return dashboard("overview", "Heliodesk: overview", about, (_now(), _doors(), _events(), _inside()))


def _now() -> Row:
    return Row(
        "Now",
        (
            Number("Parts that can't work", "short", "sum(heliodesk_part_not_ready)", bad=1),
            Number("Events to read", "short", "sum(heliodesk_consumer_lag)", bad=1000),
            Number("Oldest unpublished event", "s", "max(heliodesk_outbox_oldest_seconds)", bad=60),
            Number("Dead letters, a day", "short", total("heliodesk_dead_letters_total", window="1d"), bad=1),
            Number("Timers not rung", "short", "sum(heliodesk_timers_unfired)", bad=1),
            Number(
                "Intake that failed, 3 days",
                "percentunit",
                'heliodesk:slo_bad:ratio_rate3d{slo="intake"}',
                bad=0.001,
                about="Of the customers' messages; 0.1 % may.",
            ),
        ),
    )


def _doors() -> Row:
    return Row(
        "At the door",
        (
            Graph("Requests", "reqps", [(per_second("heliodesk_http_seconds_count", "route"), "{{route}}")]),
            Graph(
                "Requests that failed",
                "percentunit",
                [(share("heliodesk_http_seconds_count", 'status=~"5.."', "route"), "{{route}}")],
            ),
            Graph("Time of a request, p99", "s", [(slowest("heliodesk_http_seconds", "route"), "{{route}}")]),
        ),
    )


def _events() -> Row:
    return Row(
        "Events",
        (
            Graph("Published", "ops", [(per_second("heliodesk_published_events_total", "topic"), "{{topic}}")]),
            Graph("Still to read", "short", [("sum by (group) (heliodesk_consumer_lag)", "{{group}}")]),
            Graph(
                "From fact to effect, p99", "s", [(slowest("heliodesk_event_latency_seconds", "group"), "{{group}}")]
            ),
            Graph(
                "Not handled",
                "ops",
                [(per_second("heliodesk_consumer_events_total", "group", 'outcome=~"failed|gap"'), "{{group}}")],
                about="Failed, or waiting for a predecessor.",
            ),
            Graph(
                "Put aside",
                "ops",
                [(per_second("heliodesk_dead_letters_total", "group, reason"), "{{group}} {{reason}}")],
            ),
            Graph(
                "Waiting for Kafka",
                "short",
                [("max by (service) (heliodesk_outbox_pending)", "{{service}}")],
                about="Events in outboxes, as each service's relay has seen them.",
            ),
        ),
    )


def _inside() -> Row:
    return Row(
        "Inside",
        (
            Graph(
                "Calls between services that failed",
                "ops",
                [(per_second("heliodesk_rpc_client_seconds_count", "method, code", _FAILED), "{{method}} {{code}}")],
            ),
            Graph("Parts that can't work", "short", [("max by (part) (heliodesk_part_not_ready) > 0", "{{part}}")]),
            Graph(
                "Writes decided again",
                "ops",
                [(per_second("heliodesk_store_conflicts_total", "kind"), "{{kind}}")],
                about="Races that were lost. Many of one kind: who else writes it?",
            ),
        ),
    )
