"""Detects and translates with the engines that there are: the I/O before a handler decides."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from services.kit.logs import get_logger
from services.kit.retry import stopped_within
from services.translation.detection import Detection, detect, warm_up
from services.translation.domain import Engine, EngineAway, Translated, Untranslated, translate

_ASK_EVERY = 5.0

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """The language that a text is in, and what became of it."""

    detection: Detection
    target_language: str
    result: Translated | Untranslated


class Translator:
    """`timeout` is in wall seconds for one text."""

    def __init__(self, engines: Sequence[Engine], agent_language: str, timeout: float) -> None:
        self.engines = engines
        self.agent_language = agent_language
        self._timeout = timeout

    @property
    def available(self) -> bool:
        """Whether any engine answered when it was last asked."""
        return any(engine.available for engine in self.engines)

    async def start(self) -> None:
        """Loads the model, and asks the engines for their pairs; one that is away is asked again by `watch`."""
        await asyncio.to_thread(warm_up)
        await self._ask()

    async def watch(self, stop: asyncio.Event) -> None:
        """Asks engines that are away, until `stop` is set."""
        while not await stopped_within(stop, _ASK_EVERY):
            await self._ask()

    async def _ask(self) -> None:
        for engine in self.engines:
            if not engine.available:
                try:
                    await engine.refresh()
                    log.info("engine_found", engine=engine.name, pairs=len(engine.pairs()))
                except EngineAway as away:
                    log.warning("engine_away", engine=engine.name, why=away.why)

    async def find_out(self, text: str) -> Finding:
        """The language of a customer's text, and its translation for the agents, or why there is none."""
        detection = detect(text)
        result = await self.translate(text, detection.language, self.agent_language)
        return Finding(detection, self.agent_language, result)

    async def translate(self, text: str, source: str | None, target: str) -> Translated | Untranslated:
        return await translate(self.engines, text, source, target, self._timeout)
