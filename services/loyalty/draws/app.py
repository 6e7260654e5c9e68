"""Puts the draws together."""

from __future__ import annotations

from services.kit.logs import get_logger
from services.kit.process import Process
from services.kit.ticking.reading import Reading
from services.kit.ticking.running import tick
from services.kit.topics import ACCOUNT
from services.loyalty.documents import ACCOUNTS
from services.loyalty.domain.draws.secrets import DrawSecrets
from services.loyalty.draws.documents import DOCUMENTS, DRAWS, DrawTimerDocument
from services.loyalty.draws.entering import Entering
from services.loyalty.draws.rpc import DrawServicer
from services.loyalty.draws.stream import GROUP, stream
from services.loyalty.draws.tick import PLANS, TICK_GROUP, DrawTimers, unpublished_accounts
from services.loyalty.programmes import Programmes
from services.loyalty.settings import LoyaltySettings

__all__ = ["DOCUMENTS", "start"]

log = get_logger(__name__)


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """Starts the roles that the process has; answers what it serves. Without a secret nothing is drawn, and what has
    been paid waits in Kafka. Raises BadSetting."""
    secret = LoyaltySettings.from_environment().draw_secret
    secrets, now = DrawSecrets(secret.encode() if secret else None), process.clock.now
    draws, accounts = process.store(DRAWS), process.store(ACCOUNTS)
    if secret is None:
        log.warning("draws_closed", why="HELIODESK_DRAW_SECRET is not set")
    else:
        process.stream(stream(secrets))
        if "tick" in process.roles:
            process.task(_tick(process, secrets))
    entering = Entering(draws, process.commands(ACCOUNTS), programmes, now)
    servicer = DrawServicer(draws, accounts, process.commands(DRAWS), entering, programmes, secrets, now)
    return [("heliodesk.loyalty.v1.DrawService", servicer)]


async def _tick(process: Process, secrets: DrawSecrets) -> None:
    """The timers of draws, until the process stops."""
    servers = process.settings.kafka_bootstrap_servers
    reading = Reading(servers, ACCOUNT, GROUP, unpublished_accounts(process.database), process.clock.rate)
    rules = DrawTimers(process.store(DRAWS), secrets, reading, process.clock.now)
    try:
        await tick(process, DRAWS, DrawTimerDocument, rules, TICK_GROUP, PLANS)
    finally:
        await reading.stop()
