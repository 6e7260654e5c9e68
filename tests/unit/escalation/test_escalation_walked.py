"""Whatever timers and people do to an escalation, in whatever order: its steps are taken in order, each round once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.escalation.domain import escalation as runs
from services.escalation.domain.escalation import Escalation, Moved
from services.escalation.domain.events import EscalationAcknowledged, EscalationExhausted, EscalationResolved
from services.escalation.domain.steps import Done, OnShift, Passing, Until, asks, ring
from services.escalation.domain.validation import MOST_STEPS_TAKEN, validate
from services.escalation.domain.walk import Place
from services.escalation.domain.words import Trigger
from services.kit.errors import Refused
from tests.support.chains import chain, notify, raise_to, repeat, wait, webhook

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENDS = (EscalationAcknowledged, EscalationResolved, EscalationExhausted)
CHAINS = [
    (notify(), wait(60), notify(), wait(60, open_time=True), raise_to(), webhook()),
    (notify(), wait(60), repeat(0, 3), webhook()),
    (wait(5), notify(), wait(5), repeat(1, 2), webhook(), repeat(0, 2), wait(9)),
]


class EscalationWalked(RuleBasedStateMachine):
    @initialize(steps=st.sampled_from(CHAINS))
    def begin(self, steps) -> None:
        self.chain = chain(*steps)
        validate(self.chain)
        self.now = START
        self.events: list = []
        self.lines: list = []
        self.timers: list[tuple[int, datetime]] = []
        self.order = in_order(steps)
        self.move(runs.start("e", self.chain, Trigger.BREACH, "t", None, self.now, cause="why"))

    def move(self, moved: Moved | None) -> None:
        if moved is not None:
            self.state: Escalation = moved.escalation
            self.events += moved.events
            self.lines += moved.lines
            if self.state.next_at is not None:
                self.timers.append((self.state.plan, self.state.next_at))

    @property
    def steps_taken(self) -> list[tuple[int, int]]:
        return [(event.step, event.round) for event in self.events if hasattr(event, "round")]

    @rule(seconds=st.integers(0, 300))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(data=st.data(), refused=st.booleans())
    def a_timer_rings_late_or_again(self, data, refused) -> None:
        plan, at = data.draw(st.sampled_from(self.timers))
        if at > self.now:
            return
        moved = ring(self.state, plan, self.answer(data, refused), self.now)
        if moved is not None:
            assert (plan, at) == (self.state.plan, self.state.next_at)
        self.move(moved)

    @rule(data=st.data(), refused=st.booleans())
    def the_next_timer_rings_at_its_instant(self, data, refused) -> None:
        if self.state.next_at is not None:
            self.now = max(self.now, self.state.next_at)
            self.move(ring(self.state, self.state.plan, self.answer(data, refused), self.now))

    def answer(self, data, refused: bool):
        if not asks(self.state):
            return None
        step = self.state.next_step
        if data.draw(st.integers(0, 3)) == 0:
            return data.draw(st.sampled_from([None, Passing("away"), Passing("failing", bounded=True)]))
        if refused or step.webhook or step.raise_priority:
            return Done(not refused, "so it was")
        return OnShift(manager_id="mei") if step.notify else Until(self.now + timedelta(hours=1), "open time")

    @rule()
    def somebody_takes_it_up(self) -> None:
        self.unless_over(lambda: runs.acknowledge(self.state, "ana", self.now))

    @rule(seconds=st.integers(1, 600))
    def somebody_snoozes_it(self, seconds: int) -> None:
        self.unless_over(lambda: runs.snooze(self.state, "ana", self.now + timedelta(seconds=seconds), self.now))

    @precondition(lambda self: len(self.events) > 8)
    @rule()
    def what_it_was_about_is_over(self) -> None:
        self.move(runs.resolve(self.state, "", "solved", self.now))

    def unless_over(self, command) -> None:
        was_over = not self.state.goes_on
        try:
            self.move(command())
        except Refused:
            assert was_over

    @invariant()
    def each_round_of_each_step_is_taken_once_and_in_order(self) -> None:
        assert self.steps_taken == self.order[: len(self.steps_taken)]
        assert len(self.steps_taken) <= MOST_STEPS_TAKEN

    @invariant()
    def nothing_is_done_after_its_end(self) -> None:
        ends = [at for at, event in enumerate(self.events) if isinstance(event, ENDS)]
        if ends:
            assert all(isinstance(event, ENDS) for event in self.events[ends[0] :])
            assert self.state.next_at is None
        assert self.state.goes_on is not bool(ends)

    @invariant()
    def while_it_goes_on_one_timer_is_set_for_its_plan(self) -> None:
        if self.state.goes_on:
            assert self.timers[-1] == (self.state.plan, self.state.next_at)
            assert len({plan for plan, _ in self.timers}) == len(self.timers)

    @invariant()
    def the_audit_trail_counts_without_gaps(self) -> None:
        assert [line.number for line in self.lines] == list(range(1, self.state.lines + 1))
        assert len(self.lines) == len(self.events)


def in_order(steps) -> list[tuple[int, int]]:
    place, found = Place.first(steps), []
    while not place.at_end():
        found.append((place.step, place.round))
        place = place.after(steps)
    return found


EscalationWalked.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestEscalationWalked = EscalationWalked.TestCase
