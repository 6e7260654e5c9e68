"""What happens to an account, as works on its ledger; a ledger in memory that does with them what the store does; and
an auditor who believes nothing but the entries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from hashlib import sha256
from typing import Any

from google.protobuf.message import Message

from services.kit.aggregate import Verdict, Work
from services.kit.committed import Standing
from services.kit.envelope import Envelope
from services.kit.ids import document_id, split_document_id
from services.kit.money import Money
from services.kit.stream import Context, Route
from services.loyalty.changes import book_of, change_of
from services.loyalty.domain import crediting, maturing, orders, spending
from services.loyalty.domain.account import Account, fold
from services.loyalty.domain.campaigns.budget import BonusGranted
from services.loyalty.domain.campaigns.granting import add_granted
from services.loyalty.domain.crediting import Credit, Debit
from services.loyalty.domain.entry import Entry, Profile
from services.loyalty.domain.events import Event
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.order_facts import Delivery, Line, Refund, RefundedLine
from services.loyalty.domain.profile import set_profile
from services.loyalty.domain.programme import UNPUBLISHED, Programme
from services.loyalty.domain.spending import Redemption
from services.loyalty.domain.words import Source

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ACCOUNT = "shop/c1"
Post = Callable[[Book, Sequence[Entry]], object]


def work(
    post: Post, now: datetime, keys: Sequence[str] = (), about: Sequence[str] = (), account_id: str = ACCOUNT
) -> Work[Account]:
    """As a handler would make it for the account; `now` is when it is decided."""

    def decide(standing: Standing[Account]) -> Any:
        book = book_of(*split_document_id(account_id), standing)
        post(book, standing.entries)
        return change_of(book, standing, now)

    return Work(account_id, decide, keys=tuple(keys), about=tuple(about))


def told(event: Message, routes: Mapping[str, Route], now: datetime, tenant: str = "shop") -> Work[Account]:
    """As the consumer makes it of an event."""
    route = routes[event.DESCRIPTOR.full_name]
    context = Context(Envelope("id", "type", "test", "subject", now, tenant, 1), now)
    return Work(
        document_id(tenant, route.route(event)),
        lambda standing: route.handler(standing, event, context),
        keys=route.keys(event),
        about=route.about(event) if route.about else (),
    )


def delivered(delivery: Delivery, programme: Programme = UNPUBLISHED) -> Work[Account]:
    order = delivery.order_id
    return work(
        lambda book, recorded: orders.earn(book, recorded, delivery, programme),
        delivery.delivered_at,
        [f"earn/{order}"],
        [f"order/{order}"],
    )


def refunded(refund: Refund, programme: Programme = UNPUBLISHED) -> Work[Account]:
    order = refund.order_id
    return work(
        lambda book, recorded: orders.claw_back(book, recorded, refund, programme),
        refund.refunded_at,
        [f"clawback/{order}/{refund.refund_id}"],
        [f"order/{order}"],
    )


def redeemed(
    redemption_id: str,
    points: int,
    at: datetime,
    programme: Programme = UNPUBLISHED,
    account_id: str = ACCOUNT,
) -> Work[Account]:
    def post(book: Book, recorded: Sequence[Entry]) -> None:
        maturing.mature(book, programme, at)
        spending.redeem(book, Redemption(redemption_id, points, "mug", programme.revision), at)

    name = f"redemption/{redemption_id}"
    return work(post, at, [name], [name], account_id)


def restored(redemption_id: str, at: datetime) -> Work[Account]:
    return work(
        lambda book, recorded: spending.restore(book, recorded, redemption_id, "the member has changed its mind", at),
        at,
        [f"restore/{redemption_id}"],
        [f"redemption/{redemption_id}"],
    )


def abandoned(redemption_id: str, at: datetime) -> Work[Account]:
    return work(lambda book, _: spending.abandon(book, redemption_id, at), at, [f"redemption/{redemption_id}"])


def credited(credit: Credit) -> Work[Account]:
    name = f"credit/{credit.source}/{credit.reference}"
    return work(lambda book, _: crediting.credit(book, credit), credit.at, [name], [name])


def withdrawn(source: Source, reference: str, at: datetime) -> Work[Account]:
    return work(
        lambda book, recorded: crediting.withdraw(book, recorded, source, reference, "it was withdrawn", at),
        at,
        [f"withdraw/{source}/{reference}"],
        [f"credit/{source}/{reference}"],
    )


def granted(grant: BonusGranted, programme: Programme) -> Work[Account]:
    return work(
        lambda book, recorded: add_granted(book, recorded, grant, programme),
        grant.granted_at,
        [f"credit/campaign/{grant.campaign_id}/{grant.order_id}/{grant.line_id}"],
        [f"order/{grant.order_id}"],
    )


def corrected(debit: Debit) -> Work[Account]:
    return work(lambda book, _: crediting.debit(book, debit), debit.at, [f"correction/{debit.correction_id}"])


def profiled(profile: Profile, number: int, at: datetime) -> Work[Account]:
    return work(lambda book, _: set_profile(book, profile, at), at, [f"profile/c1/{number}"])


def matured(now: datetime, programme: Programme = UNPUBLISHED) -> Work[Account]:
    return work(lambda book, _: maturing.mature(book, programme, now), now)


# --- shorter ways to say it


def line(line_id: str, price: int, sku: str = "sku", currency: str = "EUR", quantity: int = 1) -> Line:
    return Line(line_id, sku, quantity, Money(price, currency))


def delivery(
    total: int, *lines: Line, order: str = "o1", at: datetime = NOON, currency: str = "EUR", country: str = ""
) -> Delivery:
    return Delivery("c1", order, Money(total, currency), at, lines, country)


def refund(
    amount: int,
    of: int,
    *,
    so_far: int = 0,
    order: str = "o1",
    refund_id: str = "",
    lines: dict[str, int] | None = None,
    at: datetime = NOON,
    currency: str = "EUR",
) -> Refund:
    """`of` is the order's total, `so_far` what was refunded before."""
    parts = tuple(RefundedLine(line_id, Money(part, currency)) for line_id, part in (lines or {}).items())
    total = Money(so_far + amount, currency)
    refund_id = refund_id or f"r{so_far}"
    return Refund("c1", order, refund_id, Money(amount, currency), total, Money(of, currency), at, parts)


