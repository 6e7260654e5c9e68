"""After a new key has come: what was sealed with another one is sealed anew, so that the old key can go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.edge.webhooks.changing import change_of
from services.edge.webhooks.documents import every_endpoint
from services.edge.webhooks.domain import endpoint as rules
from services.edge.webhooks.domain.endpoint import Endpoint
from services.edge.webhooks.sealing import Sealer, Unopened
from services.kit.aggregate import Change, Work
from services.kit.logs import get_logger
from services.kit.store import Pending, Store

log = get_logger(__name__)


def reseal_all(store: Store[Endpoint], sealer: Sealer, offer: Callable[[list[Pending]], Any]) -> int:
    """How many endpoints had secrets of another key. Synchronous: call it in a thread. Raises Away."""
    changed = 0
    for key, endpoint in every_endpoint(store.database):
        try:
            anew = {one.sealed: sealed for one in endpoint.secrets if (sealed := sealer.anew(one.sealed)) is not None}
        except Unopened:
            log.error("webhook_secret_unopened", endpoint=key, why="HELIODESK_WEBHOOK_KEYS lacks its key")
            continue
        if anew:
            store.run_one(Work(key, _with(anew)), offer)
            changed += 1
    return changed


def _with(anew: dict[str, str]) -> Callable[[Endpoint | None], Change[Endpoint] | None]:
    def decide(known: Endpoint | None) -> Change[Endpoint] | None:
        return change_of(rules.reseal(known, anew)) if known is not None else None

    return decide
