"""Publishing chains."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.escalation.documents import replaced
from services.escalation.domain.chain import Chain, ChainBook, ChainPublished
from services.kit.aggregate import Change


def publish(tenant: str, chain: Chain, now: datetime) -> Callable[[ChainBook | None], Change[ChainBook] | None]:
    """A valid chain, or a new version of one. Raises Refused (TOO_MANY_CHAINS)."""

    def decide(book: ChainBook | None) -> Change[ChainBook]:
        before = book or ChainBook(tenant)
        known = before.get(chain.chain_id)
        after, published = before.publish(chain, now)
        writes = (replaced(tenant, known),) if known else ()
        return Change(after, (ChainPublished(published),), now, writes=writes)

    return decide
