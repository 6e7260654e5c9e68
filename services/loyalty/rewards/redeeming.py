"""Redeeming, step by step: hold a unit of the stock, pay in the account, issue the coupon, take the unit.

The account's commit is the commit of it all. Whoever dies before it leaves a hold, which the sweeper gives up after it
has made sure that nobody can pay any more; whoever dies after it leaves steps that the stream takes, from the account's
event, or the sweeper. Each step may be taken again. A coupon that is granted costs nothing: there its redemption is the
commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.kit.aggregate import Outcome, Verdict, Work
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.kit.store import Pending, Store
from services.loyalty.domain.programme.programme import Programme
from services.loyalty.domain.rewards.offering import grant_reward, known_reward
from services.loyalty.domain.rewards.redemption import Grant, Redemption, abandoned, check_not_abandoned
from services.loyalty.domain.rewards.stock import Hold, Stock
from services.loyalty.programmes import Programmes
from services.loyalty.rewards import handlers
from services.loyalty.rewards.coupon_codes import CouponCodes
from services.loyalty.rewards.documents import taken_part
from services.loyalty.rewards.ledger import Ledger, Payment

Offer = Callable[[Sequence[Pending]], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, once: `attempt` is of this call alone. With a `grant` it is given, else it is paid."""

    payment: Payment
    attempt: str
    grant: Grant | None = None

    @property
    def redemption_id(self) -> str:
        return self.payment.redemption_id

    @property
    def stock_id(self) -> str:
        return document_id(self.payment.tenant, self.payment.reward_id)


@dataclass(slots=True)
class _Round:
    """Wishes that go through the steps together, each by its tenant's programme; who has an answer is through."""

    wishes: Sequence[Wish]
    programmes: Mapping[str, Programme]
    at: datetime
    answers: dict[str, Redemption | Refused] = field(default_factory=dict)
    held: list[Wish] = field(default_factory=list)
    redeemed: dict[str, Redemption] = field(default_factory=dict)

    def programme(self, wish: Wish) -> Programme:
        return self.programmes[wish.payment.tenant]

    def total(self, wish: Wish) -> int | None:
        """How many there are in all; None where it has no stock."""
        return known_reward(self.programme(wish), wish.payment.reward_id).stock

    def open(self, among: Iterable[Wish] | None = None) -> list[Wish]:
        return [one for one in (self.wishes if among is None else among) if one.attempt not in self.answers]


