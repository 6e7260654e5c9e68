"""Puts feedback together."""

from __future__ import annotations

import asyncio

from services.feedback.documents import SURVEYS, SurveyDocument
from services.feedback.rpc import FeedbackServicer
from services.feedback.stream import STREAM
from services.kit.process import running
from services.kit.settings import Settings


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Runs until `stop` is set. Roles: serve, stream, relay (none: all of them)."""
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(SurveyDocument)
        servicer = FeedbackServicer(process.store(SURVEYS), process.commands(SURVEYS), process.clock.now)
        await process.serve([("heliodesk.feedback.v1.FeedbackService", servicer)])
        process.stream(STREAM)
        process.relay()
        await process.until_stopped()
