"""A case: what is known of a ticket, and which chains it has called. The whole shop has one as well, for its crises.

The case alone decides that a chain starts and that it is over, so no fact starts one twice, in whatever order facts of
different sources come: they count by when they happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.escalation.domain.cause import Cause, Facts, first_fit
from services.escalation.domain.chain import Chain
from services.escalation.domain.words import EscalationState, Target, Trigger
from services.kit.ids import derived_id

CRISIS = "crisis"
"""The id of the shop's own case."""


@dataclass(frozen=True, slots=True)
class ChainCalled:
    escalation_id: str
    chain: Chain
    trigger: Trigger
    ticket_id: str
    target: Target | None
    cause: str
    by: str
    called_at: datetime


@dataclass(frozen=True, slots=True)
class CrisisCalled:
    chain_id: str
    trigger: Trigger
    cause: str
    called_at: datetime


@dataclass(frozen=True, slots=True)
class ChainCalledOff:
    escalation_id: str
    why: str
    called_off_at: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """The last escalation of a chain by this trigger, for this target; `at` is when the last fact
    happened that it stands for.

    One that runs may be snoozed. Once it is over it stays here, so that an earlier fact, heard of late or again,
    doesn't start another.
    """

    escalation_id: str
    chain_id: str
    trigger: Trigger
    target: Target | None
    at: datetime
    state: EscalationState = EscalationState.RUNNING

    @property
    def runs(self) -> bool:
        return self.state is EscalationState.RUNNING


@dataclass(frozen=True, slots=True)
class Over:
    """The promise of this target was of no concern any more from that instant on."""

    target: Target
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    facts: Facts = Facts()
    called: tuple[Called, ...] = ()
    over: tuple[Over, ...] = ()
    # When the ticket was last over; it may have been opened again since.
    ended_at: datetime | None = None

    def of(self, escalation_id: str) -> Called | None:
        return next((one for one in self.called if one.escalation_id == escalation_id), None)

    def last(self, chain: Chain, cause: Cause) -> Called | None:
        """The last one that stands for such a cause: of a crisis whatever caused it."""
        key = (chain.chain_id, cause.trigger, cause.target)
        if chain.crisis:
            return next((one for one in self.called if one.chain_id == chain.chain_id), None)
        return next((one for one in self.called if (one.chain_id, one.trigger, one.target) == key), None)

    def is_over(self, cause: Cause) -> bool:
        """Whether what the cause tells of was over before anybody heard of it."""
        if self.ended_at is not None and cause.at <= self.ended_at:
            return True
        return any(one.target is cause.target and cause.at <= one.at for one in self.over)


@dataclass(frozen=True, slots=True)
class Decided:
    case: Case
    events: tuple[ChainCalled | CrisisCalled | ChainCalledOff, ...] = ()


def learn(case: Case, more: Facts) -> Decided | None:
    """None where it says nothing new."""
    facts = case.facts.learn(more)
    return None if facts == case.facts else Decided(replace(case, facts=facts))


def hear(case: Case, tenant: str, ticket_id: str, cause: Cause, chains: Iterable[Chain]) -> Decided | None:
    """What a fact of the ticket starts: the first chain that fits, judged by what the fact and the case know."""
    if case.is_over(cause):
        return None
    cause = replace(cause, facts=case.facts.learn(cause.facts))
    chain = first_fit(chains, cause)
    if chain is None:
        return None
    if chain.crisis:
        return Decided(case, (CrisisCalled(chain.chain_id, cause.trigger, cause.words, cause.at),))
    return call(case, tenant, ticket_id, chain, cause)


def call(case: Case, tenant: str, ticket_id: str, chain: Chain, cause: Cause) -> Decided | None:
    """Starts the chain. One that runs already stands for this fact as well; None where the last one stood for it, or
    for a later one."""
    last = case.last(chain, cause)
    if last is not None and last.runs:
        return Decided(_with(case, (replace(last, at=cause.at),))) if cause.at > last.at else None
    if last is not None and cause.at <= last.at and cause.trigger is not Trigger.HAND:
        return None
    words = (tenant, ticket_id or CRISIS, chain.chain_id, cause.trigger, cause.target or "", cause.id)
    escalation_id = derived_id("escalation", *words)
    called = Called(escalation_id, chain.chain_id, cause.trigger, cause.target, cause.at)
    event = ChainCalled(
        escalation_id, chain, cause.trigger, ticket_id, cause.target, cause.words, cause.by, called_at=cause.at
    )
    return Decided(replace(case, called=(*(one for one in case.called if one is not last), called)), (event,))


def note(case: Case, escalation_id: str, state: EscalationState) -> Decided | None:
    """What became of an escalation. Resolved is the last word."""
    known = case.of(escalation_id)
    if known is None or known.state in (state, EscalationState.RESOLVED):
        return None
    return Decided(_with(case, (replace(known, state=state),)))


def end(case: Case, why: str, at: datetime) -> Decided:
    """The ticket is over for now, and all that was called for because of earlier facts."""
    return _called_off(_ended(case, at), (one for one in case.called if one.at <= at), why, at)


def remove(case: Case, why: str, at: datetime) -> Decided:
    """The ticket is no more, and nothing that it called for is."""
    return _called_off(_ended(case, at), case.called, why, at)


def settle(case: Case, targets: Iterable[Target], why: str, at: datetime) -> Decided | None:
    """The promises of these targets were kept, or are no more, from `at` on: what was called for because of earlier
    warnings and breaches is over."""
    wanted = frozenset(targets)
    later = {one.target: one for one in case.over}
    later |= {target: Over(target, at) for target in wanted if target not in later or later[target].at < at}
    over = tuple(later[target] for target in sorted(later))
    decided = _called_off(
        replace(case, over=over), (one for one in case.called if one.target in wanted and one.at <= at), why, at
    )
    return None if decided.case == case else decided


def _ended(case: Case, at: datetime) -> Case:
    return replace(case, ended_at=max(at, case.ended_at or at))


def _called_off(case: Case, called: Iterable[Called], why: str, at: datetime) -> Decided:
    off = tuple(replace(one, state=EscalationState.RESOLVED) for one in called if not _is_resolved(one))
    return Decided(_with(case, off), tuple(ChainCalledOff(one.escalation_id, why, at) for one in off))


def _is_resolved(called: Called) -> bool:
    return called.state is EscalationState.RESOLVED


def _with(case: Case, changed: Sequence[Called]) -> Case:
    new = {one.escalation_id: one for one in changed}
    return replace(case, called=tuple(new.get(one.escalation_id, one) for one in case.called))
