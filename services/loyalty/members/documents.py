"""Members as they lie in MongoDB, and which of them had a signal first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import mongoengine
from pymongo.database import Database

from services.kit.aggregate import Kind, Write
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.ids import document_id
from services.kit.mongo import by_id, store_errors
from services.kit.ticking.planned import PlannedTimers
from services.kit.ticking.timer import TimerDocument
from services.kit.topics import MEMBER
from services.loyalty.domain.members.member import Member
from services.loyalty.domain.members.signals import Signal

_CLAIMS = "member_signals"
TIMERS = "member_timers"


class MemberDocument(AggregateDocument):
    """`_id` is `<tenant>/<customer id>`."""

    meta = {"db_alias": "loyalty", "collection": "members", "indexes": [OUTBOX_INDEX, "state.next_at"]}


class SignalClaimDocument(mongoengine.Document):
    """Who had a signal first; `_id` is `<tenant>/<kind>/<hash>`. It stands before the member does, so of two who tell
    of one signal at once at least one sees the other. `sequence` is the member's at that time."""

    meta = {
        "db_alias": "loyalty",
        "collection": _CLAIMS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("tenant", "customer_id", "sequence")],
    }

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField()
    customer_id = mongoengine.StringField()
    sequence = mongoengine.IntField()


class MemberTimerDocument(TimerDocument):
    meta = {"db_alias": "loyalty", "collection": TIMERS}


DOCUMENTS = (MemberDocument, SignalClaimDocument, MemberTimerDocument)

MEMBERS = Kind(name="member", collection="members", state=Member, topic=MEMBER)
# At the instant at which the next birthday begins.
MEMBER_TIMERS: PlannedTimers[Member] = PlannedTimers(TIMERS, MEMBER, lambda _: "birthday")


def claims(tenant: str, before: Member | None, member: Member) -> tuple[Write, ...]:
    """Of the signals that the member hasn't had before."""
    known = frozenset(before.signals) if before is not None else frozenset()
    claim = {"tenant": tenant, "customer_id": member.customer_id, "sequence": member.sequence}
    return tuple(Write(_CLAIMS, _claim_id(tenant, one), claim) for one in member.signals if one not in known)


def first_had_by(database: Database[dict[str, Any]], tenant: str, signals: Iterable[Signal]) -> Mapping[Signal, str]:
    """The customers who had these signals first; a signal that nobody had isn't in it. Raises Away."""
    asked = {_claim_id(tenant, one): one for one in signals}
    found = by_id(database[_CLAIMS], asked)
    return {signal: found[_id]["customer_id"] for _id, signal in asked.items() if _id in found}


def erase(database: Database[dict[str, Any]], tenant: str, member: Member) -> None:
    """Takes out what was kept beside a member that is forgotten: claims, and the timers that tell the birthday. What a
    new life of the member has claimed meanwhile stays. Safe to run again. Raises Away."""
    with store_errors():
        database[_CLAIMS].delete_many(claims_query(tenant, member))
        database[TIMERS].delete_many(timers_query(document_id(tenant, member.customer_id), member.plan))


def claims_query(tenant: str, member: Member) -> dict[str, Any]:
    return {"tenant": tenant, "customer_id": member.customer_id, "sequence": {"$lte": member.sequence}}


def timers_query(aggregate_id: str, plan: int) -> dict[str, Any]:
    """The timers of the aggregate's plans before this one: their ids begin with the aggregate's, and a slash."""
    return {"_id": {"$gte": f"{aggregate_id}/", "$lt": f"{aggregate_id}0"}, "plan": {"$lt": plan}}


def _claim_id(tenant: str, signal: Signal) -> str:
    return document_id(tenant, signal.kind, signal.hash)
