"""How the audit lies in the store: inserted, told its outcome once, and forgotten when its time is over; never
changed otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import mongoengine

from services.edge.audit.line import Line, Outcome, Subject
from services.edge.identity.caller import CallerKind
from services.kit.ids import document_id, split_document_id

# By time a line is found by its `_id`, which is the tenant and a UUIDv7.
BY_ACTOR = "by_actor"
BY_SUBJECT = "by_subject"
BY_ID = "_id_"


class AuditDocument(mongoengine.Document):
    """`_id` is `<tenant>/<UUIDv7>`. `outcome` is absent until it is known. The store forgets a line at `forget_at`, in
    real time."""

    id = mongoengine.StringField(primary_key=True)
    actor = mongoengine.DictField()
    method = mongoengine.StringField()
    subjects = mongoengine.ListField(mongoengine.DictField())
    address = mongoengine.StringField()
    trace_id = mongoengine.StringField()
    outcome = mongoengine.StringField()
    reason = mongoengine.StringField()
    forget_at = mongoengine.DateTimeField()

    meta = {
        "db_alias": "edge",
        "collection": "audit",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["actor.id", "_id"], "name": BY_ACTOR},
            {"fields": ["subjects.id", "_id"], "name": BY_SUBJECT},
            {"fields": ["forget_at"], "expireAfterSeconds": 0},
        ],
    }


def to_document(line: Line, forget_at: datetime) -> dict[str, Any]:
    """As it is inserted."""
    made = {
        "_id": document_id(line.tenant, line.id),
        "actor": {"kind": line.actor_kind, "id": line.actor_id},
        "method": line.method,
        "subjects": [{"field": subject.field, "id": subject.id} for subject in line.subjects],
        "address": line.address,
        "trace_id": line.trace_id,
        "forget_at": forget_at,
    }
    return made if line.outcome is Outcome.UNKNOWN else {**made, "outcome": line.outcome, "reason": line.reason}


def from_document(found: dict[str, Any]) -> Line:
    tenant, id = split_document_id(found["_id"])
    return Line(
        id=id,
        tenant=tenant,
        actor_kind=CallerKind(found["actor"]["kind"]),
        actor_id=found["actor"]["id"],
        method=found["method"],
        subjects=tuple(Subject(one["field"], one["id"]) for one in found["subjects"]),
        address=found["address"],
        trace_id=found["trace_id"],
        outcome=Outcome(found.get("outcome", Outcome.UNKNOWN)),
        reason=found.get("reason", ""),
    )
