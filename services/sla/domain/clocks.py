"""All clocks of a ticket, and who owns it: one aggregate, since who owns it follows from what is due when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from services.sla.domain.assignment import Workload
from services.sla.domain.conditions import Facts
from services.sla.domain.events import Event, OwnerCause, ReplanCause, TicketFacts, Told, told_of
from services.sla.domain.owned import Owned, Owner
from services.sla.domain.ownership import Ownership
from services.sla.domain.serving import Serving
from services.sla.domain.story import Happening, Promises, Story
from services.sla.domain.target import State, Target
from services.sla.domain.terms import Terms
from services.sla.domain.words import Priority

Work = Callable[[], Workload]
# How many lines of what happened a handoff's note has.
_LINES = 8
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class TicketClocks:
    """`revision` is the rulebook's that the ticket keeps. `told_at` is when the last thing happened that is known of;
    what claims to be earlier is taken to have happened then, since the order is the ticket's. All instants are UTC.

    Derived, for queries: `started_at`, `states` of the targets, `queue` and `busy_agent` of whom the ticket takes a
    place (empty: nobody is needed), and `next_at`, the next instant at which something is due (None: nothing).
    """

    ticket_id: str
    facts: Facts
    revision: int
    promises: Promises
    told_at: datetime
    owned: Owned = Owned()
    happened: tuple[str, ...] = ()
    started_at: datetime | None = None
    states: tuple[State, ...] = ()
    queue: str = ""
    busy_agent: str = ""
    next_at: datetime | None = None

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.promises.targets


@dataclass(frozen=True, slots=True)
class Step:
    """The clocks after something happened, and what is told of it, each with when it happened."""

    clocks: TicketClocks
    told: tuple[Told, ...]


def opened(ticket_id: str, facts: Facts, priority: Priority, at: datetime, terms: Terms, work: Work) -> Step:
    """Raises NoCoverage."""
    promises = Promises.of(priority, at, terms)
    clocks = TicketClocks(ticket_id, facts, terms.revision, replace(promises, targets=()), at, started_at=at)
    happened = (line_of(at, "the ticket was opened"),)
    going = _Going(clocks, at, promises=promises, happened=happened)
    return going.looked(terms, work, OwnerCause.OPENED, ReplanCause.FACTS)


def took(clocks: TicketClocks, happening: Happening, line: str, terms: Terms, work: Work) -> Step:
    """What happened to the ticket, and in a few words. Raises NoCoverage."""
    at = max(happening.at, clocks.told_at)
    story = Story(clocks.promises, terms)
    story.judge(at)
    due = story.targets
    story.take(happening if happening.at == at else replace(happening, at=at))
    promises = story.promises
    cause = ReplanCause.PRIORITY if promises.priority is not clocks.promises.priority else ReplanCause.PAUSE
    happened = (*clocks.happened, line_of(at, line))[-_LINES:]
    going = _Going(clocks, at, due, promises=promises, told_at=at, happened=happened)
    return going.looked(terms, work, OwnerCause.NEEDED, cause)


def answered_by(clocks: TicketClocks, agent: str | None) -> TicketClocks:
    """The ticket is this agent's (None: nobody's) from now on."""
    return replace(clocks, owned=clocks.owned.by_agent(agent), busy_agent=agent or "" if clocks.queue else "")


def put_under(clocks: TicketClocks, facts: Facts, terms: Terms, at: datetime, cause: ReplanCause, work: Work) -> Step:
    """More is known of the ticket, or the rulebook is another one: what still runs is promised by these terms. Raises
    NoCoverage."""
    at = max(at, clocks.told_at)
    story = Story(clocks.promises, terms)
    story.judge(at)
    due = story.targets
    story.replan(at)
    going = _Going(clocks, at, due, facts=facts, revision=terms.revision, promises=story.promises, told_at=at)
    return going.looked(terms, work, OwnerCause.FACTS, cause)


def given_to(clocks: TicketClocks, among: Sequence[Serving], terms: Terms, at: datetime, work: Work, why: str) -> Step:
    """Somebody wants one of these teams to have it."""
    return _Going(clocks, max(at, clocks.told_at)).given(among, terms, work, why)


def warned(clocks: TicketClocks, now: datetime, terms: Terms) -> Step | None:
    """A timer rings: warnings that are due are given."""
    story = Story(clocks.promises, terms)
    story.warn(now)
    return _rang(clocks, story, now)


def judged(clocks: TicketClocks, due_at: datetime, terms: Terms) -> Step | None:
    """A timer rings, and all that happened up to `due_at` is known: what was due by then is broken."""
    story = Story(clocks.promises, terms)
    # What happens at the due instant itself is in time.
    story.judge(due_at + _MICROSECOND)
    return _rang(clocks, story, due_at)


def looked_after(clocks: TicketClocks, now: datetime, terms: Terms, work: Work) -> Step | None:
    """The owner's shift ends soon, or has ended."""
    if clocks.owned.owner is None:
        return None
    return _Going(clocks, now).looked(terms, work, OwnerCause.SHIFT_END, ReplanCause.FACTS)


