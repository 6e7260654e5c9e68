"""Puts webhooks together. Roles: `serve` (the calls), `stream` (events become deliveries), `tick` (they are sent)."""

from __future__ import annotations

import asyncio
from functools import partial

from services.edge.webhooks.changing import Changing
from services.edge.webhooks.deliveries import Deliveries
from services.edge.webhooks.documents import DOCUMENTS, ENDPOINTS
from services.edge.webhooks.queues import Queues
from services.edge.webhooks.resealing import reseal_all
from services.edge.webhooks.rpc import WebhookServicer
from services.edge.webhooks.sealing import Sealer
from services.edge.webhooks.sending import Sender
from services.edge.webhooks.settings import WebhookSettings
from services.edge.webhooks.stream import FAN_OUT, FanOut, stream
from services.edge.webhooks.tick import Sending
from services.kit.clock import SystemClock
from services.kit.errors import Away
from services.kit.logs import get_logger
from services.kit.network import Resolver
from services.kit.process import Process
from services.kit.retry import backoff, stopped_within

__all__ = ["DOCUMENTS", "start"]

log = get_logger(__name__)


def start(process: Process, own: WebhookSettings) -> WebhookServicer:
    """Starts the roles that the process has; answers who answers the calls. Call it before `process.relay`, which has
    to know the endpoints' store."""
    called, loop = asyncio.Event(), asyncio.get_running_loop()
    store, sealer = process.store(ENDPOINTS), own.sealer()
    queues = Queues(process.database, process.clock, partial(loop.call_soon_threadsafe, called.set))
    deliveries = Deliveries(process.database, queues, SystemClock().now)
    if "stream" in process.roles:
        process.stores[FAN_OUT.name] = FanOut(process.database, deliveries)
        process.stream(stream())
    if "tick" in process.roles:
        if sealer is None:
            log.warning("webhooks_closed", why="HELIODESK_WEBHOOK_KEYS is not set")
        else:
            process.task(_resealed(process, sealer))
        process.task(_sending(process, own, queues, deliveries, sealer, called))
    run = process.commands(ENDPOINTS)
    changing = Changing(process.database, run, queues, own.reachable, sealer, process.clock)
    return WebhookServicer(changing, store, deliveries, process.clock)


async def _sending(
    process: Process,
    own: WebhookSettings,
    queues: Queues,
    deliveries: Deliveries,
    sealer: Sealer | None,
    called: asyncio.Event,
) -> None:
    resolver = Resolver()
    sender = Sender(own.reachable, resolver, SystemClock().now)
    run, patience = process.commands(ENDPOINTS), own.longest_failing
    sending = Sending(queues, deliveries, run, sender, sealer, patience, process.clock, process.health, called)
    try:
        await sending.run(process.stop)
    finally:
        resolver.close()


async def _resealed(process: Process, sealer: Sealer) -> None:
    """Once, at the start: keys change with a restart."""
    for delay in backoff():
        try:
            count = await asyncio.to_thread(reseal_all, process.store(ENDPOINTS), sealer, process.offer)
            log.info("webhook_secrets_resealed", endpoints=count)
            return
        except Away as away:
            log.warning("webhook_secrets_not_resealed", why=str(away))
        if await stopped_within(process.stop, delay):
            return
