"""A shop's programme: what points come from, how long they live, tiers, rewards, campaigns and all the rest that it
configures, in revisions."""

from services.loyalty.domain.programme.programme import Programme
from services.loyalty.domain.programme.tiers import Ladder
from services.loyalty.domain.programme.unpublished import UNPUBLISHED

__all__ = ["UNPUBLISHED", "Ladder", "Programme"]
