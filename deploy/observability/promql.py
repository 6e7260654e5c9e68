"""The few shapes of PromQL that all dashboards are made of."""

from __future__ import annotations

# Grafana's: wide enough for four scrapes, whatever the dashboard shows.
_WINDOW = "$__rate_interval"


def per_second(metric: str, by: str, where: str = "") -> str:
    """How often a counter counts in a second, by labels (`"group, type"`)."""
    return f"sum by ({by}) (rate({metric}{{{where}}}[{_WINDOW}]))"


def in_window(metric: str, by: str, where: str = "") -> str:
    """How much a counter has counted in what the dashboard shows."""
    return f"sum by ({by}) (increase({metric}{{{where}}}[$__range]))"


def total(metric: str, where: str = "", window: str = "$__range") -> str:
    """How much a counter has counted in what the dashboard shows, or in this window. Nothing counted is 0, not "no
    data": a counter that has never counted isn't there."""
    return f"(sum(increase({metric}{{{where}}}[{window}])) or vector(0))"


def share(metric: str, part: str, by: str = "", where: str = "") -> str:
    """Which share of a counter has the labels `part` too, 0 to 1. Where none has, nothing is answered."""
    both = f"{where}, {part}" if where else part
    return f"{per_second(metric, by, both)} / {per_second(metric, by, where)}"


def slowest(histogram: str, by: str, where: str = "", quantile: float = 0.99) -> str:
    """Seconds (or what the histogram counts) that all but one in a hundred stay below."""
    return f"histogram_quantile({quantile}, {per_second(f'{histogram}_bucket', f'{by}, le'.removeprefix(', '), where)})"
