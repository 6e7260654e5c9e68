"""Comes back to the messages that an engine was away for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from services.kit.aggregate import Outcome, Work
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.retry import stopped_within
from services.translation import handlers
from services.translation.documents import left_by_an_absent_engine
from services.translation.domain import MessageTranslation
from services.translation.translator import Translator

_EVERY = 2.0
_AT_ONCE = 20


async def come_back(
    translator: Translator,
    commands: Callable[[Work[MessageTranslation]], Awaitable[Outcome[MessageTranslation]]],
    clock: Clock,
    health: Health,
    stop: asyncio.Event,
) -> None:
    """Until `stop` is set. Only while an engine answers, so that an absent one costs no attempts."""
    while not await stopped_within(stop, _EVERY):
        if not translator.available:
            continue
        try:
            await _round(translator, commands, clock)
            health.ok("tick")
        except Away as away:
            health.failing("tick", str(away))


async def _round(
    translator: Translator,
    commands: Callable[[Work[MessageTranslation]], Awaitable[Outcome[MessageTranslation]]],
    clock: Clock,
) -> None:
    for document_id, known in await asyncio.to_thread(left_by_an_absent_engine, _AT_ONCE):
        if not translator.available:
            # One of them broke it. The others weren't tried, and have their turn before that one when it is back.
            return
        result = await translator.translate(known.original, known.language, known.target_language)
        await commands(handlers.try_again(document_id, result, clock.now()))
