"""What the handlers must know beside the event: the rulebook, and how much there is to do.

All of it is synchronous, and is asked from the worker thread in which a decision is made. What is asked of a revision
is the same whenever it is asked, so a decision that is made again comes out the same; how much there is to do is the
state of at most a second ago.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from pymongo.database import Database

from services.kit.mongo import store_errors
from services.sla.domain.assignment import Workload
from services.sla.domain.clocks import TicketClocks
from services.sla.domain.conditions import Facts, match
from services.sla.domain.policy import Policy
from services.sla.domain.rulebook.rules import Rules
from services.sla.domain.serving import able
from services.sla.domain.standard import STANDARD
from services.sla.domain.terms import Terms
from services.sla.presence import Presences
from services.sla.rulebooks import Rulebooks

# Wall seconds for which a workload is taken as it was.
_FRESH = 1.0


class Desk:
    """Raises Away."""

    def __init__(self, rulebooks: Rulebooks, workloads: Workloads) -> None:
        self.rulebooks = rulebooks
        self._workloads = workloads

    def at_opening(self, tenant: str, facts: Facts, at: datetime) -> Terms:
        """Those of the rulebook that was in force at the instant."""
        return terms_of(self.rulebooks.in_force(tenant, at), facts)

    def kept(self, tenant: str, clocks: TicketClocks, facts: Facts | None = None) -> Terms:
        """Those of the rulebook that the ticket keeps, for what is known of it (or for these facts)."""
        return terms_of(self.rulebooks.revision(tenant, clocks.revision), facts or clocks.facts)

    def now(self, tenant: str, clocks: TicketClocks) -> Terms:
        """Those of the newest rulebook."""
        return terms_of(self.rulebooks.current(tenant), clocks.facts)

    def under(self, tenant: str, facts: Facts, policy: Policy) -> Terms:
        """Those that a policy would make with the newest calendars and teams."""
        rules = self.rulebooks.current(tenant)
        return Terms(policy, rules.calendars, able(rules.teams, facts, policy.translated_languages), rules.revision)

    def work(self, tenant: str) -> Callable[[], Workload]:
        return lambda: self._workloads.of(tenant)


def terms_of(rules: Rules, facts: Facts) -> Terms:
    """The terms that a ticket has of which this is known."""
    # A customer makes no difference, and would make every ticket another one.
    return _terms(rules, replace(facts, customer_id=None))


@lru_cache(maxsize=4096)
def _terms(rules: Rules, facts: Facts) -> Terms:
    policy = match(rules.policies, facts) or STANDARD
    return Terms(policy, rules.calendars, able(rules.teams, facts, policy.translated_languages), rules.revision)


class Workloads:
    """Counts the tickets that need somebody, by team and by agent."""

    def __init__(self, database: Database[dict[str, Any]], collection: str, presences: Presences) -> None:
        self._clocks = database[collection]
        self._presences = presences
        self._known: dict[str, tuple[float, Workload]] = {}

    def of(self, tenant: str) -> Workload:
        asked_at, found = self._known.get(tenant, (0.0, Workload()))
        if time.monotonic() - asked_at > _FRESH:
            found = Workload(
                self._counts(tenant, "queue"), self._counts(tenant, "busy_agent"), self._presences.present(tenant)
            )
            self._known[tenant] = time.monotonic(), found
        return found

    def _counts(self, tenant: str, field: str) -> dict[str, int]:
        name = f"state.{field}"
        with store_errors():
            counted = self._clocks.aggregate(
                [
                    {"$match": {"tenant": tenant, name: {"$gt": ""}}},
                    {"$group": {"_id": f"${name}", "tickets": {"$sum": 1}}},
                ]
            )
            return {one["_id"]: one["tickets"] for one in counted}
