"""Resident size of each service after 50,000 and after 100,000 events of the shop: tickets and orders that go their
whole way, five events each, put on the topics as their writers would. As many before them warm up: every member has an
account, and every buffer has held its largest batch.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import psutil
from google.protobuf.message import Message
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.common.v1.types_pb2 import ACTOR_KIND_AGENT, Actor, Money
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2 as types
from pymongo import MongoClient

from services.cli.local.process import LocalProcess
from services.cli.local.servers import ROOT
from services.cli.local.services import service_plan
from services.kit.aggregate import Change, Work
from services.kit.broker import apply_topics, lags
from services.kit.consumer import MAX_BATCH
from services.kit.errors import Away
from services.kit.ids import document_id, new_id
from services.kit.instants import to_timestamp
from services.kit.mongo import CLIENT_OPTIONS
from services.kit.producer import OrderedProducer, Record
from services.kit.settings import SERVICES
from services.kit.store import Store
from services.kit.topics import ORDER, TICKET
from services.ticketing.documents import TICKETS
from services.ticketing.domain.model import Channel, Priority, Ticket, TicketStatus
from tests.support.servers import TestServers
from tests.support.streams import NOON, event_record, eventually

HALF = 50_000
_PER_AGGREGATE = 5
_SENT_AT_ONCE = 2_000
_PATIENCE = 1_800.0
_TEXT = "Guten Tag, wo bleibt meine Bestellung? Ich warte seit zwei Wochen darauf."


def _ticket(ticket_id: str) -> list[Message]:
    at, agent = to_timestamp(NOON), Actor(kind=ACTOR_KIND_AGENT, id="agent-ana")
    about = {"ticket_id": ticket_id}
    return [
        ticketing.TicketOpened(
            **about,
            channel=types.CHANNEL_EMAIL,
            thread=ticket_id,
            customer_id="c1",
            priority=types.PRIORITY_NORMAL,
            opened_at=at,
        ),
        ticketing.MessageReceived(
            **about,
            message_id=new_id(),
            number=1,
            channel=types.CHANNEL_EMAIL,
            customer_id="c1",
            text=_TEXT,
            received_at=at,
        ),
        ticketing.ReplySent(
            **about, message_id=new_id(), number=2, author=agent, text="Tomorrow.", sent_at=at, first=True
        ),
        _moved(about, types.TICKET_STATUS_NEW, types.TICKET_STATUS_PENDING, agent),
        _moved(about, types.TICKET_STATUS_PENDING, types.TICKET_STATUS_SOLVED, agent),
    ]


def _moved(about: dict[str, str], before: int, to: int, agent: Actor) -> Message:
    at = to_timestamp(NOON)
    moved = ticketing.TicketStatusChanged(
        **about, to=to, changed_at=at, actor=agent, customer_id="c1", channel=types.CHANNEL_EMAIL
    )
    setattr(moved, "from", before)
    return moved


def _order(order_id: str, customer_id: str) -> list[Message]:
    at, total = to_timestamp(NOON), Money(minor_units=4_999, currency="EUR")
    about = {"order_id": order_id, "customer_id": customer_id}
    return [
        commerce.OrderPlaced(**about, country="DE", total=total, placed_at=at),
        commerce.OrderPaid(**about, amount=total, paid_at=at),
        commerce.OrderShipped(**about, carrier="DHL", shipped_at=at),
        commerce.OrderDelivered(**about, total=total, delivered_at=at),
        commerce.OrderRefunded(
            **about,
            refund_id="r1",
            amount=Money(minor_units=999, currency="EUR"),
            refunded_total=Money(minor_units=999, currency="EUR"),
            order_total=total,
            refunded_at=at,
        ),
    ]


def _events(tickets: Sequence[str]) -> Iterator[Record]:
    """As many of tickets as of orders."""
    for number, ticket_id in enumerate(tickets):
        order_id, customer_id = new_id(), f"c{number % 2_000}"
        for sequence, message in enumerate(_ticket(ticket_id), start=1):
            yield event_record(TICKET.name, message, ticket_id, sequence, tenant="bench")
        for sequence, message in enumerate(_order(order_id, customer_id), start=1):
            yield event_record(ORDER.name, message, order_id, sequence, tenant="bench", key=customer_id)


def _keep(tickets: Store[Ticket], ticket_ids: Sequence[str]) -> None:
    """Ticketing has the tickets whose events it is said to have written."""
    for first in range(0, len(ticket_ids), MAX_BATCH):
        works = [
            Work(document_id("bench", ticket_id), lambda _, ticket_id=ticket_id: Change(_known(ticket_id)))
            for ticket_id in ticket_ids[first : first + MAX_BATCH]
        ]
        tickets.run(works)


def _known(ticket_id: str) -> Ticket:
    return Ticket(
        ticket_id,
        Channel.EMAIL,
        ticket_id,
        1,
        "c1",
        "",
        TicketStatus.SOLVED,
        Priority.NORMAL,
        NOON,
        NOON,
        message_count=2,
    )


async def _feed(kafka: str, tickets: Store[Ticket]) -> None:
    """Half of the events, and then waits until every group has read them."""
    producer = OrderedProducer(kafka)
    ticket_ids = [new_id() for _ in range(HALF // (2 * _PER_AGGREGATE))]
    await asyncio.to_thread(_keep, tickets, ticket_ids)
    records = list(_events(ticket_ids))
    for first in range(0, len(records), _SENT_AT_ONCE):
        part = records[first : first + _SENT_AT_ONCE]
        if len(await producer.send(part)) < len(part):
            raise RuntimeError("Kafka didn't take the events")
    await producer.stop()
    await eventually(lambda: asyncio.to_thread(_all_read, kafka), within=_PATIENCE)


def _all_read(kafka: str) -> bool:
    try:
        return all(lag.behind == 0 for lag in lags(kafka))
    except Away:
        return False


def _sizes(processes: dict[str, LocalProcess]) -> dict[str, float]:
    """MB."""
    return {name: psutil.Process(process.pid).memory_info().rss / 1e6 for name, process in processes.items()}


async def _measure(kafka: str, tickets: Store[Ticket], processes: dict[str, LocalProcess]) -> dict[str, Any]:
    await _feed(kafka, tickets)  # warms up
    await _feed(kafka, tickets)
    half = _sizes(processes)
    await _feed(kafka, tickets)
    whole = _sizes(processes)
    growth = {name: whole[name] / half[name] for name in processes}
    return {
        "name": "memory",
        "value": round(sum(whole.values())),
        "unit": "MB, all services, after 100,000 events (baseline: after 50,000)",
        "baseline": round(sum(half.values())),
        "ratio": round(max(growth.values()), 3),
        "services_mb": {name: [round(half[name]), round(whole[name])] for name in processes},
    }


def run(servers: TestServers) -> dict[str, Any]:
    """`ratio` is that of the service that grew most."""
    kafka, prefix = servers.bootstrap_servers, f"bench_{new_id()[-12:]}"
    env = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka,
        "MONGODB_URI": servers.mongodb_uri,
        "HELIODESK_DATABASE": prefix,
        "HELIODESK_SHOPS": str(ROOT / "samples" / "shops.yaml"),
    }
    apply_topics(kafka)
    processes: dict[str, LocalProcess] = {}
    try:
        for name in SERVICES:
            plan = service_plan(name, servers.state, servers.port_base, env)
            processes[name] = LocalProcess(plan).start()
        with MongoClient(servers.mongodb_uri, **CLIENT_OPTIONS) as client:
            tickets = Store(client[f"{prefix}_ticketing"], TICKETS, "bench", lambda: NOON)
            return asyncio.run(_measure(kafka, tickets, processes))
    finally:
        for process in processes.values():
            process.stop()
