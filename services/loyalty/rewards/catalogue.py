"""The rewards as they stand for one member: the price, and why one can't be had now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kit.aggregate import Work
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.kit.errors import Refused
from services.kit.ids import document_id
from services.kit.store import Store
from services.loyalty.changes import book_of
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.maturing import mature
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.rewards.offering import Offer, check_limit, market_of, offer
from services.loyalty.domain.rewards.stock import Stock
from services.loyalty.handlers.redemptions import about_reward
from services.loyalty.programmes import Programmes


@dataclass(frozen=True, slots=True)
class Offered:
    """`left` is None where there is no stock. `refusal` is empty where it can be had."""

    offer: Offer
    left: int | None
    refusal: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a member can have. `account` is as it is now, with all that is due."""

    account: Account
    market: str
    rewards: tuple[Offered, ...]


class Catalogue:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(
        self,
        accounts: CommitStore[Account],
        stocks: Store[Stock],
        programmes: Programmes,
        now: Callable[[], datetime],
    ) -> None:
        self._accounts = accounts
        self._stocks = stocks
        self._programmes = programmes
        self._now = now

    def of(self, tenant: str, customer_id: str) -> Shelf:
        """The cheapest first. A customer without an account has no points."""
        at = self._now()
        programme = self._programmes.in_force(tenant, at)
        account, recorded = self._account(tenant, customer_id, programme, at)
        market = market_of(account, programme)
        offers = [
            offer(account, programme, one.reward_id)
            for one in programme.rewards
            if programme.reward_offer(one.reward_id, market) is not None
        ]
        stocks = self._stocks_of(tenant, offers)
        found = [_offered(one, account, recorded, stocks.get(one.reward.reward_id), at) for one in offers]
        return Shelf(
            account, market, tuple(sorted(found, key=lambda one: (one.offer.points, one.offer.reward.reward_id)))
        )

    def _account(
        self, tenant: str, customer_id: str, programme: Programme, at: datetime
    ) -> tuple[Account, Sequence[Entry]]:
        limited = [one.reward_id for one in programme.rewards if one.member_limit is not None]
        found: list[tuple[Account, Sequence[Entry]]] = []

        def decide(standing: Standing[Account]) -> None:
            book = book_of(tenant, customer_id, standing)
            mature(book, programme, at)
            found.append((book.account, standing.entries))

        about = tuple(about_reward(customer_id, one) for one in limited)
        self._accounts.run([Work(document_id(tenant, customer_id), decide, about=about)])
        return found[-1]

    def _stocks_of(self, tenant: str, offers: list[Offer]) -> dict[str, Stock]:
        ids = [document_id(tenant, one.reward.reward_id) for one in offers if one.reward.stock is not None]
        states = [one.state for one in self._stocks.load(ids).values()] if ids else []
        return {one.reward_id: one for one in states if one is not None}


def _offered(one: Offer, account: Account, recorded: Sequence[Entry], stock: Stock | None, at: datetime) -> Offered:
    total = one.reward.stock
    left = None if total is None else (stock or Stock(one.reward.reward_id)).left_of(total)
    if left == 0:
        return Offered(one, left, "OUT_OF_STOCK")
    try:
        check_limit(recorded, one.reward, at)
    except Refused as refusal:
        return Offered(one, left, refusal.reason)
    return Offered(one, left, "" if one.points <= account.spendable else "NOT_ENOUGH_POINTS")
