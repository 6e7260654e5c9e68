"""Which team has the ticket: given when it opens, handed on before the owner's shift ends, with a note.

A ticket stays where it is while it waits for the customer. It is handed on a quarter of an hour before its owner's
shift ends if something is due before that team is back and another team will be there; otherwise when the shift has
ended. Who was given it for a shift that is about to begin keeps it until then, so it is never handed to and fro.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.sla.domain.assignment import Asked, Choice, Workload, choose, opens_at
from services.sla.domain.conditions import Facts
from services.sla.domain.events import HandoffNote, OwnerCause, OwnerChosen, TicketHandedOff
from services.sla.domain.owned import Had, Owned, Owner, TeamTime
from services.sla.domain.serving import Serving
from services.sla.domain.story import Promises
from services.sla.domain.target import Target
from services.sla.domain.terms import Terms
from services.sla.domain.words import Kind

HANDOFF_LEAD = timedelta(minutes=15)
"""So long before its end a shift hands on."""
HANDLING = timedelta(minutes=30)
"""How long a ticket takes whoever has it: a shift with less left isn't given one if another can have it."""
# Earlier ones are in the events.
_KEPT = 50

_NEXT = {
    Kind.FIRST_RESPONSE: "give the first response",
    Kind.NEXT_RESPONSE: "answer the customer",
    Kind.RESOLUTION: "solve the ticket",
    Kind.REFUND_AFTER_RECEIPT: "issue the refund",
    Kind.PUBLIC_REPLY: "reply to the review",
}


