"""Budgets as they lie in MongoDB, and the bonuses that each has decided."""

from __future__ import annotations

import mongoengine

from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.topics import CAMPAIGN_BUDGET
from services.loyalty.domain.campaigns.budget import Budget


class BudgetDocument(AggregateDocument):
    """`_id` is `<tenant>/<campaign id>`."""

    meta = {"db_alias": "loyalty", "collection": "budgets", "indexes": [OUTBOX_INDEX]}


class BonusDocument(mongoengine.Document):
    """A bonus that a budget has decided, so that it decides it once: a part of it. `_id` follows from the campaign, the
    order and the line."""

    meta = {
        "db_alias": "loyalty",
        "collection": "budget_bonuses",
        "strict": False,
        "auto_create_index": False,
        "indexes": [("aggregate", "number")],
    }

    id = mongoengine.StringField(primary_key=True)
    aggregate = mongoengine.StringField()
    number = mongoengine.IntField()


DOCUMENTS = (BudgetDocument, BonusDocument)

BUDGETS = Kind(
    name="campaign_budget", collection="budgets", state=Budget, topic=CAMPAIGN_BUDGET, parts="budget_bonuses"
)
