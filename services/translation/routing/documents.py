"""Policies as they lie in MongoDB (kit/revisions says how revisions do), and what engines did for whom in a month."""

from __future__ import annotations

import mongoengine

from services.kit.aggregate import Change, Kind
from services.kit.documents import AggregateDocument
from services.kit.ids import document_id
from services.kit.revisions import OlderRevision, Revised
from services.translation.domain.routing.policy import UNPUBLISHED, Policy
from services.translation.domain.routing.publishing import KeptPolicy, PolicyRevision

REVISIONS = "policy_revisions"
USAGE = "engine_usage"


class PolicyDocument(AggregateDocument):
    """`_id` is `<tenant>/policy`."""

    meta = {"db_alias": "translation", "collection": "policies"}


class PolicyRevisionDocument(OlderRevision):
    meta = {"db_alias": "translation", "collection": REVISIONS}


class UsageDocument(mongoengine.Document):
    """`_id` is `<tenant>/<engine>/<month>`; it is asked for by nothing else. The counts stand below it as
    domain/routing/month names them."""

    meta = {"db_alias": "translation", "collection": USAGE, "strict": False, "auto_create_index": False}

    id = mongoengine.StringField(primary_key=True)


DOCUMENTS: tuple[type[mongoengine.Document], ...] = (PolicyDocument, PolicyRevisionDocument, UsageDocument)

# Nobody else needs to hear of a policy, so it has no topic.
POLICIES = Kind(name="policy", collection="policies", state=KeptPolicy)
REVISED: Revised[PolicyRevision, Policy] = Revised(
    name="policy",
    newest=POLICIES.collection,
    older=REVISIONS,
    part="newest",
    kind=PolicyRevision,
    compile=lambda revision: revision.compiled,
    unpublished=UNPUBLISHED,
)


def policy_id(tenant: str) -> str:
    return document_id(tenant, REVISED.name)


def published(kept: KeptPolicy | None, after: KeptPolicy) -> Change[KeptPolicy]:
    """What is written when the policy has changed. Never for two changes in one write: each is certain of the one
    before."""
    before = (REVISED.written_down(kept.tenant, kept.newest),) if kept is not None else ()
    return Change(after, (), after.newest.published_at, writes=before)
