"""Puts the compensations together. They have no calls: who grants one calls ticketing, who approves one the
corrections."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.compensations.giving import Giving
from services.loyalty.compensations.proposing import Proposing
from services.loyalty.compensations.stream import stream
from services.loyalty.corrections.documents import ALLOWANCES, CORRECTIONS
from services.loyalty.documents import ACCOUNTS
from services.loyalty.programmes import Programmes
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.documents import REDEMPTIONS, STOCKS
from services.loyalty.rewards.ledger import Ledger
from services.loyalty.rewards.redeeming import Redeeming
from services.loyalty.settings import LoyaltySettings

# They are corrections and redemptions.
DOCUMENTS = ()


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """Starts the roles that the process has. Raises BadSetting."""
    codes = CouponCodes(LoyaltySettings.from_environment().coupon_secret)
    stocks, redemptions = process.store(STOCKS), process.store(REDEMPTIONS)
    ledger = Ledger(process.store(ACCOUNTS), programmes)
    redeeming = Redeeming(stocks, redemptions, ledger, programmes, codes, process.clock.now, process.offer)
    corrections = process.store(CORRECTIONS)
    proposing = Proposing(corrections, process.store(ALLOWANCES), stocks, programmes, codes)
    process.stream(stream(proposing, Giving(corrections, redeeming, codes)))
    return []
