"""Who has the ticket when: it follows the sun.

Among the teams that can serve it and are on shift the ticket goes to the one with the better language level, then the
larger capacity, then the more time left in its shift, then to the one that had it last, then by id. When nobody is on
shift it goes to the team that opens first (ties as above). It is given anew when its owner goes off shift, unless it
waits for the customer or has ended: then it stays, and is given anew once somebody is needed and the owner isn't there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from services.sla.domain.assignment import hours, opens_at
from services.sla.domain.policy import Policy
from services.sla.domain.serving import Serving
from services.sla.domain.story import Happening, StatusChanged, Ticket


@dataclass(frozen=True, slots=True)
class Ownership:
    """From `since` on and before `until` (UTC) the ticket is this team's."""

    since: datetime
    until: datetime
    team: str
    reason: str


def owners(
    ticket: Ticket, policy: Policy, able: Sequence[Serving], history: Iterable[Happening], until: datetime
) -> tuple[Ownership, ...]:
    """From the ticket's opening to `until`, without gaps; none where nobody can serve the ticket or ever comes, and
    none when `until` is the opening."""
    needed = _needed(ticket, policy, history, until)
    found: list[Ownership] = []
    owner: Serving | None = None
    at = ticket.opened_at.astimezone(UTC)
    while at is not None and at < until:
        chosen = _choose(able, at, owner)
        if chosen is None:
            break
        if owner is None or chosen[0].team.id != owner.team.id:
            found.append(Ownership(at, until, chosen[0].team.id, chosen[1]))
        owner = chosen[0]
        at = _next_choice(owner, at, needed, until)
    ends = [*(one.since for one in found[1:]), until][: len(found)]
    return tuple(Ownership(one.since, end, one.team, one.reason) for one, end in zip(found, ends, strict=True))


def _needed(
    ticket: Ticket, policy: Policy, history: Iterable[Happening], until: datetime
) -> list[tuple[datetime, datetime]]:
    """When somebody must be there: not while the ticket waits for the customer, nor after its end."""
    spans: list[tuple[datetime, datetime]] = []
    since: datetime | None = ticket.opened_at
    for change in history:
        if not isinstance(change, StatusChanged) or change.at > until:
            continue
        idle = change.to.ended or change.to in policy.pause_in
        if idle and since is not None:
            spans.append((since, change.at))
            since = None
        elif not idle and since is None:
            since = change.at
        if change.to.gone:
            break
    return spans if since is None else [*spans, (since, until)]


def _choose(able: Sequence[Serving], at: datetime, owner: Serving | None) -> tuple[Serving, str] | None:
    """The team, and why it was chosen."""
    on_shift = [(one, end) for one in able if (end := one.shift_end(at)) is not None]
    if on_shift:
        one, end = min(on_shift, key=lambda pair: (*_rank(pair[0]), at - pair[1], *_last(pair[0], owner)))
        return one, f"on shift for {hours(end - at)}, {one.level}, capacity {one.team.capacity}"
    coming = [(opens, one) for one in able if (opens := opens_at(one, at)) is not None]
    if not coming:
        return None
    opens, one = min(coming, key=lambda pair: (pair[0], *_rank(pair[1]), *_last(pair[1], owner)))
    return one, f"nobody is on shift; opens first, in {hours(opens - at)}, {one.level}"


def _rank(one: Serving) -> tuple[int, int]:
    return one.level.rank, -one.team.capacity


def _last(one: Serving, owner: Serving | None) -> tuple[bool, str]:
    return owner is None or one.team.id != owner.team.id, one.team.id


def _next_choice(
    owner: Serving, at: datetime, needed: list[tuple[datetime, datetime]], until: datetime
) -> datetime | None:
    """The first instant after `at` at which somebody is needed and the owner has gone off shift. None: not any more."""
    shift = owner.shift_end(at) or owner.shift_end(owner.opens_at(at))
    for since, end in needed:
        while (candidate := max(shift, since)) < min(end, until):
            back = owner.shift_end(candidate)
            if back is None:
                return candidate
            shift = back
    return None
