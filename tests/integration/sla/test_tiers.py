"""A member reaches a tier: ticketing hears it from the ledger, the ticket tells it, and the promise is another one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from heliodesk.loyalty.v1 import events_pb2 as loyalty
from heliodesk.ticketing.v1 import service_pb2 as calls
from heliodesk.ticketing.v1 import types_pb2 as types

from services.kit import topics
from services.kit.broker import apply_topics
from services.kit.errors import Away
from services.kit.ids import new_id
from services.kit.rpc import Client
from services.kit.settings import Settings
from services.sla.domain.rulebook.specs import ConditionsSpec
from services.sla.domain.target import Target
from services.sla.domain.words import Kind
from services.ticketing.app import run as run_ticketing
from tests.integration.sla.conftest import OPENED_AT, TENANT
from tests.support.shops import POLICY, promised, publish, publish_shop
from tests.support.streams import event_record, eventually

GOLDEN = replace(
    POLICY,
    policy_id="golden",
    position=-1,
    conditions=ConditionsSpec(loyalty_tiers=("gold",)),
    targets=tuple(promised(Kind.FIRST_RESPONSE, normal=2, high=1, urgent=0.25)),
)


@pytest.fixture
async def ticketing(real_desk, kafka_servers, mongodb_uri, database, port_base) -> AsyncIterator[Client]:
    """A process of ticketing, on the platform's topics."""
    settings = Settings(
        service="ticketing",
        HELIODESK_PORT_BASE=str(port_base),
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
    )
    wanted = [topics.ORDER, topics.TRANSLATION, topics.ACCOUNT]
    await asyncio.to_thread(apply_topics, kafka_servers, wanted)
    stop = asyncio.Event()
    process = asyncio.create_task(run_ticketing(settings, frozenset(), stop))
    client = Client(settings.address_of("ticketing"), "heliodesk.ticketing.v1.TicketingService", timeout=20)
    yield client
    await client.close()
    stop.set()
    await asyncio.wait_for(process, 30)


async def opened(ticketing: Client, customer: str) -> str:
    request = calls.ReceiveMessageRequest(
        channel=types.CHANNEL_EMAIL, thread=new_id(), external_id="m1", text="Where is it?"
    )
    sender = getattr(request, "from")
    sender.customer_id, sender.address = customer, "lena@example.de"

    async def answered() -> str | None:
        try:
            return (await ticketing.call("ReceiveMessage", request, tenant=TENANT)).ticket_id
        except Away:
            # It makes its indexes before it listens.
            return None

    return await eventually(answered)


async def test_a_tier_that_is_reached_changes_what_the_customers_open_ticket_is_promised(real_desk, ticketing):
    before = OPENED_AT - timedelta(days=1)
    publish_shop(real_desk.store.database, TENANT, before)
    publish(real_desk.store.database, TENANT, before, GOLDEN)
    customer = f"lena-{new_id()}"
    async with real_desk.following():
        ticket = await opened(ticketing, customer)
        plain = await eventually(lambda: real_desk.clock(ticket))
        news = loyalty.TierChanged(customer_id=customer, tier="gold", sla_priority="high")
        record = event_record(topics.ACCOUNT.name, news, customer, 1, tenant=TENANT)
        await real_desk.producer.send([record])

        def golden() -> bool:
            clocks = real_desk.store.get(f"{TENANT}/{ticket}")
            return [(one.policy, one.priority) for one in clocks.targets[:1]] == [("golden", "high")]

        await eventually(golden)
        clocks = real_desk.store.get(f"{TENANT}/{ticket}")
        other = await opened(ticketing, customer)

        def first() -> Target | None:
            found = real_desk.store.get(f"{TENANT}/{other}")
            return found.targets[0] if found and found.facts.loyalty_tier else None

        later = await eventually(first)
    assert clocks.facts.loyalty_tier == "gold"
    assert clocks.targets[0].due_at < plain.due_at
    assert (later.policy, later.priority) == ("golden", "high")
