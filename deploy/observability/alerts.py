"""What a person has to look at, beside the budgets of the objectives. Each has a page in docs/runbooks."""

from __future__ import annotations

from deploy.observability.rules import Alert
from deploy.observability.slos import OUR_CODES

_FAILED_CALLS = f'code=~"{OUR_CODES}"'


def _counted(metric: str, by: str, window: str, where: str = "") -> str:
    """Whether something was counted in the window, also for the first time: a counter that is born with 1 has never
    increased, as Prometheus sees it."""
    series = f"{metric}{{{where}}}" if where else metric
    return (
        f"sum by ({by}) (increase({series}[{window}])) > 0"
        f" or sum by ({by}) ({series} unless {series} offset {window}) > 0"
    )


def _more_than(limit: float, part: str, every: str) -> str:
    return f"{part} / {every} > {limit}"


PLATFORM = (
    Alert(
        "HeliodeskNotScraped",
        "absent(heliodesk_part_not_ready)",
        "page",
        "Prometheus hears nothing of any process of Heliodesk.",
    ),
    Alert(
        "HeliodeskPartNotReady",
        "max by (part) (heliodesk_part_not_ready) == 1",
        "page",
        "{{ $labels.part }} can't work; the process's readiness says why.",
    ),
    Alert(
        "HeliodeskConsumerStalled",
        "sum by (group) (heliodesk_consumer_lag) > 0"
        " unless sum by (group) (rate(heliodesk_consumer_events_total[10m])) > 0",
        "page",
        "{{ $labels.group }} has {{ $value }} events to read and reads none.",
        wait="10m",
    ),
    Alert(
        "HeliodeskConsumerLagging",
        "sum by (group, topic) (heliodesk_consumer_lag) > 1000"
        " and sum by (group, topic) (deriv(heliodesk_consumer_lag[15m])) > 0",
        "ticket",
        "{{ $labels.group }} is {{ $value }} events behind on {{ $labels.topic }}, and falls further behind.",
        wait="15m",
    ),
    Alert(
        "HeliodeskDeadLetters",
        _counted("heliodesk_dead_letters_total", "group, topic, reason", "30m"),
        "ticket",
        "{{ $labels.group }} has put aside events of {{ $labels.topic }}: {{ $labels.reason }}.",
        wait="0m",
    ),
    Alert(
        "HeliodeskOutboxStuck",
        "max by (service) (heliodesk_outbox_oldest_seconds) > 60",
        "page",
        "An event of {{ $labels.service }} has waited {{ $value | humanizeDuration }} for Kafka.",
        wait="2m",
    ),
    Alert(
        "HeliodeskRequestsFailing",
        _more_than(
            0.02,
            'sum by (route) (rate(heliodesk_http_seconds_count{status=~"5.."}[5m]))',
            "sum by (route) (rate(heliodesk_http_seconds_count[5m]))",
        ),
        "page",
        "{{ $value | humanizePercentage }} of the requests to {{ $labels.route }} fail, and it is our fault.",
    ),
    Alert(
        "HeliodeskPeerCallsFailing",
        _more_than(
            0.05,
            f"sum by (method) (rate(heliodesk_rpc_client_seconds_count{{{_FAILED_CALLS}}}[10m]))",
            "sum by (method) (rate(heliodesk_rpc_client_seconds_count[10m]))",
        ),
        "ticket",
        "{{ $value | humanizePercentage }} of the calls to {{ $labels.method }} fail or are too late.",
        wait="10m",
    ),
    Alert(
        "HeliodeskAuditIncomplete",
        "sum(increase(heliodesk_edge_audit_untold_total[30m])) > 0",
        "ticket",
        "The audit log doesn't know what came of {{ $value }} calls.",
        wait="0m",
    ),
)

