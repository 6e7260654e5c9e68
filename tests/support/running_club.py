"""The members of a shop on the real servers: loyalty's process, as far as accounts, members, referrals and contents
go, with the platform's topics and a clock that the test holds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from google.protobuf.message import Message
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.feedback.v1 import events_pb2 as feedback

from services.kit import topics
from services.kit.broker import apply_topics, lags
from services.kit.clock import HeldClock
from services.kit.envelope import Envelope
from services.kit.errors import Away
from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.process import Process, running
from services.kit.producer import OrderedProducer, Record
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.loyalty.contents.app import start as start_contents
from services.loyalty.members.app import start as start_members
from services.loyalty.referrals.app import start as start_referrals
from services.loyalty.stream import stream
from tests.support.club import DOCUMENTS, Club
from tests.support.orders import money
from tests.support.peers import reached
from tests.support.streams import event_record, eventually, read_topic

GROUPS = ("loyalty", "loyalty-referrals", "loyalty-contents")
_SERVICES = ("MemberService", "ReferralService", "ContentService")


class RunningClub(Club):
    """Its calls are calls of gRPC; what it publishes is published."""

    def __init__(self, database: Any, tenant: str, settings: Settings, clock: HeldClock) -> None:
        super().__init__(database, tenant, clock)
        self.settings = settings
        self.process: Process | None = None
        self.producer = OrderedProducer(settings.kafka_bootstrap_servers)
        self.sent: list[Record] = []
        self._sequences: Counter[str] = Counter()
        self.clients: dict[str, Client] = {}

    @asynccontextmanager
    async def running(self, *roles: str) -> AsyncIterator[None]:
        """All roles, where none is named."""
        await asyncio.to_thread(apply_topics, self.settings.kafka_bootstrap_servers)
        stop = asyncio.Event()
        async with running(self.settings, frozenset(roles), stop) as self.process:
            self.process.clock = self.clock
            await self.process.ensure_indexes(*DOCUMENTS)
            services = start_members(self.process, self.programmes)
            services += start_referrals(self.process, self.programmes)
            services += start_contents(self.process, self.programmes)
            await self.process.serve(services)
            self.process.stream(stream(self.programmes))
            self.process.relay()
            address = f"127.0.0.1:{self.settings.grpc_port}"
            self.clients = {name: Client(address, f"heliodesk.loyalty.v1.{name}") for name in _SERVICES}
            await reached(next(iter(self.clients.values())))
            try:
                yield
            finally:
                stop.set()
                for client in self.clients.values():
                    await client.close()
        self.process = None

    def offer(self, pending: Any) -> None:
        if self.process is not None:
            self.process.offer(pending)

    async def call(self, service: str, method: str, request: Message) -> Any:
        return await self.clients[service].call(method, request, tenant=self.tenant, command_id=new_id())

    # --- what happens to orders

    async def placed(self, customer: str, order: str, total: int) -> None:
        event = commerce.OrderPlaced(
            order_id=order, customer_id=customer, country="DE", total=money(total), placed_at=self.now
        )
        await self._send(event)

    async def delivered(self, customer: str, order: str, total: int) -> None:
        event = commerce.OrderDelivered(order_id=order, customer_id=customer, total=money(total), delivered_at=self.now)
        await self._send(event)

    async def refunded(self, customer: str, order: str, total: int, at: datetime | None = None) -> None:
        """In full, now unless it is said otherwise."""
        event = commerce.OrderRefunded(
            order_id=order,
            customer_id=customer,
            refund_id=f"refund-{order}",
            amount=money(total),
            refunded_at=to_timestamp(at or self.clock.now()),
            refunded_total=money(total),
            order_total=money(total),
        )
        await self._send(event)

    # --- what customers say

    async def answered(self, customer: str, survey: str) -> None:
        """The survey of a ticket."""
        event = feedback.SurveyAnswered(
            survey_id=survey, ticket_id=f"ticket-{survey}", customer_id=customer, score=5, answered_at=self.now
        )
        record = event_record(topics.SURVEY.name, event, event.ticket_id, 2, tenant=self.tenant)
        assert await self.producer.send([record]) == {0}

    @property
    def now(self) -> Any:
        return to_timestamp(self.clock.now())

    async def _send(self, event: Any) -> None:
        self._sequences[event.order_id] += 1
        envelope = Envelope(
            id=new_id(),
            type=event.DESCRIPTOR.full_name,
            source="test",
            subject=event.order_id,
            time=self.clock.now(),
            tenant=self.tenant,
            sequence=self._sequences[event.order_id],
        )
        headers = envelope.to_headers()
        record = Record(topics.ORDER.name, event.customer_id.encode(), event.SerializeToString(), headers)
        self.sent.append(record)
        assert await self.producer.send([record]) == {0}

    # --- what comes of it

    async def caught_up(self) -> None:
        """Waits until all that was told has been read, and all that came of it has been told and read."""
        read = [topics.ORDER, topics.ACCOUNT, topics.MEMBER, topics.REFERRAL, topics.CONTENT, topics.SURVEY]
        servers = self.settings.kafka_bootstrap_servers
        stores = (self.accounts, self.members, self.friends, self.contents)

        def quiet() -> bool:
            try:
                behind = [one for one in lags(servers, read) if one.group in GROUPS and one.behind]
            except Away:
                return False
            return not behind and not any(store.waiting(1) for store in stores)

        async def stays_quiet() -> bool:
            return await asyncio.to_thread(lambda: quiet() and quiet())

        await eventually(stays_quiet, within=60)

    async def looked_at_birthdays(self) -> None:
        """Waits until the timers of members are looked after, for all shards."""

        def owned() -> bool:
            reasons = self.process.health.report()["reasons"]
            return not {"member.shards", "member.tick"} & reasons.keys()

        await eventually(owned, within=60)

    async def told(self, topic: topics.Topic) -> list[Message]:
        """The shop's events there, each once, in the order of their partitions."""
        found: dict[str, Message] = {}
        for record in await read_topic(self.settings.kafka_bootstrap_servers, topic.name):
            envelope = Envelope.from_headers(record.headers)
            if envelope.tenant == self.tenant:
                found.setdefault(envelope.id, topic.message(envelope.type).FromString(record.value))
        return list(found.values())

    async def replay(self, topic: topics.Topic) -> None:
        """All that the shop has told there is told again."""
        records = await read_topic(self.settings.kafka_bootstrap_servers, topic.name)
        again = [
            Record(topic.name, record.key, record.value, list(record.headers))
            for record in records
            if Envelope.from_headers(record.headers).tenant == self.tenant
        ]
        assert len(await self.producer.send(again)) == len(again) > 0