class Redeeming:
    """Synchronous and thread-safe. `offer` has events published, from any thread."""

    def __init__(
        self,
        stocks: Store[Stock],
        redemptions: Store[Redemption],
        ledger: Ledger,
        programmes: Programmes,
        codes: CouponCodes,
        now: Callable[[], datetime],
        offer: Offer,
    ) -> None:
        self._stocks = stocks
        self._redemptions = redemptions
        self._ledger = ledger
        self._programmes = programmes
        self._codes = codes
        self._now = now
        self._offer = offer

    def redeem(self, wishes: Sequence[Wish]) -> list[Redemption | Refused]:
        """Answers each. Raises Away: then any part may have been done, and asking again under the same ids is safe."""
        self._codes.check()
        at = self._now()
        by = {tenant: self._programmes.in_force(tenant, at) for tenant in {one.payment.tenant for one in wishes}}
        going = _Round(wishes, by, at)
        self._answer_known(going)
        self._check(going)
        self._hold(going)
        self._pay(going)
        self._issue(going)
        self._settle(going)
        return [going.answers[one.attempt] for one in wishes]

    def issue(self, redemptions: Sequence[tuple[str, Redemption]]) -> list[Outcome[Redemption]]:
        """Those (with their tenants) have come about."""
        works = [
            Work(
                document_id(tenant, one.redemption_id),
                handlers.come_about(one, self._codes.fingerprint(tenant, one.redemption_id)),
            )
            for tenant, one in redemptions
        ]
        return self._run(self._redemptions, works)

    def take(self, redemptions: Sequence[tuple[str, Redemption]]) -> None:
        """Their units are gone, which they may have been before; they need no hold any more."""
        works, drops = [], []
        for tenant, one in redemptions:
            stock_id = document_id(tenant, one.reward_id)
            decide = handlers.take(one.reward_id, one.redemption_id, one.redeemed_at)
            works.append(Work(stock_id, decide, part=taken_part(tenant, one.redemption_id)))
            drops.append(Work(stock_id, handlers.drop(one.redemption_id)))
        outcomes = self._run(self._stocks, works)
        again = [drop for drop, out in zip(drops, outcomes, strict=True) if out.verdict is Verdict.REPEATED]
        self._run(self._stocks, again)

    def _answer_known(self, going: _Round) -> None:
        ids = {one.attempt: document_id(one.payment.tenant, one.redemption_id) for one in going.wishes}
        found = self._redemptions.load(set(ids.values()))
        for one in going.wishes:
            known = found.get(ids[one.attempt])
            if known is not None and known.state is not None:
                going.answers[one.attempt] = _answer(known.state, one)

    def _check(self, going: _Round) -> None:
        """What can be said before anything is held. What is granted is decided then."""
        for one in going.open():
            payment, programme = one.payment, going.programme(one)
            try:
                known_reward(programme, payment.reward_id)
                if one.grant is not None:
                    going.redeemed[one.attempt] = grant_reward(
                        programme, payment.redemption_id, payment.customer_id, payment.reward_id, one.grant, going.at
                    )
            except Refused as refusal:
                going.answers[one.attempt] = refusal

    # --- hold

    def _hold(self, going: _Round) -> None:
        limited = [one for one in going.open() if going.total(one) is not None]
        paid = [one for one in limited if one.grant is None]
        looks = self._ledger.look([one.payment for one in paid], going.programmes, going.at)
        settled = set()
        for one, look in zip(paid, looks, strict=True):
            if look.refusal is not None:
                # Who can't pay doesn't keep a unit from others, not even for a moment.
                going.answers[one.attempt] = look.refusal
            elif look.verdict is Verdict.REPEATED:
                settled.add(one.attempt)
        holding = [one for one in going.open(limited) if one.attempt not in settled]
        outcomes = self._run(self._stocks, [self._hold_work(one, going) for one in holding])
        refused = [(one, out.refusal) for one, out in zip(holding, outcomes, strict=True) if out.refusal is not None]
        self._refuse(refused, going)
        without = {one.attempt for one, _ in refused}
        going.held = [one for one in going.open(holding) if one.attempt not in without]

    def _refuse(self, refused: Sequence[tuple[Wish, Refused]], going: _Round) -> None:
        """For want of stock; but not those whose unit another attempt has taken meanwhile."""
        if not refused:
            return
        self._answer_known(going)
        paid = self._ledger.known([one.payment for one, _ in refused if one.grant is None])
        for one, refusal in refused:
            if one.redemption_id not in paid:
                going.answers.setdefault(one.attempt, refusal)

    def _hold_work(self, wish: Wish, going: _Round) -> Work[Stock]:
        payment, programme = wish.payment, going.programme(wish)
        total = going.total(wish) or 0
        granted = wish.grant is not None
        wanted = Hold(
            payment.redemption_id, payment.customer_id, programme.revision, going.at, (wish.attempt,), granted
        )
        return Work(wish.stock_id, handlers.hold(payment.reward_id, total, wanted), traceparent=payment.traceparent)

    # --- pay, issue

    def _pay(self, going: _Round) -> None:
        paying = [one for one in going.open() if one.grant is None]
        found, pending = self._ledger.pay([one.payment for one in paying], going.programmes, going.at)
        self._offer(pending)
        for one, paid in zip(paying, found, strict=True):
            if paid.redemption is not None:
                going.redeemed[one.attempt] = paid.redemption
            else:
                going.answers[one.attempt] = paid.outcome.refusal or abandoned()

    def _issue(self, going: _Round) -> None:
        issuing = going.open()
        outcomes = self.issue([(one.payment.tenant, going.redeemed[one.attempt]) for one in issuing])
        for one, outcome in zip(issuing, outcomes, strict=True):
            going.answers[one.attempt] = outcome.refusal or _answer(outcome.state, one)

    def _settle(self, going: _Round) -> None:
        """What was held is taken, or let go."""
        came_about, fell_through = [], []
        for one in going.held:
            answer = going.answers[one.attempt]
            if isinstance(answer, Redemption):
                came_about.append((one.payment.tenant, answer))
            else:
                fell_through.append(Work(one.stock_id, handlers.let_go(one.redemption_id, one.attempt)))
        self.take(came_about)
        self._run(self._stocks, fell_through)

    def _run(self, store: Store, works: Sequence[Work]) -> list[Outcome]:
        if not works:
            return []
        outcomes, pending = store.run(works)
        self._offer(pending)
        return outcomes


def _answer(redemption: Redemption, wish: Wish) -> Redemption | Refused:
    """The same as before, for ever; but not to another question."""
    try:
        check_not_abandoned(redemption)
    except Refused as refusal:
        return refusal
    if redemption.reward_id != wish.payment.reward_id:
        return Refused("IDEMPOTENCY_KEY_REUSED", "under this key another reward was redeemed", RefusalKind.CONFLICT)
    return redemption
