"""Accounts and entries as calls answer them."""

from __future__ import annotations

from heliodesk.common.v1 import types_pb2
from heliodesk.loyalty.v1 import events_pb2, service_pb2

from services.kit.convert import to_proto
from services.kit.instants import to_timestamp
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.words import EntryKind

_MOST_LOTS = 100
# What is only remembered is not told.
_KINDS = {
    kind: service_pb2.EntryKind.Value(f"ENTRY_KIND_{kind.name}")
    for kind in EntryKind
    if kind not in (EntryKind.ABANDON, EntryKind.PROFILE)
}


def account(customer_id: str, account: Account) -> service_pb2.Account:
    totals, standing = account.totals, account.standing
    message = service_pb2.Account(
        customer_id=customer_id,
        balance=account.balance,
        entry_count=account.shown_count,
        pending=account.pending,
        spendable=account.spendable,
        debt=account.debt,
        earned=totals.earned,
        clawed_back=totals.clawed_back,
        redeemed=totals.redeemed,
        restored=totals.restored,
        expired=totals.expired,
        corrected=totals.corrected,
        waived=totals.waived,
        tier=standing.tier,
        lots=[to_proto(lot, service_pb2.Lot) for lot in account.lots[:_MOST_LOTS]],
        hash=account.hash,
    )
    if standing.since is not None:
        message.tier_since.CopyFrom(to_timestamp(standing.since))
    if standing.review_at is not None:
        message.tier_review_at.CopyFrom(to_timestamp(standing.review_at))
    return message


def entry(entry: Entry) -> service_pb2.Entry:
    return service_pb2.Entry(
        number=entry.number,
        entry_id=entry.entry_id,
        kind=_KINDS[entry.kind],
        points=entry.points,
        balance_after=entry.balance_after,
        debt=entry.debt,
        moves=[
            service_pb2.Move(lot_id=one.lot_id, pending=one.pending, available=one.available) for one in entry.moves
        ],
        source=events_pb2.EarnSource.Value(f"EARN_SOURCE_{entry.source.name}") if entry.source else 0,
        order_id=entry.order_id,
        line_id=entry.line_id,
        refund_id=entry.refund_id,
        reference=entry.reference,
        amount=to_proto(entry.amount, types_pb2.Money) if entry.amount else None,
        rule=entry.rule,
        reason=entry.reason,
        actor=entry.actor,
        approved_by=entry.approved_by,
        tier=entry.tier.tier if entry.tier else "",
        at=to_timestamp(entry.at),
        hash=entry.hash,
    )
