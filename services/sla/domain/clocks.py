"""All clocks of a ticket, and who owns it: one aggregate, since who owns it follows from what is due when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.sla.domain.assignment import Workload
from services.sla.domain.conditions import Facts
from services.sla.domain.events import OwnerCause, ReplanCause, TicketFacts, Told, told_of
from services.sla.domain.owned import Owned
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
    clocks = TicketClocks(ticket_id, facts, terms.revision, promises, at, started_at=at)
    going = _Going(replace(clocks, promises=replace(promises, targets=())), at)
    going.clocks = _noted(clocks, at, "the ticket was opened")
    return going.done(terms, work, OwnerCause.OPENED, ReplanCause.FACTS)


def took(clocks: TicketClocks, happening: Happening, line: str, terms: Terms, work: Work) -> Step | None:
    """What happened to the ticket, and in a few words; None where nothing has changed by it. Raises NoCoverage."""
    at = max(happening.at, clocks.told_at)
    going = _Going(clocks, at)
    story = Story(clocks.promises, terms)
    story.judge(at)
    going.judged(story)
    story.take(replace(happening, at=at))
    cause = ReplanCause.PRIORITY if story.promises.priority is not clocks.promises.priority else ReplanCause.PAUSE
    going.clocks = _noted(replace(going.clocks, promises=story.promises, told_at=at), at, line)
    return going.done(terms, work, OwnerCause.NEEDED, cause)


def answered_by(clocks: TicketClocks, agent: str | None) -> TicketClocks:
    """The ticket is this agent's (None: nobody's) from now on."""
    return replace(clocks, owned=clocks.owned.by_agent(agent), busy_agent=agent or "" if clocks.queue else "")


def put_under(clocks: TicketClocks, facts: Facts, terms: Terms, at: datetime, cause: ReplanCause, work: Work) -> Step:
    """More is known of the ticket, or the rulebook is another one: what still runs is promised by these terms. Raises
    NoCoverage."""
    at = max(at, clocks.told_at)
    going = _Going(clocks, at)
    story = Story(clocks.promises, terms)
    story.judge(at)
    going.judged(story)
    story.replan(at)
    going.clocks = replace(going.clocks, facts=facts, revision=terms.revision, promises=story.promises, told_at=at)
    return going.done(terms, work, OwnerCause.FACTS, cause)


def given_to(clocks: TicketClocks, among: Sequence[Serving], terms: Terms, at: datetime, work: Work, why: str) -> Step:
    """Somebody wants one of these teams to have it."""
    return _Going(clocks, max(at, clocks.told_at)).given(among, terms, work, why)


def warned(clocks: TicketClocks, now: datetime, terms: Terms) -> Step | None:
    """A timer rings: warnings that are due are given."""
    going = _Going(clocks, now)
    story = Story(clocks.promises, terms)
    story.warn(now)
    return going.rang(story, now)


def judged(clocks: TicketClocks, due_at: datetime, terms: Terms) -> Step | None:
    """A timer rings, and all that happened up to `due_at` is known: what was due by then is broken."""
    going = _Going(clocks, due_at)
    story = Story(clocks.promises, terms)
    # What happens at the due instant itself is in time.
    story.judge(due_at + _MICROSECOND)
    return going.rang(story, due_at)


def looked_after(clocks: TicketClocks, now: datetime, terms: Terms, work: Work) -> Step | None:
    """The owner's shift ends soon, or has ended."""
    going = _Going(clocks, now)
    return going.done(terms, work, OwnerCause.SHIFT_END, ReplanCause.FACTS) if clocks.owned.owner else None


def line_of(at: datetime, text: str) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z {text}"


class _Going:
    """Collects what is told while the clocks go from what they were to what they are."""

    def __init__(self, clocks: TicketClocks, at: datetime) -> None:
        self._before, self._at = clocks, at
        self._told: list[Told] = []
        self.clocks = clocks

    def judged(self, story: Story) -> None:
        """What had become due before is told before what happened now."""
        self._tell(self.clocks.targets, story.promises.targets, ReplanCause.PAUSE)
        self.clocks = self._before = replace(self.clocks, promises=story.promises)

    def rang(self, story: Story, at: datetime) -> Step | None:
        if story.promises.targets == self._before.targets:
            return None
        self._tell(self._before.targets, story.promises.targets, ReplanCause.PAUSE)
        return Step(_derived(replace(self.clocks, promises=story.promises)), tuple(self._told))

    def done(self, terms: Terms, work: Work, owner: OwnerCause, cause: ReplanCause) -> Step:
        self._tell(self._before.targets, self.clocks.targets, cause)
        keeping = self._ownership(terms, work)
        keeping.look(self._at, owner)
        return self._kept(keeping)

    def given(self, among: Sequence[Serving], terms: Terms, work: Work, why: str) -> Step:
        keeping = self._ownership(terms, work)
        keeping.give(among, self._at, why)
        return self._kept(keeping)

    def _ownership(self, terms: Terms, work: Work) -> Ownership:
        one = self.clocks
        return Ownership(one.ticket_id, one.owned, one.promises, one.facts, one.happened, terms, work)

    def _kept(self, keeping: Ownership) -> Step:
        self._told.extend((event, self._at) for event in keeping.events)
        return Step(_derived(replace(self.clocks, owned=keeping.owned)), tuple(self._told))

    def _tell(self, before: Sequence[Target], after: Sequence[Target], cause: ReplanCause) -> None:
        clocks = self.clocks
        owner = clocks.owned.owner
        facts = TicketFacts.of(clocks.facts, clocks.owned.agent, owner.team if owner else None)
        self._told.extend(told_of(clocks.ticket_id, facts, before, after, self._at, cause))


def _noted(clocks: TicketClocks, at: datetime, line: str) -> TicketClocks:
    return replace(clocks, happened=(*clocks.happened, line_of(at, line))[-_LINES:]) if line else clocks


def _derived(clocks: TicketClocks) -> TicketClocks:
    owner = clocks.owned.owner
    live = [target for target in clocks.targets if target.live]
    instants = [at for target in live for at in (*target.warn_at[:1], target.due_at) if at is not None]
    if owner is not None and owner.look_at is not None:
        instants.append(owner.look_at)
    needed = owner is not None and owner.counted_from is not None
    return replace(
        clocks,
        states=tuple(dict.fromkeys(target.state for target in clocks.targets)),
        queue=owner.team if needed else "",
        busy_agent=owner.agent or "" if needed else "",
        next_at=min(instants, default=None),
    )
