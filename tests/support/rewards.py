"""A shop with rewards, put together on a database as loyalty's process does it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.database import Database

from services.kit.aggregate import OutboxEntry, Verdict, Work
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.kit.errors import Refused
from services.kit.ids import document_id, new_id
from services.kit.money import Money
from services.kit.store import Store
from services.kit.stream import Context, Stream
from services.loyalty.changes import book_of, change_of
from services.loyalty.corrections.documents import ALLOWANCES
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import EMPTY, Account
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.entry import Profile
from services.loyalty.domain.profile import set_profile
from services.loyalty.domain.programme.offers import LocalName, MemberLimit, RewardMarket, RewardSpec, TierPrice
from services.loyalty.domain.programme.publishing import publish
from services.loyalty.domain.programme.specs import (
    EarnBand,
    EarnRule,
    MarketTerms,
    PointValue,
    ProgrammeSpec,
    Tier,
    TierLadder,
)
from services.loyalty.domain.programme.words import RewardKind, TierMeasure, TierWindow
from services.loyalty.domain.rates import Rounding
from services.loyalty.domain.rewards.redemption import Grant, Redemption
from services.loyalty.domain.rewards.stock import Stock
from services.loyalty.domain.words import DebtPolicy, Source
from services.loyalty.programme.documents import PROGRAMMES, programme_id, published
from services.loyalty.programmes import Programmes
from services.loyalty.rewards.cancelling import Cancelling
from services.loyalty.rewards.catalogue import Catalogue
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.coupons import Coupons
from services.loyalty.rewards.documents import REDEMPTIONS, STOCKS
from services.loyalty.rewards.granting import Granting
from services.loyalty.rewards.handlers import LedgerHandlers
from services.loyalty.rewards.ledger import Ledger, Payment
from services.loyalty.rewards.redeeming import Redeeming, Wish
from services.loyalty.rewards.rpc import Desk, RewardServicer
from services.loyalty.rewards.stream import stream
from services.loyalty.rewards.sweeping import Sweeper
from services.loyalty.stream import stream as accounts_stream

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECRET = "a secret of these tests that nobody else has"
TENANT = "shop"


def reward(reward_id: str, points: int, **fields: Any) -> RewardSpec:
    """Money off, valid for 30 days in Germany and Japan, unless it is said otherwise."""
    usual = {
        "kind": RewardKind.MONEY_OFF,
        "markets": (RewardMarket("DE", 30, Money(500, "EUR")), RewardMarket("JP", 10, Money(800, "JPY"))),
    }
    return RewardSpec(reward_id=reward_id, points=points, **(usual | fields))


REWARDS = (
    reward("five-off", 100, names=(LocalName("en", "Five off"), LocalName("de", "Fünf weniger"))),
    reward("mug", 10, kind=RewardKind.PRODUCT, refers_to="MUG", stock=50),
    reward("scarce", 10, kind=RewardKind.GIFT, refers_to="SCARF", stock=3),
    reward("monthly", 10, member_limit=MemberLimit(2, 30)),
    reward("trees", 50, kind=RewardKind.CHARITY, refers_to="trees"),
    reward("golden", 400, tier_prices=(TierPrice("gold", 200),)),
    reward("berlin", 20, kind=RewardKind.EVENT_PLACE, refers_to="fair", markets=(RewardMarket("DE", 5),)),
    reward("dear", 5000),
)


def programme(rewards: Sequence[RewardSpec] = REWARDS, **fields: Any) -> ProgrammeSpec:
    """Points come from elsewhere in these tests; they are pending for 14 days and live for two years."""
    usual = {
        "currency": "EUR",
        "point_value": PointValue(1, 1),
        "markets": (
            MarketTerms("DE", 14, 24, "Europe/Berlin", rewards_allowed=True),
            MarketTerms("JP", 14, 24, "Asia/Tokyo", rewards_allowed=True),
            MarketTerms("BR", 14, 24, "America/Sao_Paulo", rewards_allowed=False),
        ),
        "default_market": "DE",
        "debt_policy": DebtPolicy.CARRY,
        "earn_rules": (EarnRule("base", (EarnBand(0, 0, 1, 100),), Rounding.DOWN),),
        "tiers": TierLadder(TierMeasure.POINTS, TierWindow.LIFE, (Tier("gold", 100_000),)),
        "rewards": tuple(rewards),
    }
    return ProgrammeSpec(**(usual | fields))


@dataclass
class Clock:
    """Stands still until a test moves it on."""

    at: datetime = NOON
    rate: float = 1.0

    def now(self) -> datetime:
        return self.at


class Shop:
    """One process of loyalty, as far as rewards go. It publishes nothing of its own accord."""

    def __init__(self, database: Database[dict[str, Any]], clock: Any = None, tenant: str = TENANT) -> None:
        self.clock = clock or Clock()
        self.tenant = tenant
        now = self.clock.now
        self.accounts: CommitStore[Account] = CommitStore(database, ACCOUNTS, "heliodesk/loyalty", now)
        self.stocks: Store[Stock] = Store(database, STOCKS, "heliodesk/loyalty", now)
        self.redemptions: Store[Redemption] = Store(database, REDEMPTIONS, "heliodesk/loyalty", now)
        self.kept = Store(database, PROGRAMMES, "heliodesk/loyalty", now)
        self.programmes = Programmes(database, now)
        self.codes = CouponCodes(SECRET)
        self.ledger = Ledger(self.accounts, self.programmes)
        self.redeeming = Redeeming(
            self.stocks, self.redemptions, self.ledger, self.programmes, self.codes, now, self._offer
        )
        self.sweeper = Sweeper(
            self.stocks, self.redemptions, self.ledger, self.redeeming, self.programmes, self.clock, self._offer
        )
        self.cancelling = Cancelling(self.redemptions, self.accounts, self.programmes, now, self._offer)
        self.coupons = Coupons(self.redemptions, self._run, self.programmes, now)
        self.allowances = Store(database, ALLOWANCES, "heliodesk/loyalty", now)
        self.granting = Granting(self._allow, self.programmes, now)
        self.catalogue = Catalogue(self.accounts, self.stocks, self.programmes, now)

    def _offer(self, pending: Sequence[Any]) -> None:
        """It stands in the outboxes."""

    async def _run(self, work: Work[Redemption]) -> Any:
        return await _command(self.redemptions, work)

    async def _allow(self, work: Work[Any]) -> Any:
        return await _command(self.allowances, work)

    def publish(self, spec: ProgrammeSpec) -> None:
        def decide(kept: Any) -> Any:
            after, event = publish(kept, self.tenant, spec, kept.newest.revision if kept else 0, "", self.clock.now())
            return published(kept, after, event)

        (outcome,), _ = self.kept.run([Work(programme_id(self.tenant), decide)])
        assert outcome.verdict is Verdict.APPLIED, outcome.refusal

    def _post(self, customer: str, change: Callable[[Any], None]) -> None:
        def decide(standing: Standing[Account]) -> Any:
            book = book_of(self.tenant, customer, standing)
            change(book)
            return change_of(book, standing, self.clock.now())

        (outcome,), _ = self.accounts.run([Work(document_id(self.tenant, customer), decide)])
        assert outcome.verdict is Verdict.APPLIED, outcome.refusal

    def give(self, customer: str, points: int, expires_at: datetime | None = None, reference: str = "") -> None:
        """A lot that can be spent at once."""
        one = Credit(Source.GIFT, reference or new_id(), points, self.clock.now(), expires_at=expires_at)
        self._post(customer, lambda book: credit(book, one))

    def move(self, customer: str, market: str, zone: str = "") -> None:
        self._post(customer, lambda book: set_profile(book, Profile(zone, market), self.clock.now()))

    def account(self, customer: str) -> Account:
        return self.accounts.get(document_id(self.tenant, customer)) or EMPTY

    def stock(self, reward_id: str) -> Stock:
        return self.stocks.get(document_id(self.tenant, reward_id)) or Stock(reward_id)

    def redeem(self, *wishes: Wish) -> list[Any]:
        return self.redeeming.redeem(wishes)

    def wish(self, customer: str, reward_id: str, redemption_id: str = "", grant: Grant | None = None) -> Wish:
        return Wish(Payment(self.tenant, customer, reward_id, redemption_id or new_id()), new_id(), grant)

    def code(self, redemption: Redemption) -> str:
        return self.codes.shown(self.tenant, redemption)

    def servicer(self) -> RewardServicer:
        async def redeem(wish: Wish) -> Redemption:
            (answer,) = await asyncio.to_thread(self.redeem, wish)
            if isinstance(answer, Refused):
                raise answer
            return answer

        desk = Desk(
            redeem,
            self.redemptions,
            self.programmes,
            self.catalogue,
            self.coupons,
            self.cancelling,
            self.granting,
            self.codes,
        )
        return RewardServicer(desk)

    def deliver(self) -> None:
        """Brings all that stands in the outboxes to those who care for it, as Kafka would; it stays there, so that the
        next time repeats it."""
        streams = (accounts_stream(self.programmes), stream(LedgerHandlers(self.programmes, self.codes)))
        stores = {store.kind.name: store for store in (self.accounts, self.stocks, self.redemptions)}
        done: set[str] = set()
        while waiting := [
            entry
            for store in stores.values()
            for pending in store.waiting(1000)
            for entry in pending.entries
            if entry.envelope.id not in done
        ]:
            for entry in waiting:
                done.add(entry.envelope.id)
                for one in streams:
                    _take(one, stores, entry, self.clock.now())


async def _command(store: Store[Any], work: Work[Any]) -> Any:
    """As the process runs it."""
    ((outcome,), _) = await asyncio.to_thread(store.run, [work])
    if outcome.verdict is Verdict.REFUSED:
        raise outcome.refusal
    return outcome


def _take(stream: Stream, stores: dict[str, Any], entry: OutboxEntry, now: datetime) -> None:
    """As the batch consumer."""
    route, envelope = stream.by_type.get(entry.envelope.type), entry.envelope
    if route is None or entry.topic not in stream.topics:
        return
    event = route.message.FromString(entry.data)
    if not (aggregate_id := route.aggregate_id(envelope, event)):
        return
    context = Context(envelope, now)
    work = Work(
        aggregate_id,
        lambda state: route.handler(state, event, context),
        keys=route.keys(event) if route.keys else (),
        about=route.about(event) if route.about else (),
        part=route.part(event, envelope) if route.part else None,
    )
    (outcome,), _ = stores[route.kind.name].run([work])
    assert outcome.refusal is None, outcome.refusal


def days(number: float) -> timedelta:
    return timedelta(days=number)
