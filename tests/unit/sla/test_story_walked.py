"""A resolution target against a slow oracle that walks in steps of 15 s, counts, and looks at each what it should do.

What happens lies on whole minutes and the targets end a quarter of a minute after one, so nothing happens exactly when
a target is due: those edges have tests of their own.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.sla.domain.calendar import Calendar
from services.sla.domain.owners import owners
from services.sla.domain.policy import OnPriorityChange, Policy
from services.sla.domain.segments import merged, segments
from services.sla.domain.serving import serving
from services.sla.domain.story import AgentReplied, Happening, PriorityChanged, StatusChanged, Ticket, told
from services.sla.domain.target import State
from services.sla.domain.team import Level, Team
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import coverage
from services.sla.domain.words import Kind, Priority, Status
from tests.support.calendars import at, week

MINUTE, STEP = timedelta(minutes=1), timedelta(seconds=15)
# The clocks change in the night between the shifts of the first two days.
OPENED = at("2026-03-28T18:00Z")
BERLIN = Calendar(
    "Europe/Berlin", week(sat=[("19:30", "20:30"), ("22:00", "03:30")], sun=[("04:00", "06:00"), ("07:00", "24:00")])
)
CLOCK = coverage([BERLIN])
TOKYO = Calendar("Asia/Tokyo", week(sun=[("08:00", "12:00"), ("13:00", "22:00")], mon=[("09:00", "18:00")]))
TEAMS = [Team("b", BERLIN, (("de", Level.NATIVE),), 5), Team("a", TOKYO, (("de", Level.FLUENT),), 9)]
PRIORITIES = (Priority.NORMAL, Priority.HIGH, Priority.LOW)


@dataclass
class Walked:
    """`counted` holds the ends of the steps that counted."""

    policy: Policy
    priority: Priority = Priority.NORMAL
    promised: Priority = Priority.NORMAL
    allowed: timedelta = timedelta(0)
    counted: list[datetime] = field(default_factory=list)
    held: bool = False
    state: str = "running"
    due: datetime | None = None

    def tick(self, now: datetime) -> None:
        if self.state == "running" and not self.held and CLOCK.elapsed(now - STEP, now):
            self.counted.append(now)
        self.judge()

    def judge(self) -> None:
        steps = self.allowed // STEP
        if self.state == "running" and len(self.counted) >= steps:
            self.state, self.due, self.counted = "breached", self.counted[steps - 1], self.counted[:steps]

    def take(self, happening: Happening) -> None:
        if isinstance(happening, PriorityChanged):
            self.priority = happening.to
        elif isinstance(happening, StatusChanged):
            if self.state in ("running", "met"):
                self.state = "met" if happening.to is Status.SOLVED else "running"
            self.held = happening.to in self.policy.pause_in
        if self.state == "running" and self.promised is not self.priority:
            self.promised = self.priority
            self.promise(self.policy.targets[Kind.RESOLUTION][self.priority])
        self.judge()

    def promise(self, allowed: timedelta) -> None:
        how = self.policy.on_priority_change
        if how is OnPriorityChange.RESTART:
            self.counted = []
        if how is not OnPriorityChange.TIGHTEN_ONLY or allowed < self.allowed:
            self.allowed = allowed


def walk(policy: Policy, history: list[Happening], until: datetime) -> Walked:
    target = Walked(policy, allowed=policy.targets[Kind.RESOLUTION][Priority.NORMAL])
    now, left = OPENED, list(history)
    while True:
        while left and left[0].at == now:
            target.take(left.pop(0))
        if now >= until:
            return target
        now += STEP
        target.tick(now)


def happenings(minute: int) -> st.SearchStrategy[Happening]:
    when = OPENED + minute * MINUTE
    statuses = st.sampled_from([Status.OPEN, Status.PENDING, Status.SOLVED])
    return st.one_of(
        statuses.map(lambda to: StatusChanged(when, to)),
        st.sampled_from(PRIORITIES).map(lambda to: PriorityChanged(when, to)),
        st.just(AgentReplied(when)),
    )


HISTORIES = st.lists(st.integers(1, 1500), unique=True, max_size=8).flatmap(
    lambda minutes: st.tuples(*(happenings(minute) for minute in sorted(minutes)))
)
TIMES = st.tuples(*[st.integers(1, 1000).map(lambda minutes: minutes * MINUTE + STEP)] * 3)


@settings(deadline=None, max_examples=150)
@given(HISTORIES, TIMES, st.sampled_from(OnPriorityChange), st.integers(0, 1600))
def test_a_walk_through_a_tickets_life_finds_the_same(history, times, how, minutes):
    resolution = dict(zip(PRIORITIES, times, strict=True))
    policy = Policy("p", "coverage", {Kind.RESOLUTION: resolution}, frozenset({Status.PENDING}), (), how)
    until = OPENED + minutes * MINUTE
    history = [one for one in history if one.at <= until]
    walked = walk(policy, history, until)
    terms = Terms(policy, {}, serving([TEAMS[0]], "de", frozenset()))
    (target,) = told(Priority.NORMAL, OPENED, terms, history, until)
    assert target.elapsed(until, CLOCK) == len(walked.counted) * STEP
    expected = "paused" if walked.state == "running" and walked.held else walked.state
    assert target.state == expected
    assert target.breached_at == walked.due
    if target.state == "running":
        assert CLOCK.elapsed(until, target.due_at) == walked.allowed - len(walked.counted) * STEP


@settings(deadline=None, max_examples=150)
@given(HISTORIES, TIMES, st.integers(1, 1600))
def test_segments_explain_the_whole_time_and_owners_never_leave_the_ticket_alone(history, times, minutes):
    resolution = dict(zip(PRIORITIES, times, strict=True))
    policy = Policy("p", "coverage", {Kind.RESOLUTION: resolution}, frozenset({Status.PENDING}))
    ticket, until = Ticket("de", Priority.NORMAL, OPENED), OPENED + minutes * MINUTE
    able = serving(TEAMS, ticket.language, frozenset())
    clock = coverage(team.calendar for team in TEAMS)
    (target,) = told(ticket.priority, ticket.opened_at, Terms(policy, {}, able), history, until)
    owned = owners(ticket, policy, able, history, until)
    assert [OPENED, *(one.until for one in owned)] == [*(one.since for one in owned), until]

    found = merged(segments(target, clock, able, owned, until), lambda one: (one.team, one.counted))
    for earlier, later in zip(found, found[1:], strict=False):
        assert earlier.until == later.since and (earlier.team, earlier.counted) != (later.team, later.counted)
    counted = sum((one.until - one.since for one in found if one.counted), timedelta(0))
    assert counted == (target.allowed if target.state is State.RUNNING else target.elapsed(until, clock))
    for one in found:
        there = [each.team.id for each in able if each.hours.elapsed(one.since, one.until)]
        assert one.team in there if there else one.team is None
        assert one.team is not None or not one.counted
