"""Dashboards and their panels, the same everywhere: which data source, which width, which legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grafana_foundation_sdk.builders import common, prometheus, stat, timeseries
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement, VizOrientation

_SOURCE = models.DataSourceRef(type_val="prometheus", uid="${datasource}")
# Of 24 columns.
_WIDTH, _HEIGHT = 8, 8
_STAT_WIDTH, _STAT_HEIGHT = 4, 4


@dataclass(frozen=True, slots=True)
class Graph:
    """What one panel shows over time. `queries` are (PromQL, legend)."""

    title: str
    unit: str
    queries: Sequence[tuple[str, str]]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of now, red from `bad` on."""

    title: str
    unit: str
    query: str
    bad: float | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    panels: Sequence[Graph | Number]


def dashboard(uid: str, title: str, about: str, rows: Sequence[Row]) -> models.Dashboard:
    """The whole page, with a choice of the data source."""
    made = (
        builders.Dashboard(title)
        .uid(f"heliodesk-{uid}")
        .description(about)
        .tags(["heliodesk"])
        .readonly()
        .timezone("utc")
        .time("now-6h", "now")
        .refresh("30s")
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .with_variable(builders.DatasourceVariable("datasource").label("Prometheus").type("prometheus"))
        .link(builders.DashboardLink("Heliodesk").type(models.DashboardLinkType.DASHBOARDS).tags(["heliodesk"]))
    )
    for row in rows:
        made = made.with_row(builders.Row(row.title))
        for panel in row.panels:
            made = made.with_panel(_graph(panel) if isinstance(panel, Graph) else _number(panel))
    return _numbered(made.build())


def _graph(graph: Graph) -> timeseries.Panel:
    legend = common.VizLegendOptions().display_mode(LegendDisplayMode.LIST).placement(LegendPlacement.BOTTOM)
    panel = (
        timeseries.Panel()
        .title(graph.title)
        .description(graph.about)
        .datasource(_SOURCE)
        .unit(graph.unit)
        .min(0)
        .fill_opacity(8)
        .legend(legend.show_legend(True))
        .span(_WIDTH)
        .height(_HEIGHT)
    )
    for place, (query, told) in enumerate(graph.queries):
        target = prometheus.Dataquery().expr(query).legend_format(told).ref_id(chr(ord("A") + place)).exemplar(True)
        panel = panel.with_target(target.range())
    return panel


def _number(number: Number) -> stat.Panel:
    steps = [models.Threshold(value=None, color="green")]
    if number.bad is not None:
        steps.append(models.Threshold(value=number.bad, color="red"))
    thresholds = builders.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(steps)
    return (
        stat.Panel()
        .title(number.title)
        .description(number.about)
        .datasource(_SOURCE)
        .unit(number.unit)
        .thresholds(thresholds)
        .orientation(VizOrientation.AUTO)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .span(_STAT_WIDTH)
        .height(_STAT_HEIGHT)
        .with_target(prometheus.Dataquery().expr(number.query).legend_format("__auto").ref_id("A").instant())
    )


def _numbered(made: models.Dashboard) -> models.Dashboard:
    """Panels that Grafana needn't number itself: the file stays as it is when it is loaded."""
    for place, panel in enumerate(made.panels or (), start=1):
        panel.id_val = place
    return made
