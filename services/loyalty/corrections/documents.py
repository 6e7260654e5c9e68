"""Corrections and allowances as they lie in MongoDB, and the list of corrections."""

from __future__ import annotations

from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument, page
from services.kit.topics import CORRECTION
from services.loyalty.domain.corrections.allowance import Allowance
from services.loyalty.domain.corrections.correction import Correction, CorrectionState


class CorrectionDocument(AggregateDocument):
    """`_id` is `<tenant>/<correction id>`."""

    meta = {
        "db_alias": "loyalty",
        "collection": "corrections",
        "indexes": [
            OUTBOX_INDEX,
            ("tenant", "-state.proposed_at", "-_id"),
            ("tenant", "state.state", "-state.proposed_at", "-_id"),
            ("tenant", "state.customer_id", "-state.proposed_at", "-_id"),
        ],
    }


class AllowanceDocument(AggregateDocument):
    """`_id` is `<tenant>/<the person>`."""

    meta = {"db_alias": "loyalty", "collection": "allowances"}


DOCUMENTS = (CorrectionDocument, AllowanceDocument)

CORRECTIONS = Kind(
    name="correction",
    collection="corrections",
    state=Correction,
    topic=CORRECTION,
    key=lambda correction: correction.customer_id,
)
ALLOWANCES = Kind(name="allowance", collection="allowances", state=Allowance)


def filters(state: CorrectionState | None, customer_id: str) -> dict[str, object]:
    """Of the corrections in this state and of this customer; what isn't given binds nothing."""
    wanted = {"state": state.value if state else None, "customer_id": customer_id or None}
    return {name: value for name, value in wanted.items() if value}


def list_corrections(
    tenant: str, state: CorrectionState | None, customer_id: str, size: int, cursor: str
) -> tuple[list[Correction], str]:
    """One page, newest first, and the cursor of the next one. Raises Refused (BAD_CURSOR), Away."""
    found, following = page(
        CorrectionDocument,
        Correction,
        tenant,
        filters(state, customer_id),
        newest_by="proposed_at",
        size=size,
        cursor=cursor,
    )
    return [correction for _, correction in found], following
