"""A shop with campaigns and corrections, put together on a database as loyalty's process does it."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from heliodesk.loyalty.v1 import campaign_events_pb2, correction_events_pb2, events_pb2
from pymongo.database import Database

from services.kit.aggregate import Kind, Outcome, Verdict, Work
from services.kit.clock import HeldClock
from services.kit.commits import CommitStore
from services.kit.committed import CommitKind
from services.kit.envelope import Envelope
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.rpc import Call
from services.kit.store import Store
from services.kit.stream import Context, Route
from services.kit.topics import Topic
from services.loyalty.campaigns.documents import BUDGETS
from services.loyalty.campaigns.quote_rpc import QuoteServicer
from services.loyalty.campaigns.rpc import CampaignServicer
from services.loyalty.campaigns.stream import stream as budget_stream
from services.loyalty.corrections.documents import ALLOWANCES, CORRECTIONS
from services.loyalty.corrections.rpc import CorrectionServicer, Stores
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.account import EMPTY, Account
from services.loyalty.domain.campaigns.budget import Budget
from services.loyalty.domain.entry import Entry
from services.loyalty.domain.programme.offers import CampaignSpec
from services.loyalty.domain.programme.publishing import publish
from services.loyalty.domain.programme.specs import ProgrammeSpec
from services.loyalty.domain.rates import Rounding
from services.loyalty.programme.documents import PROGRAMMES, programme_id, published
from services.loyalty.programmes import Programmes
from services.loyalty.stream import stream as account_stream
from tests.support.programmes import PLAIN

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TENANT = "shop"
_MODULES = (events_pb2, campaign_events_pb2, correction_events_pb2)
SPRING = CampaignSpec("spring", NOON - timedelta(days=1), NOON + timedelta(days=30), Rounding.DOWN, bonus_percent=50)


def request(points: int, order: str, campaign: str = "spring", revision: int = 1) -> events_pb2.BonusRequested:
    return events_pb2.BonusRequested(
        customer_id=f"c-{order}",
        campaign_id=campaign,
        revision=revision,
        order_id=order,
        line_id="1",
        points=points,
        requested_at=to_timestamp(NOON),
    )


def envelope(subject: str = "", type: str = "test") -> Envelope:
    return Envelope(new_id(), type, "test", subject, NOON, TENANT, 1)


class Shop:
    """One process of loyalty. `named` replaces the platform's topics, by their names."""

    def __init__(self, database: Database[dict[str, Any]], named: dict[str, Topic] | None = None) -> None:
        self.clock = HeldClock(NOON)
        self._database, self._named = database, named or {}
        self.programmes = Programmes(database, self.clock.now)
        self.accounts: CommitStore[Account] = self._store(ACCOUNTS)
        self.budgets: Store[Budget] = self._store(BUDGETS)
        self.corrections = self._store(CORRECTIONS)
        self.allowances = self._store(ALLOWANCES)
        self.kept = self._store(PROGRAMMES)
        self.offered: list[Any] = []
        stores = Stores(self.corrections, self.runner(self.corrections), self.runner(self.allowances))
        self.correcting = CorrectionServicer(stores, self.programmes, self.clock.now)
        self.campaigning = CampaignServicer(self.budgets, self.accounts, self.programmes, self.clock.now)
        self.quoting = QuoteServicer(self.accounts, self.budgets, self.programmes, self.clock.now)

    @property
    def stores(self) -> list[Store[Any]]:
        return [self.accounts, self.budgets, self.corrections]

    def kind(self, kind: Kind[Any]) -> Kind[Any]:
        """With the topic that it has here."""
        topic = kind.topic and self._named.get(kind.topic.name, kind.topic)
        return dataclasses.replace(kind, topic=topic)

    def _store(self, kind: Kind[Any]) -> Any:
        make = CommitStore if isinstance(kind, CommitKind) else Store
        return make(self._database, self.kind(kind), "heliodesk/loyalty", self.clock.now)

    def runner(self, store: Store[Any]) -> Any:
        """How commands on these aggregates are run."""

        async def run(work: Work[Any]) -> Outcome[Any]:
            (outcome,), pending = await asyncio.to_thread(store.run, [work])
            self.offered.extend(pending)
            if outcome.verdict is Verdict.REFUSED:
                raise outcome.refusal
            return outcome

        return run

    def call(self, command: str = "") -> Call:
        return Call(TENANT, command or new_id(), None, "", ())

    def publish(self, *campaigns: CampaignSpec, spec: ProgrammeSpec = PLAIN, **changed: Any) -> None:
        """A programme with these campaigns; what happens from now on comes later than this."""
        spec = dataclasses.replace(spec, campaigns=campaigns, **changed)

        def decide(kept: Any) -> Any:
            after, event = publish(kept, TENANT, spec, kept.newest.revision if kept else 0, "", self.clock.now())
            return published(kept, after, event)

        (outcome,), _ = self.kept.run([Work(programme_id(TENANT), decide)])
        assert outcome.verdict is Verdict.APPLIED, outcome.refusal
        self.clock.advance(timedelta(seconds=1))

    def routes(self) -> dict[str, Route]:
        return account_stream(self.programmes).by_type | budget_stream(self.programmes).by_type

    def work(self, event: Any, own: Envelope | None = None) -> Work[Any]:
        """As the consumer makes it of the event."""
        route, own = self.routes()[event.DESCRIPTOR.full_name], own or envelope()
        context = Context(own, self.clock.now())
        return Work(
            id=route.aggregate_id(own, event),
            decide=lambda state: route.handler(state, event, context),
            part=route.part(event, own) if route.part else None,
            keys=route.keys(event) if route.keys else (),
            about=route.about(event) if route.about else (),
        )

    def take(self, *events: Any) -> list[Outcome[Any]]:
        """What becomes of each, one after another."""
        by_kind = {store.kind.name: store for store in self.stores}
        routes = self.routes()
        return [by_kind[routes[event.DESCRIPTOR.full_name].kind.name].run([self.work(event)])[0][0] for event in events]

    def account(self, customer: str) -> Account:
        return self.accounts.get(f"{TENANT}/{customer}") or EMPTY

    def entries(self, customer: str) -> list[Entry]:
        return [entry for _, found in self.accounts.commits(f"{TENANT}/{customer}") for entry in found]

    def budget(self, campaign: str = "spring") -> Budget | None:
        return self.budgets.get(f"{TENANT}/{campaign}")

    def told(self, store: Store[Any]) -> list[Any]:
        """All events in the outboxes of these aggregates."""
        found = []
        for pending in store.waiting(10_000):
            for entry in pending.entries:
                name = entry.envelope.type.rpartition(".")[2]
                message = next(getattr(module, name) for module in _MODULES if hasattr(module, name))
                found.append(message.FromString(entry.data))
        return found


def granted(events: Sequence[Any]) -> int:
    """Points that these events have granted."""
    return sum(event.points for event in events if isinstance(event, campaign_events_pb2.BonusGranted))
