"""Comes back to the messages that an engine was away for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from services.kit.aggregate import Outcome, Work
from services.kit.clock import Clock
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.ids import split_document_id
from services.kit.retry import stopped_within
from services.translation import handlers
from services.translation.documents import left_by_an_absent_engine
from services.translation.domain.translation import MessageTranslation
from services.translation.messages import Messages

_EVERY = 2.0
_AT_ONCE = 20

Commands = Callable[[Work[MessageTranslation]], Awaitable[Outcome[MessageTranslation]]]


async def come_back(messages: Messages, commands: Commands, clock: Clock, health: Health, stop: asyncio.Event) -> None:
    """Until `stop` is set. A message whose engine is still away costs no attempt, and lets others by."""
    asked = 0
    while not await stopped_within(stop, 0 if asked == _AT_ONCE else _EVERY):
        try:
            asked = await _round(messages, commands, clock)
            health.ok("tick")
        except Away as away:
            asked = 0
            health.failing("tick", str(away))


async def _round(messages: Messages, commands: Commands, clock: Clock) -> int:
    """How many were brought to an engine: where nobody could be asked, there is no hurry to look at the next ones."""
    found = await asyncio.to_thread(left_by_an_absent_engine, clock.now(), _AT_ONCE)
    asked = 0
    for document_id, known in found:
        finding = await messages.again(split_document_id(document_id)[0], known)
        await commands(handlers.try_again(document_id, finding, clock.now()))
        asked += finding is not None
    return asked
