"""What a service measures beside calls and events."""

from __future__ import annotations

from deploy.observability.panels import Graph
from deploy.observability.promql import per_second, share, slowest, total

_TIMERS = "heliodesk_timers_unfired"


def _timers(names: str) -> Graph:
    return Graph(
        "Timers that an audit found not rung",
        "short",
        [(f'max by (name) ({_TIMERS}{{name=~"{names}"}})', "{{name}}")],
        "There should be none.",
    )


OWN: dict[str, tuple[Graph, ...]] = {
    "edge": (
        Graph(
            "Requests", "reqps", [(per_second("heliodesk_http_seconds_count", "route, method"), "{{method}} {{route}}")]
        ),
        Graph(
            "Requests by status",
            "reqps",
            [(per_second("heliodesk_http_seconds_count", "status"), "{{status}}")],
        ),
        Graph("Time of a request, p99", "s", [(slowest("heliodesk_http_seconds", "route"), "{{route}}")]),
        Graph(
            "Credentials shown",
            "ops",
            [(per_second("heliodesk_edge_credentials_total", "outcome"), "{{outcome}}")],
            "Good, or why not. AWAY: the keys of an identity provider, or the store, couldn't be asked.",
        ),
        Graph(
            "Requests in flight",
            "short",
            [("sum by (kind) (heliodesk_requests_in_flight)", "{{kind}}")],
            "Of all processes: they wait for their answer.",
        ),
        Graph("Too many", "reqps", [(per_second("heliodesk_edge_limited_total", "limit"), "{{limit}}")], "By limit."),
        Graph(
            "Not in the audit log",
            "short",
            [(total("heliodesk_edge_audit_untold_total"), "lines")],
            "Calls of which the log doesn't know what came of them.",
        ),
        Graph(
            "Webhooks by what came of an attempt",
            "ops",
            [(per_second("heliodesk_webhook_deliveries_total", "outcome"), "{{outcome}}")],
            "retried: the receiver didn't take it, and it is tried again within a day.",
        ),
        Graph(
            "Time of a webhook, p99", "s", [(slowest("heliodesk_webhook_attempt_seconds", "outcome"), "{{outcome}}")]
        ),
        Graph(
            "Oldest webhook that waits for a sender",
            "s",
            [("max(heliodesk_webhook_oldest_due_seconds)", "oldest")],
            "Not counting those that wait for their next attempt.",
        ),
    ),
    "translation": (
        Graph(
            "Messages by what became of them",
            "ops",
            [(per_second("heliodesk_translation_messages_total", "outcome, reason"), "{{outcome}} {{reason}}")],
        ),
        Graph(
            "Requests to engines",
            "reqps",
            [(per_second("heliodesk_translation_engine_requests_total", "engine, outcome"), "{{engine}} {{outcome}}")],
        ),
        Graph(
            "Time of an engine, p99",
            "s",
            [(slowest("heliodesk_translation_engine_seconds", "engine"), "{{engine}}")],
        ),
        Graph(
            "Answers that lost a token or a term",
            "percentunit",
            [
                (
                    share("heliodesk_translation_engine_checked_total", 'verdict="faulty"', "engine, pair"),
                    "{{engine}} {{pair}}",
                )
            ],
        ),
        Graph(
            "Kept from texts",
            "short",
            [("max by (engine, pair) (heliodesk_translation_breaker_open) > 0", "{{engine}} {{pair}}")],
            "Since they have failed. Without a pair: the engine as a whole.",
        ),
        Graph(
            "Characters billed",
            "short",
            [(per_second("heliodesk_translation_engine_characters_total", "engine"), "{{engine}}")],
            "In a second.",
        ),
        Graph(
            "What they cost",
            "short",
            [
                (
                    per_second("heliodesk_translation_engine_cost_minor_units_total", "engine, currency"),
                    "{{engine}} {{currency}}",
                )
            ],
            "Minor units in a second, by the prices in the shops' policies.",
        ),
    ),
    "sla": (
        Graph(
            "Told after their instant, p99",
            "s",
            [(slowest("heliodesk_sla_detection_lag_seconds", "kind"), "{{kind}}")],
            "Warnings and breaches.",
        ),
        Graph("Timers that rang", "ops", [(per_second("heliodesk_sla_timers_rang_total", "outcome"), "{{outcome}}")]),
        Graph(
            "Estimated waits",
            "ops",
            [(per_second("heliodesk_sla_wait_estimates_total", "verdict"), "{{verdict}}")],
            "Right is within 2 minutes, or half of the wait.",
        ),
        Graph(
            "Error of an estimated wait, p50",
            "percentunit",
            [(slowest("heliodesk_sla_wait_estimate_error_ratio", "", "", 0.5), "of the wait")],
        ),
        Graph("Surges", "ops", [(per_second("heliodesk_sla_surges_total", "outcome"), "{{outcome}}")]),
        _timers("clock|rulebook"),
    ),
    "escalation": (
        Graph("Started", "ops", [(per_second("heliodesk_escalations_started_total", "trigger"), "{{trigger}}")]),
        Graph(
            "Steps",
            "ops",
            [(per_second("heliodesk_escalation_steps_total", "kind, outcome"), "{{kind}} {{outcome}}")],
        ),
        _timers("escalation"),
    ),
    "loyalty": (
        Graph("Points", "short", [("max by (tenant, kind) (heliodesk_loyalty_points)", "{{tenant}} {{kind}}")]),
        Graph(
            "What the points outstanding are worth",
            "short",
            [("max by (tenant, currency) (heliodesk_loyalty_liability_minor_units)", "{{tenant}} {{currency}}")],
            "In minor units.",
        ),
        Graph(
            "Released or expired after their instant, p99",
            "s",
            [(slowest("heliodesk_loyalty_maturing_lag_seconds", ""), "lag")],
        ),
        _timers("account|draw|member"),
    ),
    "feedback": (
        Graph("Answers by score", "ops", [(per_second("heliodesk_feedback_answers_total", "score"), "{{score}}")]),
    ),
}
