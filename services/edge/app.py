"""The edge's composition root. Role `serve`: HTTP, gRPC and the live stream; `stream` and `tick`: webhooks; `relay`:
the outboxes of the order feed and of the webhooks' endpoints."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

from services.edge.access.access import Access
from services.edge.api import make_api
from services.edge.audit.book import Book
from services.edge.audit.documents import AuditDocument
from services.edge.audit.rpc import AuditServicer
from services.edge.commerce.documents import FEEDS, OrderFeedDocument
from services.edge.commerce.rpc import CommerceServicer
from services.edge.contracts import AUDIT, BACKENDS, COMMERCE, KEYS, WEBHOOKS, bindings, services
from services.edge.door import Door
from services.edge.gateway import serve_gateway
from services.edge.idempotency import Idempotency, IdempotencyKeyDocument
from services.edge.identity.documents import ApiKeyDocument
from services.edge.identity.identities import Identities
from services.edge.identity.kept_keys import KeptKeys
from services.edge.identity.rpc import KeyServicer
from services.edge.limits.limits import Limits
from services.edge.limits.proxies import Proxies
from services.edge.limits.routes import check_routes, declared
from services.edge.live.hub import Hub
from services.edge.settings import EdgeSettings
from services.edge.shops import Shops
from services.edge.webhooks import app as webhooks
from services.edge.webhooks.settings import WebhookSettings
from services.kit.clock import SystemClock
from services.kit.http import run_web
from services.kit.process import Process, running
from services.kit.rpc import Client, Server, channel, serve
from services.kit.settings import Settings
from services.kit.topics import CLOCK, ESCALATION, LOAD, SURVEY, TICKET, TRANSLATION

_LIVE = (TICKET, CLOCK, LOAD, ESCALATION, SURVEY, TRANSLATION)
_DOCUMENTS = (OrderFeedDocument, IdempotencyKeyDocument, AuditDocument, ApiKeyDocument, *webhooks.DOCUMENTS)


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Serves until `stop`. Raises BadSetting, OSError where a port is taken."""
    shops, edge = Shops.from_file(settings.shops), EdgeSettings.from_environment()
    hooks = WebhookSettings.from_environment()
    async with running(settings, roles, stop) as process, contextlib.AsyncExitStack() as stack:
        await process.ensure_indexes(*_DOCUMENTS)
        process.store(FEEDS)
        hooking = webhooks.start(process, hooks)
        process.relay()
        if "serve" in process.roles:
            await _serve(process, shops, edge, hooking, stack)
        await process.until_stopped()


async def _serve(
    process: Process, shops: Shops, edge: EdgeSettings, hooking: object, stack: contextlib.AsyncExitStack
) -> None:
    settings, health = process.settings, process.health
    kept = KeptKeys(ApiKeyDocument._get_collection(), SystemClock().now)
    own = await _serve_own(process, kept, hooking)
    stack.push_async_callback(own.stop)
    clients, channels = await _peers(settings, own.port, stack)

    book = Book(AuditDocument._get_collection(), edge.audit_days)
    process.task(book.run())
    stack.callback(book.close)
    identities = Identities(shops, kept)
    stack.push_async_callback(identities.close)
    proxies = Proxies(edge.trusted_proxies)
    limits = _limits(shops, edge)
    door = Door(identities, Access(services(), clients), limits, proxies, book)

    keys = Idempotency(IdempotencyKeyDocument._get_collection(), SystemClock().now)
    gateway = await serve_gateway(channels, door, keys, settings, health)
    stack.push_async_callback(gateway.stop)
    hub = Hub(settings.kafka_bootstrap_servers, [topic.name for topic in _LIVE])
    api = make_api(bindings(), clients, door, keys, hub, proxies, (*edge.origins, *shops.origins))
    web = await run_web(api, settings.host, settings.http_port, settings.drain_timeout)
    stack.push_async_callback(web.stop)
    # First of all: open streams would keep the web server from ending.
    stack.push_async_callback(hub.close)


def _limits(shops: Shops, edge: EdgeSettings) -> Limits:
    check_routes(services(), [*edge.limit_routes, *(name for rates in shops.rates.values() for name in rates.routes)])
    usual = replace(edge.rates, routes={**declared(services()), **edge.limit_routes})
    return Limits(usual, edge.limit_failures, shops.rates)


async def _serve_own(process: Process, kept: KeptKeys, hooking: object) -> Server:
    """What the edge itself answers is one more backend, behind the same door as the others."""
    inside = process.settings.model_copy(update={"host": "127.0.0.1", "grpc_port": 0, "tls_cert": None})
    servicers = [
        (COMMERCE, CommerceServicer(process.commands(FEEDS), process.clock)),
        (KEYS, KeyServicer(kept)),
        (AUDIT, AuditServicer(AuditDocument._get_collection())),
        (WEBHOOKS, hooking),
    ]
    return await serve(servicers, inside, process.health)


async def _peers(settings: Settings, own_port: int, stack: contextlib.AsyncExitStack) -> tuple[dict, dict]:
    """Clients by the full name of the service, and channels by the service. Our own calls stay on this machine, without
    papers."""
    clients, channels = {}, {}
    for name, answered in BACKENDS.items():
        address = f"127.0.0.1:{own_port}" if name == "edge" else settings.address_of(name)
        papers = None if name == "edge" else settings.papers
        for service in answered:
            clients[service.full_name] = Client(address, service, settings.call_timeout, papers)
            channels[service] = channel(address, papers)
    for closable in (*clients.values(), *channels.values()):
        stack.push_async_callback(closable.close)
    return clients, channels
