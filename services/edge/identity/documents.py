"""How API keys lie in the edge's own database."""

from __future__ import annotations

import mongoengine


class ApiKeyDocument(mongoengine.Document):
    """`_id` is `<tenant>/<key id>`; `state` is an ApiKey, `digest` the hash of the key itself. `last_used_at` is no
    part of the state: it is written by whoever sees the key used."""

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField(required=True)
    key_id = mongoengine.StringField(required=True)
    digest = mongoengine.BinaryField(required=True)
    state = mongoengine.DictField(required=True)
    last_used_at = mongoengine.DateTimeField(null=True)

    meta = {
        "db_alias": "edge",
        "collection": "api_keys",
        "auto_create_index": False,
        "indexes": [
            # A key doesn't say whose it is: that follows from its id.
            {"fields": ["key_id"], "unique": True},
            ("tenant", "-state.created_at", "-id"),
        ],
    }
