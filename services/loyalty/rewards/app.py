"""Puts rewards together: their calls, their stream, and the sweeper of holds."""

from __future__ import annotations

from collections.abc import Sequence

from services.kit.commands import Gathered
from services.kit.process import Process
from services.loyalty.corrections.documents import ALLOWANCES
from services.loyalty.documents import ACCOUNTS
from services.loyalty.programmes import Programmes
from services.loyalty.rewards.cancelling import Cancelling
from services.loyalty.rewards.catalogue import Catalogue
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.coupons import Coupons
from services.loyalty.rewards.documents import DOCUMENTS, REDEMPTIONS, STOCKS
from services.loyalty.rewards.granting import Granting
from services.loyalty.rewards.handlers import LedgerHandlers
from services.loyalty.rewards.ledger import Ledger
from services.loyalty.rewards.redeeming import Redeeming
from services.loyalty.rewards.rpc import Desk, RewardServicer
from services.loyalty.rewards.stream import stream
from services.loyalty.rewards.sweeping import Sweeper
from services.loyalty.settings import LoyaltySettings

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> Sequence[tuple[str, RewardServicer]]:
    """Starts the roles that the process has; its calls. Raises BadSetting."""
    codes = CouponCodes(LoyaltySettings.from_environment().coupon_secret)
    accounts, stocks, redemptions = process.store(ACCOUNTS), process.store(STOCKS), process.store(REDEMPTIONS)
    now, ledger = process.clock.now, Ledger(accounts, programmes)
    redeeming = Redeeming(stocks, redemptions, ledger, programmes, codes, now, process.offer)
    process.stream(stream(LedgerHandlers(programmes, codes)))
    if "tick" in process.roles:
        sweeper = Sweeper(stocks, redemptions, ledger, redeeming, programmes, process.clock, process.offer)
        process.task(sweeper.run(process.stop, process.health))
    desk = Desk(
        redeem=Gathered(redeeming.redeem),
        redemptions=redemptions,
        programmes=programmes,
        catalogue=Catalogue(accounts, stocks, programmes, now),
        coupons=Coupons(redemptions, process.commands(REDEMPTIONS), programmes, now),
        cancelling=Cancelling(redemptions, accounts, programmes, now, process.offer),
        granting=Granting(process.commands(ALLOWANCES), programmes, now),
        codes=codes,
    )
    return [("heliodesk.loyalty.v1.RewardService", RewardServicer(desk))]
