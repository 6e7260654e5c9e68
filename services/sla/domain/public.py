"""What a shop may publish of its first responses, for a market and a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.sla.domain.serving import Serving
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import NoCoverage
from services.sla.domain.wait import opens_at
from services.sla.domain.words import Kind, Priority


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """`allowed` is open time, `due_at` when a ticket that is opened now is due. `opens_at` None: somebody is there now;
    else `zone` is where the team is that opens first."""

    allowed: timedelta
    due_at: datetime
    opens_at: datetime | None = None
    zone: str = "UTC"


def public_promise(terms: Terms, language: str, at: datetime) -> PublicPromise | None:
    """None: the policy promises no first response. A shop that has named no team is always there. Raises NoCoverage,
    where no team serves the language, too: a team that would look at such a ticket all the same is nothing to publish.
    """
    allowed = terms.policy.allowed(Kind.FIRST_RESPONSE, Priority.NORMAL)
    if allowed is None:
        return None
    able = [one for one in terms.able if one.team.level(language, terms.policy.translated_languages) is not None]
    if terms.able and not able:
        raise NoCoverage(at)
    clock = terms.policy.clocks.get(Kind.FIRST_RESPONSE, terms.policy.clock)
    due_at = terms.time(clock).deadline(at, allowed)
    opens = opens_at(able, at)
    return PublicPromise(allowed, due_at, opens, _zone(able, opens) if opens else "UTC")


def _zone(able: list[Serving], opens: datetime) -> str:
    return next(one.team.calendar.zone for one in able if one.shift_end(opens) is not None)
