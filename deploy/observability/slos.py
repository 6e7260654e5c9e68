"""The objectives, and alerts on how fast each one's budget of failures is being spent.

Windows and factors are those of Google's SRE Workbook, chapter 5 (multiwindow, multi-burn-rate alerts): the long window
says that it matters, the short one that it still goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deploy.observability.rules import Alert, Recording

WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
# (long window, short window, factor, severity): 2 % of a month's budget in an hour, 5 % in six, 10 % in a day and in
# three days.
_BURNS = (("1h", "5m", 14.4, "page"), ("6h", "30m", 6, "page"), ("1d", "2h", 3, "ticket"), ("3d", "6h", 1, "ticket"))

# What says that we failed, and not the caller.
OUR_CODES = "UNAVAILABLE|DEADLINE_EXCEEDED|INTERNAL|UNKNOWN|DATA_LOSS|RESOURCE_EXHAUSTED"
_INTAKE_HTTP = 'route="/v1/messages", method="POST"'
_INTAKE_RPC = 'method="heliodesk.ticketing.v1.TicketingService.ReceiveMessage"'


@dataclass(frozen=True, slots=True)
class Objective:
    """`target` of all things counted are good, over 30 days. `bad` and `all` are PromQL with `%s` for the window;
    `by` is the label that tells several of them apart, if any."""

    name: str
    alert: str
    target: float
    bad: str
    all: str
    told: str
    by: str = ""

    @property
    def budget(self) -> float:
        """The share that may be bad, as written: floating point would write 0.0010000000000000009."""
        return round(1 - self.target, 6)


def _slower_than(histogram: str, seconds: str, by: str = "") -> tuple[str, str]:
    """What a histogram counted above one of its bounds, and all that it counted."""
    every = f"sum by ({by}) (rate({histogram}_count[%s]))"
    return f'{every} - sum by ({by}) (rate({histogram}_bucket{{le="{seconds}"}}[%s]))', every


def _either(http: str, rpc: str) -> str:
    """Requests over HTTP and calls over gRPC together: a shop may use one of them alone."""
    return (
        f"(sum(rate(heliodesk_http_seconds_count{{{http}}}[%s])) or vector(0))"
        f" + (sum(rate(heliodesk_rpc_seconds_count{{{rpc}}}[%s])) or vector(0))"
    )


_LATE_EVENTS, _EVENTS = _slower_than("heliodesk_event_latency_seconds", "5.0", "group")
_LATE_VERDICTS, _VERDICTS = _slower_than("heliodesk_sla_detection_lag_seconds", "10.0")

OBJECTIVES = (
    Objective(
        name="intake",
        alert="HeliodeskIntakeBudgetBurning",
        target=0.999,
        bad=_either(f'{_INTAKE_HTTP}, status=~"5.."', f'{_INTAKE_RPC}, code=~"{OUR_CODES}"'),
        all=_either(_INTAKE_HTTP, _INTAKE_RPC),
        told="of the customers' messages were not taken in",
    ),
    Objective(
        name="event-latency",
        alert="HeliodeskEventsLate",
        target=0.99,
        bad=_LATE_EVENTS,
        all=_EVENTS,
        told="of the events took {{ $labels.group }} more than 5 s",
        by="group",
    ),
    Objective(
        name="breach-detection",
        alert="HeliodeskBreachesToldLate",
        target=0.99,
        bad=_LATE_VERDICTS,
        all=_VERDICTS,
        told="of the warnings and breaches were told more than 10 s after their instant",
    ),
)


def recordings() -> Iterator[Recording]:
    """The share that was bad, for each objective and window."""
    for objective in OBJECTIVES:
        for window in WINDOWS:
            bad, every = (text.replace("%s", window) for text in (objective.bad, objective.all))
            yield Recording(_record(window), f"({bad}) / ({every})", {"slo": objective.name})


def alerts() -> Iterator[Alert]:
    """One for each objective and pair of windows; all of an objective have its name."""
    for objective in OBJECTIVES:
        for long, short, factor, severity in _BURNS:
            bound = f"{factor * objective.budget:.6g}"
            where = f'{{slo="{objective.name}"}}'
            yield Alert(
                objective.alert,
                f"{_record(long)}{where} > {bound} and {_record(short)}{where} > {bound}",
                severity,
                f"{{{{ $value | humanizePercentage }}}} {objective.told} in the last {long}; "
                f"{objective.budget:.1%} may be.",
                wait="2m" if severity == "page" else "15m",
                labels={"slo": objective.name, "window": long},
            )


def _record(window: str) -> str:
    return f"heliodesk:slo_bad:ratio_rate{window}"
