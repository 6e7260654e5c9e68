"""Points that people give or take: with a reason, and with four eyes above a limit. Pure.

A correction puts right what the ledger has wrong, and may take points; a grant makes up for something, and only gives.
One person may do so much in 24 hours as the programme's limit says (`allowance.py`), the sign makes no difference; for
what is above, somebody else has to approve it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.kit.errors import RefusalKind, Refused, Violation


class CorrectionKind(StrEnum):
    CORRECTION = "correction"
    GRANT = "grant"


class CorrectionState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`points` is signed and not zero. `ticket_id` is empty where it has no ticket."""

    customer_id: str
    points: int
    kind: CorrectionKind
    reason: str
    ticket_id: str
    actor: str


@dataclass(frozen=True, slots=True)
class Gift:
    """A coupon of this reward, which is given instead of points. `worth` is its price in points, by which it counts."""

    reward_id: str
    worth: int


@dataclass(frozen=True, slots=True)
class Correction:
    """`limit` is what one person might do alone when it was proposed. `decided_by` is empty where it needed nobody.
    `reward_id` is empty, and `worth` 0, where it is about points; else `points` are 0."""

    correction_id: str
    customer_id: str
    points: int
    kind: CorrectionKind
    reason: str
    ticket_id: str
    proposed_by: str
    proposed_at: datetime
    limit: int
    state: CorrectionState = CorrectionState.PROPOSED
    decided_by: str = ""
    decided_at: datetime | None = None
    rejected_because: str = ""
    reward_id: str = ""
    worth: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionProposed:
    correction_id: str
    customer_id: str
    points: int
    kind: CorrectionKind
    reason: str
    ticket_id: str
    proposed_by: str
    limit: int
    proposed_at: datetime
    reward_id: str = ""
    worth: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionApproved:
    """`approved_by` is empty where one person was enough."""

    correction_id: str
    customer_id: str
    points: int
    kind: CorrectionKind
    reason: str
    ticket_id: str
    proposed_by: str
    approved_by: str
    approved_at: datetime
    reward_id: str = ""
    worth: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionRejected:
    """`rejected_by` is empty where nobody could give it."""

    correction_id: str
    customer_id: str
    points: int
    rejected_by: str
    reason: str
    rejected_at: datetime
    ticket_id: str = ""
    reward_id: str = ""


CorrectionEvent = CorrectionProposed | CorrectionApproved | CorrectionRejected
Decision = tuple[Correction, tuple[CorrectionEvent, ...]]


def person(actor: str) -> str:
    """By which two are told apart: capitals make no other person."""
    return actor.lower()


def check(proposal: Proposal, gives_reward: bool = False) -> None:
    """Raises Refused (INVALID_FIELDS)."""
    broken = []
    if gives_reward and proposal.points:
        broken.append(Violation("points", "UNEXPECTED", "points or a reward, not both"))
    if not proposal.points and not gives_reward:
        broken.append(Violation("points", "REQUIRED", "no points are no correction"))
    if proposal.kind is CorrectionKind.GRANT and proposal.points < 0:
        broken.append(Violation("points", "OUT_OF_RANGE", "a grant gives points; to take some, correct them"))
    if not proposal.reason.strip():
        broken.append(Violation("reason", "REQUIRED", "who reads the ledger needs a reason"))
    if broken:
        raise Refused("INVALID_FIELDS", "this can't be booked", violations=tuple(broken))


def propose(
    correction_id: str, proposal: Proposal, limit: int, alone: bool, now: datetime, gift: Gift | None = None
) -> Decision:
    """`alone`: it is within what this person may do without anybody else, so it is approved at once."""
    proposed, event = _proposed(correction_id, proposal, limit, now, gift)
    if not alone:
        return proposed, (event,)
    approved, events = _approved(proposed, "", now)
    return approved, (event, *events)


def refuse(
    correction_id: str, proposal: Proposal, limit: int, because: str, now: datetime, gift: Gift | None = None
) -> Decision:
    """It was wanted, and nobody can give it."""
    proposed, event = _proposed(correction_id, proposal, limit, now, gift)
    rejected, events = _rejected(proposed, "", because, now)
    return rejected, (event, *events)


def _proposed(
    correction_id: str, proposal: Proposal, limit: int, now: datetime, gift: Gift | None
) -> tuple[Correction, CorrectionProposed]:
    given = gift or Gift("", 0)
    proposed = Correction(
        correction_id,
        proposal.customer_id,
        proposal.points,
        proposal.kind,
        proposal.reason,
        proposal.ticket_id,
        proposal.actor,
        now,
        limit,
        reward_id=given.reward_id,
        worth=given.worth,
    )
    event = CorrectionProposed(
        correction_id,
        proposal.customer_id,
        proposal.points,
        proposal.kind,
        proposal.reason,
        proposal.ticket_id,
        proposal.actor,
        limit,
        now,
        given.reward_id,
        given.worth,
    )
    return proposed, event


def approve(correction: Correction, actor: str, now: datetime) -> Decision | None:
    """None where this person has approved it already. Raises Refused (SAME_PERSON, ALREADY_DECIDED)."""
    if correction.state is CorrectionState.APPROVED and correction.decided_by == actor:
        return None
    _check_open(correction)
    if person(correction.proposed_by) == person(actor):
        message = "who proposed it can't approve it: it is above what one person may do alone"
        raise Refused("SAME_PERSON", message, RefusalKind.FORBIDDEN)
    return _approved(correction, actor, now)


def reject(correction: Correction, actor: str, reason: str, now: datetime) -> Decision | None:
    """Who proposed it may take it back. None where this person has rejected it already. Raises Refused
    (ALREADY_DECIDED)."""
    if correction.state is CorrectionState.REJECTED and correction.decided_by == actor:
        return None
    _check_open(correction)
    return _rejected(correction, actor, reason, now)


def fall_through(correction: Correction, because: str, now: datetime) -> Decision | None:
    """It was approved, and can't be given after all. None where that is known."""
    return None if correction.state is CorrectionState.REJECTED else _rejected(correction, "", because, now)


def _rejected(correction: Correction, actor: str, reason: str, now: datetime) -> Decision:
    rejected = replace(
        correction, state=CorrectionState.REJECTED, decided_by=actor, decided_at=now, rejected_because=reason
    )
    event = CorrectionRejected(
        correction.correction_id,
        correction.customer_id,
        correction.points,
        actor,
        reason,
        now,
        correction.ticket_id,
        correction.reward_id,
    )
    return rejected, (event,)


def _approved(correction: Correction, actor: str, now: datetime) -> Decision:
    approved = replace(correction, state=CorrectionState.APPROVED, decided_by=actor, decided_at=now)
    event = CorrectionApproved(
        correction.correction_id,
        correction.customer_id,
        correction.points,
        correction.kind,
        correction.reason,
        correction.ticket_id,
        correction.proposed_by,
        actor,
        now,
        correction.reward_id,
        correction.worth,
    )
    return approved, (event,)


def _check_open(correction: Correction) -> None:
    if correction.state is not CorrectionState.PROPOSED:
        message = f"it was {correction.state} already"
        raise Refused("ALREADY_DECIDED", message, RefusalKind.FAILED_PRECONDITION)
