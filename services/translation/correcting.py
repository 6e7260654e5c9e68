"""A person's translation of a message: into the memory first, so that the next message has it, then to the message.

Both are the same when they are told again, so whoever dies between the two, or hears no answer, says it once more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from services.kit.aggregate import Outcome, Work
from services.kit.clock import Clock
from services.kit.ids import derived_id, document_id
from services.kit.store import Store
from services.translation import handlers
from services.translation.domain.memory.unit import Origin, Unit
from services.translation.domain.text import sentences
from services.translation.domain.translation import MessageTranslation, corrected
from services.translation.memory.memory import Memory


class Correcting:
    """Raises Away, and Refused as `handlers.correct`."""

    def __init__(
        self,
        store: Store[MessageTranslation],
        memory: Memory,
        commands: Callable[[Work[MessageTranslation]], Awaitable[Outcome[MessageTranslation]]],
        clock: Clock,
    ) -> None:
        self._store = store
        self._memory = memory
        self._commands = commands
        self._clock = clock

    async def correct(self, tenant: str, message_id: str, text: str, by: str) -> MessageTranslation:
        now, name = self._clock.now(), document_id(tenant, message_id)
        known = await asyncio.to_thread(self._store.get, name)
        if known is None:
            raise handlers.translation_not_found()
        corrected(known, text, by, now)
        units = self._units(known, text, by)
        if units:
            await asyncio.to_thread(self._memory.remember, tenant, *units)
        outcome = await self._commands(handlers.correct(name, text, by, now))
        assert outcome.state is not None, "what was corrected is there"
        return outcome.state

    def _units(self, known: MessageTranslation, text: str, by: str) -> list[Unit]:
        """Sentence by sentence where both have as many, or the whole."""
        if known.language is None or not known.target_language:
            return []
        originals, translations = (
            [one.strip() for one in sentences(whole, language) if one.strip()]
            for whole, language in ((known.original, known.language), (text, known.target_language))
        )
        if len(originals) != len(translations):
            originals, translations = [known.original.strip()], [text.strip()]
        return [
            Unit(
                known.language,
                known.target_language,
                original,
                translation,
                Origin.PERSON,
                by,
                self._clock.now(),
                correction_id=derived_id("correction", known.message_id, str(place), text),
            )
            for place, (original, translation) in enumerate(zip(originals, translations, strict=True))
        ]
