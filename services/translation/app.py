"""Puts translation together."""

from __future__ import annotations

import asyncio

from services.kit.process import running
from services.kit.settings import Settings
from services.translation.documents import TRANSLATIONS, TranslationDocument
from services.translation.engines import ApertiumApy
from services.translation.rpc import TranslationRpc
from services.translation.settings import TranslationSettings
from services.translation.stream import stream
from services.translation.tick import come_back
from services.translation.translator import Translator


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    own = TranslationSettings.from_environment()
    engine = ApertiumApy(settings.apertium_url)
    translator = Translator([engine], own.agent_language, own.engine_timeout)
    async with running(settings, roles, stop) as process:
        await process.ensure_indexes(TranslationDocument)
        await translator.start()
        process.task(translator.watch(stop))
        store = process.store(TRANSLATIONS)
        await process.serve([("heliodesk.translation.v1.TranslationService", TranslationRpc(store, translator))])
        process.stream(stream(translator))
        process.relay()
        if "tick" in process.roles:
            commands = process.commands(TRANSLATIONS)
            process.task(come_back(translator, commands, process.clock, process.health, stop))
        await stop.wait()
    await engine.aclose()
