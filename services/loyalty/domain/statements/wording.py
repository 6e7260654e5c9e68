"""What is said of each line, as messages of the catalogue: in English here, translated by whoever shows them.

A message with a name in braces takes it from the line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from services.loyalty.domain.statements.statement import Line
from services.loyalty.domain.words import EntryKind, Source


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the catalogue, and what stands for its names: texts, or numbers of points."""

    message: str
    names: dict[str, str | int] = field(default_factory=dict)


_EARNED = {
    Source.ORDER: "Earned with order {order}",
    Source.CAMPAIGN: "Bonus of a campaign",
    Source.REFERRAL: "For bringing a friend",
    Source.CONTENT: "For your contribution",
    Source.GRANT: "Given by customer service",
    Source.GIFT: "A gift",
    Source.CORRECTION: "Correction",
}
_SAID = {
    EntryKind.RESTORE: "Given back",
    EntryKind.EXPIRE: "Expired",
    EntryKind.CORRECT: "Correction",
    EntryKind.WAIVE: "What was owed need not be paid",
}
MESSAGES = (
    *_EARNED.values(),
    *_SAID.values(),
    "{points} points of order {order} can be spent now",
    "{points} points can be spent now",
    "{points} points paid what was owed",
    "Taken back: order {order} was refunded",
    "Taken back",
    "Redeemed: {reward}",
    "Entry into a draw",
    "New tier: {tier}",
    "Tier kept: {tier}",
    "No tier any more",
)


def said_of(line: Line) -> Said:
    match line.kind:
        case EntryKind.EARN:
            return Said(_EARNED[line.source or Source.ORDER], {"order": line.order_id})
        case EntryKind.RELEASE:
            names: dict[str, str | int] = {"points": line.released, "order": line.order_id}
            of_order = "{points} points of order {order} can be spent now"
            return Said(of_order if line.order_id else "{points} points can be spent now", names)
        case EntryKind.SETTLE:
            return Said("{points} points paid what was owed", {"points": line.settled})
        case EntryKind.CLAWBACK:
            of_refund = line.order_id and line.source in (None, Source.ORDER)
            return Said(
                "Taken back: order {order} was refunded" if of_refund else "Taken back", {"order": line.order_id}
            )
        case EntryKind.REDEEM:
            of_draw = line.rule.startswith("draw/")
            return Said("Entry into a draw" if of_draw else "Redeemed: {reward}", {"reward": reward_of(line.rule)})
        case EntryKind.TIER:
            return _of_tier(line)
    return Said(_SAID[line.kind])


def reward_of(rule: str) -> str:
    """The reward's id in the rule of a redemption: `reward/mug@3`."""
    return rule.partition("/")[2].rpartition("@")[0]


def _of_tier(line: Line) -> Said:
    if not line.tier:
        return Said("No tier any more")
    message = "Tier kept: {tier}" if line.tier == line.previous_tier else "New tier: {tier}"
    return Said(message, {"tier": line.tier})
