"""Puts translation together: the messages here, each area in its own `app.py`."""

from __future__ import annotations

import asyncio

from services.kit.process import Process, running
from services.kit.settings import Settings
from services.translation.correcting import Correcting
from services.translation.detection import warm_up
from services.translation.documents import DOCUMENTS, TRANSLATIONS
from services.translation.domain.engine import Engine
from services.translation.domain.pieces import cut
from services.translation.engines.catalogue import engines_of
from services.translation.engines.settings import EngineSettings
from services.translation.glossaries import app as glossaries
from services.translation.glossaries.reading import Glossaries
from services.translation.memory import app as memory
from services.translation.memory.documents import SEGMENTS
from services.translation.memory.memory import Memory
from services.translation.messages import Messages
from services.translation.rendering import app as rendering
from services.translation.routing import app as routing
from services.translation.routing.routing import Routing
from services.translation.rpc import TranslationServicer
from services.translation.settings import TranslationSettings
from services.translation.stream import stream
from services.translation.tick import come_back
from services.translation.tone import app as tone
from services.translation.tone.keeper import ToneProfiles
from services.translation.tone.loading import builtin
from services.translation.translator import Translator

AREAS = (routing, glossaries, memory, tone, rendering)
_READERS = frozenset({"serve", "stream", "tick"})
"""The roles that read what people wrote; a relay needs none of the word lists, which take 177 MB."""


async def run(settings: Settings, roles: frozenset[str], stop: asyncio.Event) -> None:
    """Until `stop` is set. Roles: serve, stream, relay, tick (none: all of them)."""
    engines = engines_of(EngineSettings.from_environment(), settings.apertium_url)
    own = TranslationSettings.from_environment()
    try:
        async with running(settings, roles, stop) as process:
            await start(process, own, engines)
            await process.until_stopped()
    finally:
        await asyncio.gather(*(engine.aclose() for engine in engines))


async def start(process: Process, own: TranslationSettings, engines: list[Engine]) -> None:
    """Starts the roles that the process has."""
    await process.ensure_indexes(*DOCUMENTS, *(document for area in AREAS for document in area.DOCUMENTS))
    if process.roles & _READERS:
        await asyncio.to_thread(_warm_up)
    routes = Routing(process.database, engines, process.clock.now)
    await routes.start()
    profiles = ToneProfiles(process.database, process.clock.now)
    remembered, store = Memory(process.store(SEGMENTS)), process.store(TRANSLATIONS)
    known = Glossaries(process.database, process.clock.now)
    translator = Translator(routes, known, remembered, process.clock, own.engine_timeout)
    messages = Messages(translator, routes, profiles, own.agent_language)
    commands = process.commands(TRANSLATIONS)
    correcting = Correcting(store, remembered, commands, process.clock)
    servicer = TranslationServicer(store, translator, correcting, profiles, tuple(engines))
    services = [("heliodesk.translation.v1.TranslationService", servicer)]
    services += routing.start(process, routes)
    services += glossaries.start(process, known)
    services += memory.start(process)
    services += tone.start(process, profiles)
    services += rendering.start(process, profiles)
    await process.serve(services)
    process.stream(stream(messages, store))
    process.relay()
    if "tick" in process.roles:
        process.task(come_back(messages, commands, process.clock, process.health, process.stop))


def _warm_up() -> None:
    """Reads what the first message, and the first draft, would wait for."""
    warm_up()
    cut("Your order MW-4711 of 2 March costs € 12.90.", "en", "de", None)
    builtin()
