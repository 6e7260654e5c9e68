"""All that is made, as the texts of files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import yaml
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.observability import alerts, slos
from deploy.observability.business import business
from deploy.observability.overview import overview
from deploy.observability.promises import promises
from deploy.observability.rules import Alert, to_groups
from deploy.observability.service import services


def dashboards() -> Iterator[tuple[str, Dashboard]]:
    """By the name of the file."""
    return chain(
        (("overview", overview()), ("promises", promises()), ("business", business())),
        services(),
    )


def every_alert() -> tuple[Alert, ...]:
    """Those of the objectives come several times, once for each pair of windows."""
    return (*slos.alerts(), *alerts.PLATFORM, *alerts.WEBHOOKS, *alerts.TIMERS, *alerts.BUSINESS)


def rule_groups() -> dict[str, Any]:
    """What `rules.yaml` holds."""
    return to_groups(
        {
            "objectives": slos.recordings(),
            "budgets": slos.alerts(),
            "platform": alerts.PLATFORM,
            "webhooks": alerts.WEBHOOKS,
            "timers": alerts.TIMERS,
            "business": alerts.BUSINESS,
        }
    )


def files() -> dict[str, str]:
    """Path below `made/` to content."""
    return {
        **{f"dashboards/{name}.json": _json(made) for name, made in dashboards()},
        "rules.yaml": _yaml(rule_groups()),
    }


def _json(made: Dashboard) -> str:
    return json.dumps(made, cls=JSONEncoder, indent=1, sort_keys=True) + "\n"


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, sort_keys=False, width=120)
