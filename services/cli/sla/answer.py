"""The answer to a scenario, as JSON shows it: instants are RFC 3339 in UTC, times are seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from services.cli.sla.scenario import Scenario
from services.sla.domain.owners import Ownership, owners
from services.sla.domain.segments import merged, segments
from services.sla.domain.serving import Serving
from services.sla.domain.story import told
from services.sla.domain.target import Target
from services.sla.domain.timeline import OpenTime


def answer(scenario: Scenario) -> dict[str, Any]:
    """Raises CommandProblem, NoCoverage."""
    ticket, policy, until, able = scenario.ticket, scenario.policy, scenario.until, scenario.able
    terms = scenario.terms
    targets = told(ticket.priority, ticket.opened_at, terms, scenario.history, until)
    owned = owners(ticket, policy, able, scenario.history, until)
    return {
        "targets": [_target(one, terms.time(one.clock), able, owned, until) for one in targets],
        "owners": [_ownership(one) for one in owned],
    }


def _target(
    target: Target, time: OpenTime, able: Sequence[Serving], owned: Sequence[Ownership], until: datetime
) -> dict[str, Any]:
    explained = merged(segments(target, time, able, owned, until), lambda one: (one.team, one.counted))
    return {
        "kind": target.kind,
        "due_at": instant(target.due_at),
        "state": target.state,
        "met_at": instant(target.met_at),
        "breached_at": instant(target.breached_at),
        "warned_at": [instant(at) for at in target.warned_at],
        "elapsed_seconds": seconds(target.elapsed(until, time)),
        "segments": [
            {"from": instant(one.since), "to": instant(one.until), "team": one.team, "counted": one.counted}
            for one in explained
        ],
    }


def _ownership(one: Ownership) -> dict[str, Any]:
    return {"from": instant(one.since), "to": instant(one.until), "team": one.team, "reason": one.reason}


def instant(at: datetime | None) -> str | None:
    """`2026-03-29T09:00:00Z`, with as many microseconds as there are."""
    return at and at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def seconds(span: timedelta) -> int | float:
    """A whole number where it is one."""
    return span // timedelta(seconds=1) if not span % timedelta(seconds=1) else span.total_seconds()
