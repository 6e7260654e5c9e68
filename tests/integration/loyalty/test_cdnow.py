"""Eighteen months of a real shop's customers through the consumer's handlers, the timers and the real store.

One customer in eighty; `HELIODESK_CDNOW=all` takes all 23,570 of them (a quarter of an hour).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from services.kit.aggregate import Verdict, Work
from services.kit.commits import CommitStore
from services.kit.convert import from_document
from services.kit.instants import to_text
from services.kit.store import Store
from services.kit.ticking.timer import Timer
from services.loyalty.domain.account import Account
from services.loyalty.domain.programme.publishing import publish
from services.loyalty.programme.documents import PROGRAMMES, programme_id, published
from services.loyalty.programmes import Programmes
from services.loyalty.proving.run import prove
from services.loyalty.stream import stream
from services.loyalty.tick import AccountRules
from services.loyalty.timers import AccountTimerDocument
from tests.support.cdnow import LAST_DAY, PROGRAMME, Happening, Member, Purchase, days_of, event_of, noon, purchases
from tests.support.ledgers import audit, told

ALL = os.environ.get("HELIODESK_CDNOW") == "all"
EVERY = 1 if ALL else 80
BEFORE = datetime(1996, 12, 31, tzinfo=UTC)
BATCH = 500

pytestmark = pytest.mark.timeout(3600 if ALL else 300)


class Shop:
    """Loyalty's consumer and its tick, a batch at a time; `now` is what the clock shows."""

    def __init__(self, store: CommitStore[Account]) -> None:
        self.store = store
        self.now = BEFORE
        programmes = Programmes(store.database, lambda: self.now)
        self.routes = stream(programmes).by_type
        self.rules = AccountRules(programmes)
        self.timers = AccountTimerDocument._get_collection()

    def publish(self) -> None:
        work = Work(
            programme_id("shop"), lambda kept: published(kept, *publish(kept, "shop", PROGRAMME, 0, "", self.now))
        )
        Store(self.store.database, PROGRAMMES, "test", lambda: self.now).run([work])

    def read(self, day: Iterable[Happening]) -> None:
        verdicts = self._run([told(event_of(one), self.routes, self.now) for one in day])
        assert Verdict.REFUSED not in verdicts

    def tick(self) -> None:
        """All that is due, as often as it takes."""
        while found := list(self.timers.find({"at": {"$lte": to_text(self.now)}}).limit(BATCH)):
            timers = [from_document(one, Timer) for one in found]
            self._run([Work(timer.aggregate_id, self.rules.ring(timer, self.now)) for timer in timers])
            self.timers.delete_many({"_id": {"$in": [timer.id for timer in timers]}})

    def accounts(self, customers: Iterable[str]) -> dict[str, Account]:
        ids, found = [f"shop/{customer}" for customer in customers], {}
        for start in range(0, len(ids), BATCH):
            streams = self.store.load(ids[start : start + BATCH])
            found |= {id_.removeprefix("shop/"): stream.state for id_, stream in streams.items()}
        return found

    def _run(self, works: list[Work[Account]]) -> set[Verdict]:
        verdicts = set()
        for start in range(0, len(works), BATCH):
            outcomes, pending = self.store.run(works[start : start + BATCH])
            self.store.settle(pending)
            verdicts |= {one.verdict for one in outcomes}
        return verdicts


def assert_as_on_paper(shop: Shop, members: dict[str, Member], day: date) -> None:
    accounts = shop.accounts(members)
    for customer, member in members.items():
        member.pass_to(day)
        account = accounts.get(customer, Account())
        lots = [(lot.expires_at, bool(lot.pending), lot.pending + lot.available) for lot in account.lots]
        assert sorted(lots) == member.open_lots(shop.now), customer
        assert account.balance == sum(points for _, _, points in lots)
        assert account.totals.expired == member.expired(shop.now), customer
        assert (account.standing.tier, account.debt) == (member.tier, 0), customer


def test_the_customers_of_cdnow_have_what_their_purchases_say(store, mongodb_uri):
    shop = Shop(store)
    shop.publish()
    bought = purchases(EVERY)
    members: defaultdict[str, Member] = defaultdict(Member)
    everything = []
    for at, day in days_of(bought, seed=1998):
        if at.date() > LAST_DAY:
            break
        shop.now = at
        shop.tick()
        shop.read(day)
        everything += day
        for one in day:
            members[one.customer if isinstance(one, Purchase) else one.purchase.customer].take(one)
    shop.now = noon(LAST_DAY)
    shop.tick()
    assert_as_on_paper(shop, members, LAST_DAY)
    tiers = [member.tier for member in members.values()]
    assert min(tiers.count(tier) for tier in ("", "silver", "gold")) > 0
    assert sum(member.expired(shop.now) for member in members.values()) > 0

    # A replay of the whole topic changes nothing.
    before = shop.accounts(members)
    sample = everything[:: 1 + len(everything) // 2000]
    shop.read(sample)
    assert shop.accounts(members) == before

    tally = prove(mongodb_uri, store.database.name)
    assert (tally.faults, tally.accounts) == ([], len(before))
    assert tally.balance == sum(account.balance for account in before.values())
    for customer in sorted(members)[:: 1 + len(members) // 25]:
        entries = [entry for _, found in store.commits(f"shop/{customer}") for entry in found]
        audit(f"shop/{customer}", entries, store.get(f"shop/{customer}"))

    shop.now = noon(date(2000, 1, 1))
    shop.tick()
    assert_as_on_paper(shop, members, shop.now.date())
    assert prove(mongodb_uri, store.database.name).balance == 0
