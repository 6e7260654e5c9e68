"""Who has a ticket, as its life goes on: it follows the sun."""

from datetime import datetime, timedelta

from heliodesk.sla.v1 import events_pb2
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.convert import to_proto
from services.sla.domain import clocks as rules
from services.sla.domain.assignment import Workload
from services.sla.domain.clocks import Step, TicketClocks
from services.sla.domain.conditions import Facts
from services.sla.domain.events import OwnerCause, OwnerChosen, ReplanCause, TicketHandedOff
from services.sla.domain.ownership import HANDLING, HANDOFF_LEAD
from services.sla.domain.story import AgentReplied, CustomerWrote, StatusChanged
from services.sla.domain.team import Agreement, Level
from services.sla.domain.words import Kind, Priority, Status
from tests.support.shifts import AUSTIN, BERLIN, NOBODY, SUN, TOKYO, monday, team, terms

ENGLISH = Facts(language="en")
ID = "0197a1f0-0000-7000-8000-000000000001"


class Life:
    """A ticket's life, told step by step; timers ring when they should."""

    def __init__(self, opened: datetime, facts: Facts = ENGLISH, teams=SUN, work: Workload = NOBODY) -> None:
        self.teams, self.work = teams, work
        self.told: list = []
        first = rules.opened(ID, facts, Priority.NORMAL, opened, terms(facts, teams=teams), self._work)
        self.clocks: TicketClocks = self._took(first)

    def _work(self) -> Workload:
        return self.work

    def _took(self, step: Step | None) -> TicketClocks:
        if step is not None:
            for event, _ in step.told:
                to_proto(event, getattr(events_pb2, type(event).__name__))
                self.told.append(event)
            self.clocks = step.clocks
        return self.clocks

    def happens(self, happening) -> None:
        self.until(happening.at)
        under = terms(self.clocks.facts, teams=self.teams)
        self._took(rules.took(self.clocks, happening, "something happened", under, self._work))

    def learns(self, at: datetime, facts: Facts) -> None:
        under = terms(facts, teams=self.teams)
        self._took(rules.put_under(self.clocks, facts, under, at, ReplanCause.FACTS, self._work))

    def until(self, at: datetime) -> None:
        """Rings the timers that are due by then."""
        under = terms(self.clocks.facts, teams=self.teams)
        while (owner := self.clocks.owned.owner) and owner.look_at is not None and owner.look_at <= at:
            self._took(rules.looked_after(self.clocks, owner.look_at, under, self._work))

    @property
    def owner(self) -> str | None:
        return self.clocks.owned.owner and self.clocks.owned.owner.team

    def events(self, kind: type) -> list:
        return [event for event in self.told if isinstance(event, kind)]


def test_a_ticket_is_given_to_a_team_on_shift_and_the_reason_is_kept():
    life = Life(monday("10:00"))
    (chosen,) = life.events(OwnerChosen)
    assert (chosen.team_id, chosen.cause, chosen.since) == ("berlin", OwnerCause.OPENED, monday("10:00"))
    assert chosen.reason == "on shift for 6h00m, fluent, 10 free"
    assert [(one.team_id, one.on_shift) for one in chosen.considered] == [
        ("austin", False),
        ("berlin", True),
        ("tokyo", False),
    ]
    assert chosen.look_at == monday("15:45") and life.clocks.next_at == monday("13:12")


def test_nobody_on_shift_is_whoever_opens_first_and_keeps_it_until_then():
    life = Life(monday("05:00"), teams=(BERLIN, AUSTIN))
    (chosen,) = life.events(OwnerChosen)
    assert (chosen.team_id, chosen.reason) == ("berlin", "nobody is on shift; opens first, in 3h00m, fluent")
    life.happens(CustomerWrote(monday("06:00")))
    assert life.owner == "berlin" and len(life.events(OwnerChosen)) == 1


def test_it_is_handed_on_before_the_shift_ends_if_something_is_due_before_the_team_is_back():
    life = Life(monday("15:00"))
    life.until(monday("15:44"))
    assert life.owner == "berlin"
    life.until(monday("15:45"))
    assert life.owner == "austin"
    (handed,) = life.events(TicketHandedOff)
    assert (handed.from_team_id, handed.to_team_id) == ("berlin", "austin")
    assert handed.note.happened == ("2026-03-02 15:00Z the ticket was opened",)
    assert (handed.note.next, handed.note.due_at) == ("give the first response", monday("19:00"))
    assert [(one.team_id, one.open_seconds) for one in handed.consumed] == [("berlin", timedelta(minutes=45))]
    # The old team is still there for a quarter of an hour: that doesn't bring it back.
    life.happens(CustomerWrote(monday("15:50")))
    assert life.owner == "austin"


def test_one_that_waits_for_the_customer_stays_and_moves_once_somebody_is_needed():
    life = Life(monday("10:00"))
    life.happens(AgentReplied(monday("10:30")))
    life.happens(StatusChanged(monday("10:30"), Status.PENDING))
    assert (life.clocks.queue, life.clocks.owned.owner.look_at) == ("", None)
    life.until(monday("20:00"))
    assert life.owner == "berlin"
    life.happens(StatusChanged(monday("20:00"), Status.OPEN))
    assert (life.owner, life.clocks.queue) == ("austin", "austin")
    assert life.events(OwnerChosen)[-1].cause is OwnerCause.NEEDED
    spent = {one.team_id: one.open_seconds for one in life.clocks.owned.consumed}
    assert spent == {"berlin": timedelta(minutes=30)}


