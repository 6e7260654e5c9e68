"""Looks after engines that aren't there, so that texts don't have to; and writes what was counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import nullcontext

from services.kit.errors import Away
from services.kit.logs import get_logger
from services.kit.retry import stopped_within
from services.translation.domain.engine import Engine, EngineAway, EngineRefused
from services.translation.routing.guards import Guards
from services.translation.routing.usage import Usage

# Wall seconds.
_EVERY, _LOOK_EVERY, _LOOK_WITHIN = 1.0, 5.0, 5.0

log = get_logger(__name__)


class Watch:
    def __init__(self, engines: Sequence[Engine], guards: Guards, usage: Usage, monotonic: Callable[[], float]) -> None:
        self._engines = engines
        self._guards = guards
        self._usage = usage
        self._monotonic = monotonic
        self._looked_at: dict[str, float] = {}
        self._why: dict[str, str] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; then writes what is left."""
        while not await stopped_within(stop, _EVERY):
            await self.look()
            await self._flush()
        await self._flush()

    async def look(self) -> None:
        """Asks those for their pairs that were never reached, or whose time to be kept from texts is over."""
        now = self._monotonic()
        due = [one for one in self._engines if self._is_due(one) and self._rested(one, now)]
        for engine in due:
            self._looked_at[engine.name] = now
        await asyncio.gather(*(self._look(engine) for engine in due))

    def _is_due(self, engine: Engine) -> bool:
        return not engine.pairs() or self._guards.may_be_back(engine.name)

    def _rested(self, engine: Engine, now: float) -> bool:
        return now - self._looked_at.get(engine.name, -_LOOK_EVERY) >= _LOOK_EVERY

    async def _look(self, engine: Engine) -> None:
        may_be_back = self._guards.may_be_back(engine.name)
        try:
            with self._guards.looking(engine.name) if may_be_back else nullcontext():
                await self._refresh(engine)
        except (EngineAway, EngineRefused) as error:
            why = str(error)
            if self._why.get(engine.name) != why:
                log.warning("engine_away", engine=engine.name, why=why)
            self._why[engine.name] = why
        else:
            self._why.pop(engine.name, None)
            log.info("engine_found", engine=engine.name, pairs=len(engine.pairs()))

    async def _refresh(self, engine: Engine) -> None:
        try:
            async with asyncio.timeout(_LOOK_WITHIN):
                await engine.refresh()
        except TimeoutError:
            raise EngineAway(engine.name, f"no list of pairs within {_LOOK_WITHIN:.0f} s") from None

    async def _flush(self) -> None:
        try:
            await asyncio.to_thread(self._usage.flush)
        except Away as away:
            # It is kept, and whoever needs the store says that it is away.
            log.warning("engine_figures_kept_back", why=away.why)
