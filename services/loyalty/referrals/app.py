"""Puts the referrals together."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.members.documents import MEMBERS
from services.loyalty.programmes import Programmes
from services.loyalty.referrals.attributing import Attributing
from services.loyalty.referrals.documents import DOCUMENTS, REFERREDS, REFERRERS
from services.loyalty.referrals.handlers import ReferralHandlers
from services.loyalty.referrals.judging import Judging
from services.loyalty.referrals.rpc import ReferralServicer
from services.loyalty.referrals.stream import stream

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """Starts the roles that the process has; answers who answers which calls."""
    friends, referrers = process.store(REFERREDS), process.store(REFERRERS)
    judging = Judging(friends, referrers, process.store(MEMBERS), programmes)
    process.stream(stream(ReferralHandlers(judging)))
    attributing = Attributing(friends, referrers, judging, process.offer, process.clock.now)
    return [("heliodesk.loyalty.v1.ReferralService", ReferralServicer(friends, attributing))]