def test_what_isnt_due_before_the_team_is_back_moves_when_the_shift_has_ended():
    slow = Life(monday("15:00"))
    slow.happens(AgentReplied(monday("15:10")))
    # Only the solution is owed, until Wednesday.
    slow.until(monday("15:59"))
    assert slow.owner == "berlin" and not slow.events(TicketHandedOff)
    slow.until(monday("16:00"))
    assert slow.owner == "austin"


def test_the_language_that_becomes_known_finds_who_speaks_it():
    life = Life(monday("07:00"), Facts())
    assert life.owner == "tokyo"
    life.learns(monday("07:00:05"), Facts(language="de"))
    assert life.owner == "berlin"
    assert life.events(OwnerChosen)[-1].reason == "nobody is on shift; opens first, in 0h59m, native"
    # Nobody but Berlin serves it now, so its hours alone count: four hours from eight.
    (first,) = [one for one in life.clocks.targets if one.kind is Kind.FIRST_RESPONSE]
    assert first.due_at == monday("12:00")


def test_a_better_level_then_a_free_place_then_enough_time_then_who_had_it():
    native, late = team("b-native", "08:00", "20:00", {"de": Level.NATIVE}), team("a-late", "08:00", "12:00")
    german = Facts(language="de")
    fluent = team("a", "08:00", "20:00", {"de": Level.FLUENT})
    assert Life(monday("10:00"), german, (native, fluent)).owner == "b-native"
    twins = (team("a", "08:00", "20:00"), team("b", "08:00", "20:00"))
    assert Life(monday("10:00"), teams=twins).owner == "a"
    assert Life(monday("10:00"), teams=twins, work=Workload({"a": 10})).owner == "b"
    assert Life(monday("11:45"), teams=(late, twins[1])).owner == "b"


def test_an_agent_who_is_there_and_has_a_place_is_named():
    assert Life(monday("10:00")).clocks.owned.agent is None
    there = Workload(present=frozenset({"agent-ana"}))
    assert Life(monday("10:00"), work=there).clocks.owned.agent == "agent-ana"
    busy = Workload(agents={"agent-ana": 5}, present=frozenset({"agent-ana"}))
    assert Life(monday("10:00"), work=busy).clocks.owned.agent is None


def test_an_outside_team_is_given_only_what_was_agreed():
    partner = team(
        "a-partner",
        "00:00",
        "24:00",
        {"en": Level.NATIVE},
        partner="Partner Inc.",
        agreement=Agreement(markets=frozenset({"US"})),
    )
    teams = (partner, BERLIN)
    assert Life(monday("10:00"), Facts(language="en", market="US"), teams).owner == "a-partner"
    assert Life(monday("10:00"), Facts(language="en", market="DE"), teams).owner == "berlin"
    assert Life(monday("10:00"), Facts(language="en"), teams).owner == "berlin"


def test_a_person_gives_it_to_another_team_with_a_word_why():
    life = Life(monday("10:00"))
    under = terms(ENGLISH)
    tokyo = [one for one in under.able if one.team.region == "apac"]
    life._took(rules.given_to(life.clocks, tokyo, under, monday("10:05"), life._work, "they know the customer"))
    assert life.owner == "tokyo"
    chosen = life.events(OwnerChosen)[-1]
    assert chosen.cause is OwnerCause.ASKED
    assert chosen.reason.startswith(
        "they know the customer; nobody is on shift; opens first, after it is due, in 13h55m"
    )


MINUTES = st.integers(0, 5 * 24 * 60)


@settings(deadline=None, max_examples=400)
@given(
    MINUTES,
    st.lists(st.tuples(MINUTES, st.sampled_from(["message", "reply", *Status])), max_size=12),
    st.permutations(SUN),
)
def test_a_ticket_that_needs_somebody_is_with_who_is_there_and_never_goes_to_and_fro(opened, history, teams):
    start = monday("00:00") + timedelta(minutes=opened, microseconds=opened)
    life = Life(start, teams=tuple(teams))
    made = {"message": CustomerWrote, "reply": AgentReplied}
    for minutes, what in sorted(history, key=lambda one: one[0]):
        at = start + timedelta(minutes=minutes)
        if life.clocks.promises.status.gone:
            break
        life.happens(made[what](at) if what in made else StatusChanged(at, what))
        needed = not life.clocks.promises.status.ended and life.clocks.promises.status is not Status.PENDING
        assert (life.clocks.queue == life.owner) if needed else life.clocks.queue == ""
        if needed:
            owner = next(one for one in terms(ENGLISH, teams=tuple(teams)).able if one.team.id == life.owner)
            soon = (owner.shift_end(at + ahead) for ahead in (timedelta(0), HANDOFF_LEAD, HANDLING))
            assert any(end is not None for end in soon)
            assert life.clocks.owned.owner.look_at > at
    moves = [(one.since, one.team_id) for one in life.events(OwnerChosen)]
    for number, (at, to) in enumerate(moves):
        left = [later for (_, was), (later, _) in zip(moves[:number], moves[1 : number + 1], strict=True) if was == to]
        assert all(at - gave_up >= HANDLING - HANDOFF_LEAD for gave_up in left), moves


def test_the_same_facts_give_the_same_choice_whatever_the_order_of_the_teams():
    chosen = {Life(monday("23:59"), teams=order).events(OwnerChosen)[0].reason for order in ((*SUN,), (*SUN[::-1],))}
    assert len(chosen) == 1 and TOKYO in SUN
