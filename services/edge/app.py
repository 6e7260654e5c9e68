"""The edge's composition root. Role `serve`: HTTP, gRPC and the live stream; role `relay`: the order feed's outbox."""

from __future__ import annotations

import asyncio
import contextlib

import grpc

from services.edge.api import make_api
from services.edge.commerce.documents import FEEDS, OrderFeedDocument
from services.edge.commerce.rpc import CommerceServicer
from services.edge.contracts import BACKENDS, COMMERCE, bindings
from services.edge.gateway import serve_gateway
from services.edge.idempotency import Idempotency, IdempotencyKeyDocument
from services.edge.live.hub import Hub
from services.edge.shops import Shops
from services.kit.clock import SystemClock
from services.kit.http import run_web
from services.kit.process import Process, running
from services.kit.rpc import Client, serve
from services.kit.rpc_call import CHANNEL_OPTIONS
from services.kit.settings import Settings
from services.kit.topics import CLOCK, ESCALATION, LOAD, SURVEY, TICKET, TRANSLATION

_LIVE = (TICKET, CLOCK, LOAD, ESCALATION, SURVEY, TRANSLATION)


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Serves until `stop`. Raises BadSetting, OSError where a port is taken."""
    shops = Shops.from_file(settings.shops)
    async with running(settings, roles, stop) as process, contextlib.AsyncExitStack() as stack:
        # Its many routes take a while to make, and nobody is to be sent here before they are.
        process.health.starting("edge")
        await process.ensure_indexes(OrderFeedDocument, IdempotencyKeyDocument)
        process.store(FEEDS)
        process.relay()
        if "serve" in process.roles:
            await _serve(process, shops, stack)
        process.health.ok("edge")
        await stop.wait()


async def _serve(process: Process, shops: Shops, stack: contextlib.AsyncExitStack) -> None:
    settings, health = process.settings, process.health
    # The feed's own servicer is one more backend, behind the same door as the others.
    inside = settings.model_copy(update={"host": "127.0.0.1", "grpc_port": 0})
    servicer = CommerceServicer(process.commands(FEEDS), process.clock)
    commerce = await serve([(COMMERCE, servicer)], inside, health)
    stack.push_async_callback(commerce.stop)
    addresses = {name: settings.address_of(name) for name in BACKENDS} | {"edge": f"127.0.0.1:{commerce.port}"}

    keys = Idempotency(IdempotencyKeyDocument._get_collection(), SystemClock().now)
    clients, channels = {}, {}
    for name, services in BACKENDS.items():
        for service in services:
            clients[service.full_name] = Client(addresses[name], service, settings.call_timeout)
            channels[service] = grpc.aio.insecure_channel(addresses[name], options=CHANNEL_OPTIONS)
    for closable in (*clients.values(), *channels.values()):
        stack.push_async_callback(closable.close)

    gateway = await serve_gateway(channels, shops, keys, settings, health)
    stack.push_async_callback(gateway.stop)
    hub = Hub(settings.kafka_bootstrap_servers, [topic.name for topic in _LIVE])
    web = await run_web(
        make_api(bindings(), clients, shops, keys, hub), settings.host, settings.http_port, settings.drain_timeout
    )
    stack.push_async_callback(web.stop)
    # First of all: open streams would keep the web server from ending.
    stack.push_async_callback(hub.close)
