"""Chains, cases and escalations as they lie in MongoDB, and the lists that are asked for."""

from __future__ import annotations

from typing import Any

import mongoengine

from services.escalation.domain.case import Case
from services.escalation.domain.chain import Chain, ChainBook
from services.escalation.domain.escalation import Escalation
from services.escalation.domain.words import EscalationState
from services.kit.aggregate import Kind, Write
from services.kit.convert import from_document, to_document
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.ids import document_id
from services.kit.mongo import store_errors
from services.kit.ticking.timer import TimerDocument
from services.kit.topics import CASE, CHAIN, ESCALATION

_VERSIONS = "chain_versions"
_BOOK = "book"


class ChainBookDocument(AggregateDocument):
    """`_id` is `<tenant>/book`: all chains of a shop, the newest version of each."""

    meta = {"db_alias": "escalation", "collection": "chain_books", "indexes": [OUTBOX_INDEX]}


class ChainVersionDocument(mongoengine.Document):
    """A version that has been replaced. `_id` is `<tenant>/<chain id>/<version>`."""

    meta = {
        "db_alias": "escalation",
        "collection": _VERSIONS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("tenant", "chain_id", "version")],
    }

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField()
    chain_id = mongoengine.StringField()
    version = mongoengine.IntField()


class CaseDocument(AggregateDocument):
    """`_id` is `<tenant>/<ticket id>`; the shop's own `<tenant>/crisis`."""

    meta = {"db_alias": "escalation", "collection": "cases", "indexes": [OUTBOX_INDEX]}


class EscalationDocument(AggregateDocument):
    """`_id` is `<tenant>/<escalation id>`."""

    meta = {
        "db_alias": "escalation",
        "collection": "escalations",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "-state.started_at", "-_id"),
            ("tenant", "state.state", "-state.started_at", "-_id"),
            ("tenant", "state.ticket_id", "-state.started_at", "-_id"),
            "state.next_at",
        ],
    }


class AuditLineDocument(mongoengine.Document):
    """A line of an escalation's audit trail: a part of it."""

    meta = {
        "db_alias": "escalation",
        "collection": "audit_lines",
        "strict": False,
        "auto_create_index": False,
        "indexes": [("aggregate", "number")],
    }

    id = mongoengine.StringField(primary_key=True)
    aggregate = mongoengine.StringField()
    number = mongoengine.IntField()


class EscalationTimerDocument(TimerDocument):
    meta = {"db_alias": "escalation", "collection": "escalation_timers"}


DOCUMENTS = (
    ChainBookDocument,
    ChainVersionDocument,
    CaseDocument,
    EscalationDocument,
    AuditLineDocument,
    EscalationTimerDocument,
)

BOOKS = Kind(name="chain_book", collection="chain_books", state=ChainBook, topic=CHAIN, key=lambda book: book.tenant)
CASES = Kind(name="case", collection="cases", state=Case, topic=CASE)
ESCALATIONS = Kind(name="escalation", collection="escalations", state=Escalation, topic=ESCALATION, parts="audit_lines")


def book_id(tenant: str) -> str:
    return document_id(tenant, _BOOK)


def replaced(tenant: str, chain: Chain) -> Write:
    """Keeps a version that is about to be replaced. It was committed, so whoever writes it writes the same."""
    document = {"tenant": tenant, "chain_id": chain.chain_id, "version": chain.version, "chain": to_document(chain)}
    return Write(_VERSIONS, document_id(tenant, chain.chain_id, str(chain.version)), document)


def replaced_query(newest: Chain, tenant: str) -> dict[str, Any]:
    """What finds the versions before this one."""
    return {"tenant": tenant, "chain_id": newest.chain_id, "version": {"$lt": newest.version}}


def replaced_versions(tenant: str, newest: Chain) -> list[Chain]:
    """Those before this one, newest first. Raises Away."""
    with store_errors():
        found = ChainVersionDocument._get_collection().find(replaced_query(newest, tenant)).sort("version", -1)
        return [from_document(one["chain"], Chain) for one in found]


def filters(state: EscalationState | None, ticket_id: str) -> dict[str, object]:
    """Of the escalations in this state and of this ticket; what isn't given binds nothing."""
    wanted = {"state": state.value if state else None, "ticket_id": ticket_id or None}
    return {name: value for name, value in wanted.items() if value}


def list_escalations(
    tenant: str, state: EscalationState | None, ticket_id: str, size: int, cursor: str
) -> tuple[list[Escalation], str]:
    """One page, newest first, and the cursor of the next one. Raises Refused (BAD_CURSOR), Away."""
    found, following = page(
        EscalationDocument,
        Escalation,
        tenant,
        filters(state, ticket_id),
        newest_by="started_at",
        size=size,
        cursor=cursor,
    )
    return [escalation for _, escalation in found], following
