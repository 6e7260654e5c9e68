"""Random interleavings of all that can happen to an account, beside a model (tests/support/ledger_model.py)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from services.kit.aggregate import Verdict, Work
from services.kit.errors import Refused
from services.loyalty.domain.account import Account
from services.loyalty.domain.campaigns.budget import BonusGranted
from services.loyalty.domain.crediting import Credit, Debit
from services.loyalty.domain.entry import Entry, Profile
from services.loyalty.domain.events import BonusRequested, Event
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.words import DebtPolicy, Source
from tests.support import ledgers
from tests.support.ledger_model import Model
from tests.support.ledger_paper import No
from tests.support.ledgers import ACCOUNT, NOON, Ledger
from tests.support.loyal_shops import TIERED, compiled

DAY = timedelta(days=1)
SHOPS: dict[DebtPolicy, Programme] = {policy: compiled(TIERED, debt_policy=policy) for policy in DebtPolicy}
SOURCES = [Source.REFERRAL, Source.CONTENT, Source.GRANT, Source.GIFT, Source.CORRECTION]
NUMBERS = st.integers(0, 10**9)
PRICES = st.one_of(st.sampled_from([25_000, 9_999, 70_000]), st.integers(0, 40_000))
LATE = st.sampled_from([False, False, False, True])
ZONES = ["", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu"]


@dataclass(frozen=True)
class Fact:
    """What happens, to the ledger and to the model."""

    work: Work[Account]
    happens: Callable[[Model], None]


@dataclass
class Placed:
    """An order as the shop knows it: minor units."""

    order_id: str
    total: int
    currency: str
    lines: list[tuple[str, str, int]]
    country: str
    refunded: int = 0


class Bookkeeping(RuleBasedStateMachine):
    """`take` and what stands in the books is a subclass's: here it is a ledger in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.number = 0
        self.placed: list[Placed] = []
        self.redemptions: list[str] = []
        self.credits: list[tuple[Source, str]] = []
        self.held: list[Fact] = []
        self.facts: list[Fact] = []
        self.granted: set[tuple[str, str]] = set()
        self.keys: set[str] = set()

    @initialize(policy=st.sampled_from(DebtPolicy))
    def open_books(self, policy: DebtPolicy) -> None:
        self.shop = SHOPS[policy]
        self.model = Model(ACCOUNT, policy is DebtPolicy.WAIVE)
        self.ledger = Ledger()

    # --- what a subclass does in its own way

    def take(self, work: Work[Account]) -> Verdict:
        """Raises Refused."""
        return self.ledger.take(work)

    def books(self) -> tuple[Account | None, list[Entry], list[Event]]:
        return self.ledger.account, self.ledger.entries, self.ledger.events

    # --- what happens

    @rule(
        lines=st.lists(st.tuples(st.sampled_from(["pen", "h-lamp", "u-book"]), PRICES), max_size=3),
        more=st.one_of(st.just(0), st.integers(-2000, 3000)),
        country=st.sampled_from(["DE", "", "US", "JP"]),
        currency=st.sampled_from(["EUR", "JPY"]),
        days=st.sampled_from([0, 0, 3, 20]),
        late=LATE,
    )
    def buy(self, lines: list[tuple[str, int]], more: int, country: str, currency: str, days: int, late: bool) -> None:
        """For more (shipping) or less (a discount) than the lines cost; delivered so many days ago."""
        priced = [(str(number), *one) for number, one in enumerate(lines)]
        total = max(0, sum(price for _, price in lines) + more)
        order = Placed(self._name("o"), total, currency, priced, country)
        self.placed.append(order)
        at = self.now - days * DAY
        delivery = ledgers.delivery(
            total,
            *(ledgers.line(id_, price, sku, currency) for id_, sku, price in priced),
            order=order.order_id,
            at=at,
            currency=currency,
            country=country,
        )
        work = ledgers.delivered(delivery, self.shop)
        self._tell(Fact(work, lambda model: model.earn(order.order_id, total, currency, priced, country, at)), late)

    @precondition(lambda self: any(one.refunded < one.total for one in self.placed))
    @rule(pick=NUMBERS, part=st.integers(1, 100), of_line=st.booleans(), late=LATE)
    def refund(self, pick: int, part: int, of_line: bool, late: bool) -> None:
        open_ones = [one for one in self.placed if one.refunded < one.total]
        order = open_ones[pick % len(open_ones)]
        amount = max(1, (order.total - order.refunded) * part // 100)
        told = {}
        if of_line and order.lines:
            line_id, _, price = order.lines[pick % len(order.lines)]
            told = {line_id: min(amount, max(1, price))}
        refund = ledgers.refund(
            amount,
            order.total,
            so_far=order.refunded,
            order=order.order_id,
            lines=told,
            at=self.now,
            currency=order.currency,
        )
        order.refunded += amount
        work = ledgers.refunded(refund, self.shop)
        self._tell(Fact(work, lambda model: model.claw_back(order.order_id, amount, told)), late)

    @precondition(lambda self: any(order.lines for order in self.model.orders.values()))
    @rule(pick=NUMBERS)
    def refund_too_much(self, pick: int) -> None:
        delivered = [one for one in self.placed if self.model.orders[one.order_id].lines]
        order = delivered[pick % len(delivered)]
        amount = order.total + 1
        refund = ledgers.refund(amount, amount, order=order.order_id, refund_id="absurd", currency=order.currency)
        work = ledgers.refunded(refund, self.shop)
        self._tell(Fact(work, lambda model: model.claw_back(order.order_id, amount, {})))

    @rule(part=st.sampled_from([40, 75, 100, 10, 101]), late=LATE)
    def redeem(self, part: int, late: bool) -> None:
        """Mostly what can be afforded, sometimes too much."""
        name, at, model = self._name("r"), self.now, deepcopy(self.model)
        model.pass_to(at)
        points = max(1, -(-(model.available - model.debt) * part // 100))
        self.redemptions.append(name)
        work = ledgers.redeemed(name, points, at, self.shop)
        self._tell(Fact(work, lambda model: model.redeem(name, points, at)), late)

    @precondition(lambda self: self.redemptions)
    @rule(pick=NUMBERS, late=LATE)
    def restore(self, pick: int, late: bool) -> None:
        name = self.redemptions[pick % len(self.redemptions)]
        self._tell(Fact(ledgers.restored(name, self.now), lambda model: model.restore(name)), late)

    @precondition(lambda self: self.redemptions and self.number % 3 == 0)
    @rule(pick=NUMBERS, late=LATE)
    def abandon(self, pick: int, late: bool) -> None:
        name = self.redemptions[pick % len(self.redemptions)]
        self._tell(Fact(ledgers.abandoned(name, self.now), lambda model: model.abandon()), late)

    @rule(
        source=st.sampled_from(SOURCES),
        points=st.sampled_from([300, 80, 7, 1, 0]),
        waits=st.sampled_from([0, 0, 10]),
        lasts=st.one_of(st.none(), st.integers(31, 200)),
        late=LATE,
    )
    def credit(self, source: Source, points: int, waits: int, lasts: int | None, late: bool) -> None:
        name, at = self._name("c"), self.now
        available_at = at + waits * DAY if waits else None
        expires_at = None if lasts is None else at + lasts * DAY
        self.credits.append((source, name))
        work = ledgers.credited(Credit(source, name, points, at, available_at, expires_at, reason="why not"))
        self._tell(Fact(work, lambda model: model.credit(name, points, at, available_at, expires_at)), late)

    @rule(pick=NUMBERS, points=st.integers(0, 60), late=LATE)
    def take_away(self, pick: int, points: int, late: bool) -> None:
        """By a correction, or because what was given is withdrawn."""
        if pick % 3 or not self.credits:
            work = ledgers.corrected(Debit(self._name("d"), points, self.now, "a slip", "agent-1", "agent-2"))
            self._tell(Fact(work, lambda model: model.debit(points)), late)
            return
        source, name = self.credits[pick % len(self.credits)]
        self._tell(Fact(ledgers.withdrawn(source, name, self.now), lambda model: model.withdraw(name)), late)

    @precondition(lambda self: set(self.model.wishes) - self.granted)
    @rule(pick=NUMBERS, points=st.integers(1, 9), late=LATE)
    def grant_bonus(self, pick: int, points: int, late: bool) -> None:
        # Those of which something was refunded meanwhile are the harder ones.
        refunded = {one.order_id for one in self.placed if one.refunded}
        wishes = sorted(set(self.model.wishes) - self.granted, key=lambda wish: (wish[0] not in refunded, wish))
        (order_id, line_id), at = wishes[pick % 3 % len(wishes)], self.now
        self.granted.add((order_id, line_id))
        grant = BonusGranted("c1", "gift", 1, order_id, line_id, points, 9, 0, at)
        work = ledgers.granted(grant, self.shop)
        self._tell(Fact(work, lambda model: model.grant_bonus(order_id, line_id, points, at)), late)

    @precondition(lambda self: self.number % 5 == 0)
    @rule(zone=st.sampled_from(ZONES), market=st.sampled_from(["", "DE", "US", "JP"]))
    def move(self, zone: str, market: str) -> None:
        if (zone, market) == (self.model.zone, self.model.market):
            return
        self.number += 1
        work = ledgers.profiled(Profile(zone, market, "de", ("vip",)), self.number, self.now)
        self._tell(Fact(work, lambda model: model.set_profile(zone, market)))

    @rule(days=st.sampled_from([1, 14, 15, 33, 101, 190]), hours=st.integers(0, 23), rings=st.booleans())
    def wait(self, days: int, hours: int, rings: bool) -> None:
        """Perhaps the timer is late."""
        self.now += days * DAY + timedelta(hours=hours)
        if rings:
            self._ring()

    @precondition(lambda self: self.model.next_at)
    @rule(early=st.booleans())
    def wait_for_what_is_next(self, early: bool) -> None:
        """To the very instant, or the one before."""
        self.now = max(self.now, self.model.next_at - early * timedelta(microseconds=1))
        self._ring()

    @precondition(lambda self: self.held)
    @rule(pick=NUMBERS)
    def arrive(self, pick: int) -> None:
        """What was told late comes, in whatever order."""
        self._tell(self.held.pop(pick % len(self.held)))

    @precondition(lambda self: self.facts)
    @rule(pick=NUMBERS)
    def tell_again(self, pick: int) -> None:
        self._tell(self.facts[pick % len(self.facts)])

    # --- what must hold

    def _ring(self) -> None:
        at = self.now
        self._tell(Fact(ledgers.matured(at, self.shop), lambda model: model.pass_to(at)))

    def _name(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def _tell(self, fact: Fact, late: bool = False) -> None:
        if late:
            self.held.append(fact)
            return
        expected, reason = self._expected(fact)
        if fact not in self.facts:
            self.facts.append(fact)
        try:
            verdict, found = self.take(fact.work), ""
        except Refused as refused:
            verdict, found = Verdict.REFUSED, refused.reason
        assert found == reason
        assert verdict is expected
        self._compare()

    def _expected(self, fact: Fact) -> tuple[Verdict, str]:
        if not self.keys.isdisjoint(fact.work.keys):
            return Verdict.REPEATED, ""
        model = deepcopy(self.model)
        try:
            fact.happens(model)
        except No as no:
            return Verdict.REFUSED, str(no)
        if len(model.journal) == len(self.model.journal):
            return Verdict.UNCHANGED, ""
        self.model = model
        self.keys.update(fact.work.keys)
        return Verdict.APPLIED, ""

    def _compare(self) -> None:
        account, entries, _ = self.books()
        known, model = account or Account(), self.model
        assert [(one.kind.value, one.points, one.debt) for one in entries] == model.journal
        assert (known.balance, known.debt, known.available) == (model.balance, model.debt, model.available)
        assert [(lot.lot_id, lot.pending, lot.available) for lot in known.lots] == model.open_lots
        assert (known.standing.tier, known.standing.review_at) == (model.tier, model.review_at)
        assert known.next_at == model.next_at

    def teardown(self) -> None:
        if not hasattr(self, "model"):
            return
        account, entries, events = self.books()
        ledgers.audit(ACCOUNT, entries, account)
        wishes = [(one.order_id, one.line_id) for one in events if isinstance(one, BonusRequested)]
        assert wishes == self.model.wishes
