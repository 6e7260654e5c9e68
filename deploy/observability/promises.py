"""What was promised to customers, and what became of it."""

from __future__ import annotations

from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.observability.panels import Graph, Number, Row, dashboard
from deploy.observability.promql import per_second, slowest, total

_PUBLISHED = "heliodesk_published_events_total"
_VERDICTS = "heliodesk.sla.v1.Clock(Met|Breached)"


def promises() -> Dashboard:
    about = "Promises kept and broken, how soon a breach is known, who is called, and the budgets of the objectives."
    return dashboard("promises", "Heliodesk: promises", about, (_kept(), _known(), _called(), _budgets()))


def _kept() -> Row:
    met, of_all = total(_PUBLISHED, _is("ClockMet")), total(_PUBLISHED, f'type=~"{_VERDICTS}"')
    return Row(
        "Promises",
        (
            Number("Kept", "percentunit", f"{met} / ({of_all} > 0)", about="Of those decided in what is shown."),
            Number("Broken", "short", total(_PUBLISHED, _is("ClockBreached")), bad=1),
            Number("Warned", "short", total(_PUBLISHED, _is("ClockWarned"))),
            Number("Surges", "short", total("heliodesk_sla_surges_total", 'outcome="detected"')),
            Graph(
                "What became of clocks",
                "ops",
                [(per_second(_PUBLISHED, "type", 'type=~"heliodesk.sla.v1.Clock.*"'), "{{type}}")],
            ),
        ),
    )


def _is(event: str) -> str:
    return f'type="heliodesk.sla.v1.{event}"'


def _known() -> Row:
    lag = "heliodesk_sla_detection_lag_seconds"
    return Row(
        "How soon it is known",
        (
            Graph(
                "Told after the instant",
                "s",
                [(slowest(lag, "kind"), "{{kind}} p99"), (slowest(lag, "kind", "", 0.5), "{{kind}} p50")],
            ),
            Graph(
                "Timers not rung",
                "short",
                [("max by (name) (heliodesk_timers_unfired)", "{{name}}")],
                "Found by audits.",
            ),
            Graph("Repaired by audits", "ops", [(per_second("heliodesk_timers_repaired_total", "name"), "{{name}}")]),
            Graph(
                "Since the last audit",
                "s",
                [("time() - max by (name) (heliodesk_timers_audited_timestamp_seconds)", "{{name}}")],
            ),
        ),
    )


def _called() -> Row:
    return Row(
        "Who is called",
        (
            Graph(
                "Escalations", "ops", [(per_second("heliodesk_escalations_started_total", "trigger"), "{{trigger}}")]
            ),
            Graph(
                "Steps that came to nothing",
                "ops",
                [
                    (
                        per_second(
                            "heliodesk_escalation_steps_total", "kind, outcome", 'outcome=~"failed|nobody_reached"'
                        ),
                        "{{kind}} {{outcome}}",
                    )
                ],
            ),
            Graph(
                "Handed on",
                "ops",
                [(per_second(_PUBLISHED, "type", _is("TicketHandedOff")), "to the next team")],
            ),
        ),
    )


def _budgets() -> Row:
    return Row(
        "Objectives",
        tuple(
            Graph(
                f"Bad, last {window}",
                "percentunit",
                [(f"heliodesk:slo_bad:ratio_rate{window}", "{{slo}} {{group}}")],
            )
            for window in ("1h", "6h", "3d")
        ),
    )
