"""What is asked of the draws' collections is asked by an index."""

from __future__ import annotations

from services.loyalty.documents import ACCOUNTS
from services.loyalty.draws.documents import DRAWS, ENTRIES, member_query
from services.loyalty.draws.tick import unpublished_query


def _plan(found) -> str:
    return str(found.explain()["queryPlanner"]["winningPlan"])


async def test_the_list_and_a_members_places_are_found_by_an_index(shop):
    async with shop.running("serve"):
        entries = shop.process.store(DRAWS).database[ENTRIES]
        whole = entries.find({"aggregate": "shop/spring", "number": {"$gt": 0}}).sort("number", 1)
        own = entries.find(member_query("shop/spring", "p1"))
        waiting = shop.process.store(DRAWS).database[ACCOUNTS.commits].find(unpublished_query()).sort("pending", 1)
        for found in (whole, own, waiting):
            plan = _plan(found)
            assert "IXSCAN" in plan and "COLLSCAN" not in plan