WEBHOOKS = (
    Alert(
        "HeliodeskWebhooksLate",
        "max(heliodesk_webhook_oldest_due_seconds) > 300",
        "ticket",
        "An endpoint has waited {{ $value | humanizeDuration }} for somebody to send what is due.",
        wait="5m",
    ),
    Alert(
        "HeliodeskWebhooksNotTaken",
        _more_than(
            0.5,
            'sum(rate(heliodesk_webhook_deliveries_total{outcome!="delivered"}[30m]))',
            "sum(rate(heliodesk_webhook_deliveries_total[30m]))",
        ),
        "ticket",
        "{{ $value | humanizePercentage }} of the attempts to send webhooks fail, over all receivers.",
        wait="30m",
    ),
)

TIMERS = (
    Alert(
        "HeliodeskTimersUnfired",
        "max by (name) (heliodesk_timers_unfired) > 0",
        "page",
        "{{ $value }} timers of {{ $labels.name }} should have rung and didn't; the audit has rung them.",
    ),
    Alert(
        "HeliodeskTimersNotAudited",
        "time() - max by (name) (heliodesk_timers_audited_timestamp_seconds) > 600",
        "page",
        "Nobody has audited the timers of {{ $labels.name }} for {{ $value | humanizeDuration }}.",
    ),
    Alert(
        "HeliodeskPointsMatureLate",
        "histogram_quantile(0.99, sum by (le) (rate(heliodesk_loyalty_maturing_lag_seconds_bucket[15m]))) > 300",
        "ticket",
        "Points are released, or expire, {{ $value | humanizeDuration }} after their instant.",
        wait="15m",
    ),
)

BUSINESS = (
    Alert(
        "HeliodeskPromisesBreaking",
        _more_than(
            0.1,
            'sum(rate(heliodesk_published_events_total{type="heliodesk.sla.v1.ClockBreached"}[1h]))',
            'sum(rate(heliodesk_published_events_total{type=~"heliodesk.sla.v1.(ClockBreached|ClockMet)"}[1h]))',
        ),
        "ticket",
        "{{ $value | humanizePercentage }} of the promises that were decided in the last hour are broken.",
        wait="15m",
    ),
    Alert(
        "HeliodeskEscalationUnheard",
        _counted("heliodesk_escalation_steps_total", "kind, outcome", "30m", 'outcome=~"failed|nobody_reached"'),
        "page",
        "An escalation's {{ $labels.kind }} step came to nothing: {{ $labels.outcome }}.",
        wait="0m",
    ),
    Alert(
        "HeliodeskTranslationEngineAway",
        "max by (engine) (heliodesk_translation_breaker_open) == 1",
        "ticket",
        "{{ $labels.engine }} is given no texts, or not those of a pair, since it has failed.",
        wait="10m",
    ),
    Alert(
        "HeliodeskMessagesUntranslated",
        _more_than(
            0.1,
            'sum(rate(heliodesk_translation_messages_total{reason=~"engine_away|engine_refused"}[30m]))',
            'sum(rate(heliodesk_translation_messages_total{reason!~"same_language|nothing_to_translate"}[30m]))',
        ),
        "ticket",
        "{{ $value | humanizePercentage }} of the messages that need a translation get none: no engine answers.",
        wait="15m",
    ),
    Alert(
        "HeliodeskTranslationsFaulty",
        _more_than(
            0.1,
            'sum by (engine) (rate(heliodesk_translation_engine_checked_total{verdict="faulty"}[1h]))',
            "sum by (engine) (rate(heliodesk_translation_engine_checked_total[1h]))",
        ),
        "ticket",
        "{{ $value | humanizePercentage }} of what {{ $labels.engine }} answers has lost a token or a term.",
        wait="30m",
    ),
    Alert(
        "HeliodeskPointsLiabilityJumped",
        "max by (tenant, currency) (heliodesk_loyalty_liability_minor_units)"
        " > 1.25 * max by (tenant, currency) (heliodesk_loyalty_liability_minor_units offset 1d)",
        "ticket",
        "What the points of {{ $labels.tenant }} are worth has grown by more than a quarter in a day.",
        wait="30m",
    ),
)
