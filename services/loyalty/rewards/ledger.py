"""Redemptions in the ledger: the one place that says whether a redemption has come about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kit.aggregate import Change, Outcome, Verdict, Work
from services.kit.commits import CommitStore
from services.kit.committed import Standing
from services.kit.ids import document_id
from services.kit.store import Pending
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain import spending
from services.loyalty.domain.account import Account
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.programme import Programme
from services.loyalty.domain.rewards.offering import redeem_reward, redeemed_before, revision_of
from services.loyalty.domain.rewards.redemption import Redemption
from services.loyalty.domain.words import EntryKind
from services.loyalty.handlers.redemptions import about, key_of
from services.loyalty.programmes import Programmes


@dataclass(frozen=True, slots=True)
class Payment:
    """What a member wants to pay for."""

    tenant: str
    customer_id: str
    reward_id: str
    redemption_id: str
    traceparent: str = ""

    @property
    def account_id(self) -> str:
        return document_id(self.tenant, self.customer_id)


@dataclass(frozen=True, slots=True)
class Paid:
    """What came of a payment: paid now or before; or refused, or abandoned before, where there is no redemption."""

    outcome: Outcome[Account]
    redemption: Redemption | None


class Ledger:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, accounts: CommitStore[Account], programmes: Programmes) -> None:
        self._accounts = accounts
        self._programmes = programmes

    def look(self, payments: Sequence[Payment], by: Mapping[str, Programme], at: datetime) -> list[Outcome[Account]]:
        """What would come of them, each alone: UNCHANGED where it could be paid, REPEATED where its key was used. `by`
        has the programme of each tenant."""
        works = [_paying(one, by[one.tenant], at, [], only_look=True) for one in payments]
        return self._accounts.run(works)[0]

    def pay(
        self, payments: Sequence[Payment], by: Mapping[str, Programme], at: datetime
    ) -> tuple[list[Paid], list[Pending]]:
        """All that can be paid, one after the other. Also answers what is to be published."""
        decided: list[list[Redemption]] = [[] for _ in payments]
        works = [_paying(one, by[one.tenant], at, found) for one, found in zip(payments, decided, strict=True)]
        outcomes, pending = self._accounts.run(works)
        before = self.known([one for one, out in zip(payments, outcomes, strict=True) if _repeated(out)])
        paid = []
        for one, out, found in zip(payments, outcomes, decided, strict=True):
            # It may have been decided several times: the last one was written.
            now = found[-1] if out.verdict is Verdict.APPLIED else None
            paid.append(Paid(out, now or before.get(one.redemption_id)))
        return paid, pending

    def abandon(self, payments: Sequence[Payment], at: datetime) -> tuple[dict[str, Redemption], list[Pending]]:
        """Sees to it that those that haven't been paid never are. Answers those that have, by redemption id, and what
        is to be published."""
        works = [
            Work(one.account_id, _abandoning(one, at), keys=(key_of(one.redemption_id),), about=_about(one))
            for one in payments
        ]
        outcomes, pending = self._accounts.run(works)
        return self.known([one for one, out in zip(payments, outcomes, strict=True) if _repeated(out)]), pending

    def known(self, payments: Sequence[Payment]) -> dict[str, Redemption]:
        """Those of them that were paid, by redemption id."""
        found: dict[str, Redemption] = {}

        def reading(payment: Payment) -> Work[Account]:
            def decide(standing: Standing[Account]) -> None:
                for entry in standing.entries:
                    if entry.kind is EntryKind.REDEEM and entry.reference == payment.redemption_id:
                        found[payment.redemption_id] = self._redemption(payment, entry)

            return Work(payment.account_id, decide, about=_about(payment))

        if payments:
            self._accounts.run([reading(one) for one in payments])
        return found

    def _redemption(self, payment: Payment, entry: Entry) -> Redemption:
        programme = self._programmes.revision(payment.tenant, revision_of(entry))
        return redeemed_before(entry, payment.customer_id, programme)


def _paying(
    payment: Payment, programme: Programme, at: datetime, decided: list[Redemption], *, only_look: bool = False
) -> Work[Account]:
    """`decided` takes down what is decided, each time."""

    def decide(standing: Standing[Account]) -> Change[Account] | None:
        book = book_of(payment.tenant, payment.customer_id, standing)
        decided.append(redeem_reward(book, standing.entries, programme, payment.redemption_id, payment.reward_id, at))
        return None if only_look else change_of(book, standing, at)

    return Work(
        payment.account_id,
        decide,
        keys=(key_of(payment.redemption_id),),
        about=_about(payment),
        traceparent=payment.traceparent,
    )


def _abandoning(payment: Payment, at: datetime) -> Callable[[Standing[Account]], Change[Account] | None]:
    def decide(standing: Standing[Account]) -> Change[Account] | None:
        book = book_of(payment.tenant, payment.customer_id, standing)
        spending.abandon(book, payment.redemption_id, at)
        return change_of(book, standing, at)

    return decide


def _about(payment: Payment) -> tuple[str, ...]:
    return about(payment.customer_id, payment.redemption_id, payment.reward_id)


def _repeated(outcome: Outcome[Account]) -> bool:
    return outcome.verdict is Verdict.REPEATED