@dataclass
class Ledger:
    """One account: keys count once, what was recorded about a thing is found again, the state is the entries' fold."""

    account: Account | None = None
    entries: list[Entry] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    recorded: dict[str, list[Entry]] = field(default_factory=dict)

    def take(self, work: Work[Account]) -> Verdict:
        """Raises Refused; then nothing has changed."""
        if not self.keys.isdisjoint(work.keys):
            return Verdict.REPEATED
        about = tuple(entry for name in work.about for entry in self.recorded.get(name, ()))
        change = work.decide(Standing(self.account, about))
        if change is None:
            return Verdict.UNCHANGED
        before, self.account = self.account, reduce(fold, change.entries, self.account)
        assert self.account == change.state
        replanned = self.account.plan != (before.plan if before else 0)
        assert len(change.writes) == (replanned and self.account.next_at is not None)
        assert len(change.times) == len(change.events)
        self.keys.update(work.keys)
        self.entries.extend(change.entries)
        self.events.extend(change.events)
        for name in dict.fromkeys((*work.about, *change.about)):
            self.recorded.setdefault(name, []).extend(change.entries)
        return Verdict.APPLIED

    def take_all(self, *works: Work[Account]) -> Ledger:
        for one in works:
            self.take(one)
        return self

    @property
    def points(self) -> list[int]:
        """Of the entries that a member sees."""
        return [entry.points for entry in self.entries if entry.shown]

    @property
    def lots(self) -> list[tuple[int, int]]:
        """What is pending and available in each, the one that expires first in front."""
        return [(lot.pending, lot.available) for lot in self.account.lots] if self.account else []


# --- the auditor


def audit(account_id: str, entries: Sequence[Entry], account: Account | None) -> None:
    """Asserts that the entries add up by themselves, and are what the account says."""
    before, balance, debt = sha256(account_id.encode()).hexdigest(), 0, 0
    lots: dict[str, Counter[str]] = {}
    kinds: Counter[str] = Counter()
    for number, entry in enumerate(entries, start=1):
        assert entry.number == number
        moved = sum(move.pending + move.available for move in entry.moves)
        assert entry.points == moved - entry.debt, f"entry {number} doesn't add up"
        balance, debt = balance + entry.points, debt + entry.debt
        assert entry.balance_after == balance
        assert debt >= 0
        for move in entry.moves:
            lot = lots.setdefault(move.lot_id, Counter())
            lot["pending"] += move.pending
            lot["available"] += move.available
            assert lot["pending"] >= 0 and lot["available"] >= 0, f"entry {number} takes more than its lot has"
        assert balance == sum(lot["pending"] + lot["available"] for lot in lots.values()) - debt
        before = hash_by_the_book(before, entry)
        assert entry.hash == before, f"the chain breaks at entry {number}"
        kinds[entry.kind] += entry.points
    assert len({entry.entry_id for entry in entries}) == len(entries)
    known = account or Account()
    assert reduce(fold, entries, None) == account
    assert (known.entry_count, known.balance, known.debt) == (len(entries), balance, debt)
    totals = known.totals
    assert (totals.earned, totals.clawed_back) == (kinds["earn"], -kinds["clawback"])
    assert (totals.redeemed, totals.restored) == (-kinds["redeem"], kinds["restore"])
    assert (totals.expired, totals.corrected, totals.waived) == (-kinds["expire"], -kinds["correct"], kinds["waive"])
    open_lots = {id_: (lot["pending"], lot["available"]) for id_, lot in lots.items() if any(lot.values())}
    assert {lot.lot_id: (lot.pending, lot.available) for lot in known.lots} == open_lots


def hash_by_the_book(previous: str, entry: Entry) -> str:
    """By the words of entry.py and an ordinary JSON library."""
    moves = [
        [one.lot_id, one.pending, one.available, _z(one.release_at), _z(one.expires_at), one.order_id, one.line_id]
        for one in entry.moves
    ]
    amount, basis, counts, tier, profile = entry.amount, entry.basis, entry.counts, entry.tier, entry.profile
    fields = [
        previous, entry.number, entry.entry_id, entry.kind.value, _z(entry.at), entry.points, entry.balance_after,
        entry.debt, moves, entry.source.value if entry.source else None, entry.order_id, entry.line_id, entry.market,
        entry.refund_id, entry.reference, entry.rule,
        [amount.minor_units, amount.currency] if amount else None,
        [basis.rate.num, basis.rate.den, basis.rate.rounding.value, basis.amount, basis.offset] if basis else None,
        [counts.day, counts.spend, counts.points, counts.orders] if counts else None,
        entry.reason, entry.actor, entry.approved_by,
        [tier.previous, tier.tier, tier.cause.value, _z(tier.review_at)] if tier else None,
        [profile.zone, profile.market, profile.language, list(profile.segments)] if profile else None,
    ]  # fmt: skip
    return sha256(json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def _z(at: datetime | None) -> str | None:
    return at and at.astimezone(UTC).isoformat().replace("+00:00", "Z")