def _rang(clocks: TicketClocks, story: Story, at: datetime) -> Step | None:
    if story.targets == clocks.targets:
        return None
    return _Going(clocks, at, promises=story.promises).done(ReplanCause.PAUSE)


def line_of(at: datetime, text: str) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z {text}"


class _Going:
    """The clocks go from what they were to what they are with these changes; what is told of that is collected. `due`
    are the targets as they were once what had become due before was judged: that is told first."""

    def __init__(
        self, clocks: TicketClocks, at: datetime, due: tuple[Target, ...] | None = None, **changes: Any
    ) -> None:
        self._clocks, self._at, self._changes = clocks, at, changes
        self._due = clocks.targets if due is None else due
        self._promises: Promises = changes.get("promises", clocks.promises)
        self._owned = clocks.owned
        self._told: list[Told] = []

    def looked(self, terms: Terms, work: Work, owner: OwnerCause, cause: ReplanCause) -> Step:
        """The owner is looked after as well."""
        keeping = self._ownership(terms, work)
        keeping.look(self._at, owner)
        return self._kept(keeping, cause)

    def given(self, among: Sequence[Serving], terms: Terms, work: Work, why: str) -> Step:
        keeping = self._ownership(terms, work)
        keeping.give(among, self._at, why)
        return self._kept(keeping, ReplanCause.ASKED)

    def done(self, cause: ReplanCause, events: Sequence[Event] = ()) -> Step:
        self._tell(self._clocks.targets, self._due, ReplanCause.PAUSE)
        self._tell(self._due, self._promises.targets, cause)
        self._told.extend((event, self._at) for event in events)
        derived = _derived(self._promises, self._owned.owner)
        return Step(replace(self._clocks, **self._changes, owned=self._owned, **derived), tuple(self._told))

    def _ownership(self, terms: Terms, work: Work) -> Ownership:
        was, now = self._clocks, self._changes
        facts, happened = now.get("facts", was.facts), now.get("happened", was.happened)
        return Ownership(was.ticket_id, was.owned, self._promises, facts, happened, terms, work)

    def _kept(self, keeping: Ownership, cause: ReplanCause) -> Step:
        self._owned = keeping.owned
        return self.done(cause, keeping.events)

    def _tell(self, before: Sequence[Target], after: Sequence[Target], cause: ReplanCause) -> None:
        if before is after:
            return
        clocks = self._clocks
        owner = clocks.owned.owner
        facts = TicketFacts.of(self._changes.get("facts", clocks.facts), clocks.owned.agent, owner and owner.team)
        self._told.extend(told_of(clocks.ticket_id, facts, before, after, self._at, cause))


def _derived(promises: Promises, owner: Owner | None) -> dict[str, Any]:
    """What queries ask for."""
    instants = [
        at
        for target in promises.targets
        if target.live
        for at in (*target.warn_at[:1], target.due_at)
        if at is not None
    ]
    if owner is not None and owner.look_at is not None:
        instants.append(owner.look_at)
    needed = owner is not None and owner.counted_from is not None
    return {
        "states": tuple(dict.fromkeys(target.state for target in promises.targets)),
        "queue": owner.team if needed else "",
        "busy_agent": owner.agent or "" if needed else "",
        "next_at": min(instants, default=None),
    }
