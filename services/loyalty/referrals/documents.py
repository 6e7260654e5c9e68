"""Referrals as they lie in MongoDB: the friends, those who bring them, and the codes."""

from __future__ import annotations

from typing import Any

import mongoengine
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.kit.aggregate import Kind
from services.kit.convert import from_document
from services.kit.documents import DEFAULT_PAGE, OUTBOX_INDEX, AggregateDocument, read_cursor, write_cursor
from services.kit.ids import document_id, split_document_id
from services.kit.mongo import store_errors
from services.kit.topics import REFERRAL
from services.loyalty.domain.referrals.referral import Referral, Referred
from services.loyalty.domain.referrals.referrer import Referrer

_CODES = "referral_codes"


class ReferredDocument(AggregateDocument):
    """A customer as somebody's friend; `_id` is `<tenant>/<customer id>`."""

    meta = {
        "db_alias": "loyalty",
        "collection": "referrals",
        "indexes": [OUTBOX_INDEX, ("tenant", "state.referrals.referrer_id", "_id")],
    }


class ReferrerDocument(AggregateDocument):
    """A member who brings friends; `_id` is `<tenant>/<customer id>`."""

    meta = {"db_alias": "loyalty", "collection": "referrers"}


class ReferralCodeDocument(mongoengine.Document):
    """Whose code it may be: it is, where that referrer says so too. `_id` is `<tenant>/<code>`."""

    meta = {"db_alias": "loyalty", "collection": _CODES, "strict": False, "auto_create_index": False}

    id = mongoengine.StringField(primary_key=True)
    customer_id = mongoengine.StringField()


DOCUMENTS = (ReferredDocument, ReferrerDocument, ReferralCodeDocument)

REFERREDS = Kind(name="referred", collection="referrals", state=Referred, topic=REFERRAL)
REFERRERS = Kind(name="referrer", collection="referrers", state=Referrer)


def claim_code(database: Database[dict[str, Any]], tenant: str, code: str, customer_id: str) -> bool:
    """Before the referrer takes it. Answers whether it was free. Raises Away."""
    with store_errors():
        try:
            database[_CODES].insert_one({"_id": document_id(tenant, code), "customer_id": customer_id})
        except DuplicateKeyError:
            return False
    return True


def claimed_by(database: Database[dict[str, Any]], tenant: str, code: str) -> str:
    """The customer who has claimed the code; empty: nobody. Raises Away."""
    with store_errors():
        found = database[_CODES].find_one({"_id": document_id(tenant, code)})
    return found["customer_id"] if found is not None else ""


def list_referrals(
    database: Database[dict[str, Any]], tenant: str, referrer_id: str, size: int, cursor: str
) -> tuple[list[Referral], str]:
    """One page of those whom a member has brought, by friend, and the cursor of the next one. Raises Refused
    (BAD_CURSOR), Away."""
    after = read_cursor(cursor, str)[0] if cursor else ""
    limit = size or DEFAULT_PAGE
    with store_errors():
        query = brought_query(tenant, referrer_id, after)
        rows = list(database[REFERREDS.collection].find(query, {"state": 1}).sort("_id", 1).limit(limit + 1))
    friends = [from_document(row["state"], Referred) for row in rows[:limit]]
    following = write_cursor(split_document_id(rows[limit - 1]["_id"])[1]) if len(rows) > limit else ""
    return [referral for friend in friends if (referral := friend.by(referrer_id)) is not None], following


def brought_query(tenant: str, referrer_id: str, after: str) -> dict[str, Any]:
    """What finds a member's friends after this one."""
    return {"tenant": tenant, "state.referrals.referrer_id": referrer_id, "_id": {"$gt": f"{tenant}/{after}"}}