class Ownership:
    """Looks after who has the ticket; `owned` is what comes of it, `events` what is told. `work` is asked when there is
    a choice to make."""

    def __init__(
        self,
        ticket_id: str,
        owned: Owned,
        promises: Promises,
        facts: Facts,
        happened: tuple[str, ...],
        terms: Terms,
        work: Callable[[], Workload],
    ) -> None:
        self._ticket_id = ticket_id
        self._promises, self._facts, self._terms, self._work = promises, facts, terms, work
        self.owned, self.happened = owned, happened
        self.events: list[Any] = []

    def look(self, at: datetime, cause: OwnerCause) -> None:
        """As things stand at `at`."""
        owner = self.owned.owner
        if not self._promises.needing(self._terms.policy):
            self._rest(at)
            return
        unfit = cause is OwnerCause.FACTS and (self._unanswered or self._team is None)
        if owner is None or cause is OwnerCause.OPENED or unfit:
            self._choose_anew(self._terms.able, at, at, cause)
            return
        if owner.counted_from is None:
            self.owned = replace(self.owned, owner=replace(owner, counted_from=at))
        if at >= owner.begins_at:
            self._keep(at, cause)
        elif owner.look_at is None:
            self._look_again(owner.begins_at)

    def give(self, among: Sequence[Serving], at: datetime, why: str) -> None:
        """To the best of these, since somebody wants it so."""
        self._choose_anew(among, at, at, OwnerCause.ASKED, why)

    def _keep(self, at: datetime, cause: OwnerCause) -> None:
        """The owner's shift has begun: does it go on?"""
        team = self._team
        if team is None:
            # It can't serve the ticket any more, and nobody else could when that was found out.
            self._look_again(None)
            return
        end = team.shift_end(at)
        if end is None and (back := self._soon_back(team, at)):
            self.owned = replace(self.owned, owner=replace(self.owned.owner, begins_at=back))
            self._look_again(back)
        elif end is None:
            self._choose_anew(self._terms.able, at, at, cause)
        elif at < end - HANDOFF_LEAD:
            self._look_again(end - HANDOFF_LEAD)
        elif others := self._receivers(team, end):
            self._choose_anew(others, at, end, OwnerCause.SHIFT_END)
        else:
            self._look_again(end)

    def _soon_back(self, team: Serving, at: datetime) -> datetime | None:
        """When the team is back, if nobody else could handle the ticket by then and nothing is due before: it isn't
        worth a way there and back."""
        back, due = opens_at(team, at), self._first_due
        if back is None or back - at > HANDLING or (due is not None and due.due_at < back):
            return None
        return back

    def _receivers(self, team: Serving, end: datetime) -> list[Serving]:
        """Who will be there when the shift ends, for longer than handling takes; nobody where nothing is due before the
        team is back."""
        due = self._first_due
        back = opens_at(team, end)
        if due is None or due.due_at is None or (back is not None and due.due_at > back):
            return []
        return [
            one
            for one in self._terms.able
            if one.team.id != team.team.id and (until := one.shift_end(end)) is not None and until - end >= HANDLING
        ]

    def _choose_anew(
        self, able: Sequence[Serving], at: datetime, for_: datetime, cause: OwnerCause, why: str = ""
    ) -> None:
        """For whoever is there at `for_`, which may lie ahead."""
        owner, due = self.owned.owner, self._first_due
        asked = Asked(
            self._facts.language,
            frozenset(self._facts.skills),
            HANDLING,
            owner.team if owner else None,
            self.owned.agent,
            due.due_at if due else None,
        )
        choice = choose(able, asked, self._work(), for_)
        if choice is not None:
            self._give(choice, at, for_, cause, why)

    def _give(self, choice: Choice, at: datetime, for_: datetime, cause: OwnerCause, why: str) -> None:
        owner = self.owned.owner
        reason = f"{why}; {choice.reason}" if why else choice.reason
        begins_at, look_at = self._shift(choice, for_)
        plan = owner.plan + 1 if owner else 1
        if owner is not None and owner.team == choice.team.id:
            agent = owner.agent or choice.agent
            kept = replace(owner, agent=agent, begins_at=begins_at, look_at=look_at, plan=plan)
            self.owned = replace(self.owned, owner=replace(kept, counted_from=owner.counted_from or at))
            if agent == owner.agent:
                return
        else:
            self._take_from(owner, at)
            new = Owner(choice.team.id, choice.agent, at, begins_at, reason, plan, look_at, at)
            self.owned = replace(self.owned, owner=new, agent=choice.agent)
        previous = owner.team if owner else None
        now = self.owned.owner
        self.events.append(
            OwnerChosen(self._ticket_id, now.team, now.agent, previous, cause, reason, at, look_at, choice.considered)
        )
        if previous not in (None, now.team) and cause is not OwnerCause.FACTS:
            self._hand_off(previous, now.team, at)

    def _shift(self, choice: Choice, for_: datetime) -> tuple[datetime, datetime | None]:
        """When the shift begins for which the team is given the ticket, and when to look again."""
        one = next(one for one in self._terms.able if one.team.id == choice.team.id)
        begins_at = for_ if one.shift_end(for_) is not None else opens_at(one, for_)
        end = one.shift_end(begins_at) if begins_at is not None else None
        if begins_at is None or end is None:
            return for_, None
        # Who is given it in the last minutes of a shift keeps it to the end.
        return begins_at, end - HANDOFF_LEAD if begins_at < end - HANDOFF_LEAD else end

    def _hand_off(self, from_team: str, to_team: str, at: datetime) -> None:
        due = self._first_due
        note = HandoffNote(
            self.happened,
            _NEXT[due.kind] if due else "look at the ticket",
            due.due_at if due else None,
            due.kind if due else None,
        )
        consumed = tuple(one.whole for one in self.owned.consumed)
        self.events.append(TicketHandedOff(self._ticket_id, from_team, to_team, at, note, consumed))

    def _rest(self, at: datetime) -> None:
        """Nobody is needed: its time stops counting."""
        owner = self.owned.owner
        if owner is not None and (owner.counted_from is not None or owner.look_at is not None):
            self._consume(owner, at)
            rested = replace(owner, counted_from=None, look_at=None, plan=owner.plan + 1)
            self.owned = replace(self.owned, owner=rested)

    def _look_again(self, at: datetime | None) -> None:
        owner = self.owned.owner
        if owner.look_at != at:
            self.owned = replace(self.owned, owner=replace(owner, look_at=at, plan=owner.plan + 1))

    def _take_from(self, owner: Owner | None, at: datetime) -> None:
        if owner is None:
            return
        self._consume(owner, at)
        total = next((one.open_seconds for one in self.owned.consumed if one.team_id == owner.team), timedelta(0))
        had = Had(owner.team, owner.agent, owner.since, at, owner.reason, total)
        self.owned = replace(self.owned, had=(*self.owned.had, had)[-_KEPT:])

    def _consume(self, owner: Owner, at: datetime) -> None:
        """Adds the open time that the ticket has taken the team."""
        team = self._team
        if team is None or owner.counted_from is None or at <= owner.counted_from:
            return
        so_far = {one.team_id: one.open_seconds for one in self.owned.consumed}
        so_far[owner.team] = so_far.get(owner.team, timedelta(0)) + team.hours.elapsed(owner.counted_from, at)
        consumed = tuple(TeamTime(*one) for one in sorted(so_far.items()))
        self.owned = replace(self.owned, consumed=consumed)

    @property
    def _team(self) -> Serving | None:
        """The owner, while it can serve the ticket."""
        owner = self.owned.owner
        return next((one for one in self._terms.able if owner and one.team.id == owner.team), None)

    @property
    def _first_due(self) -> Target | None:
        live = [target for target in self._promises.targets if target.live and target.due_at is not None]
        return min(live, key=lambda target: target.due_at, default=None)

    @property
    def _unanswered(self) -> bool:
        return any(one.kind is Kind.FIRST_RESPONSE for one in self._promises.waiting)
