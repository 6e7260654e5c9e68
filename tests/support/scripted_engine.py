"""An engine behind translation's port that does what a test tells it to, request by request."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from services.translation.domain.engine import Answer, EngineAway, MaskStyle, Request

HANG = "hang"
"""It says nothing until whoever waits gives up."""


@dataclass(eq=False)
class ScriptedEngine:
    """`script` is what it does with the next requests: raises an error, gives an answer, hangs, or waits for an event
    and then answers. Without one it writes in capitals. `asked` is what it was brought; `billed` is what it bills for a
    character. `absent`: nobody can reach it, not even for its pairs."""

    name: str = "scripted"
    does: set[tuple[str, str]] = field(default_factory=lambda: {("es", "en")})
    absent: bool = False
    billed: int = 1
    mask: MaskStyle = MaskStyle.BRACKETS
    enforces_terms: bool = False
    available: bool = True
    asked: list[Request] = field(default_factory=list)
    looked_at: int = 0
    script: deque[Exception | Answer | asyncio.Event | str] = field(default_factory=deque)

    def will(self, *what: Exception | Answer | asyncio.Event | str) -> None:
        self.script.extend(what)

    def pairs(self) -> set[tuple[str, str]]:
        return self.does

    async def refresh(self) -> None:
        self.looked_at += 1
        if self.absent:
            raise EngineAway(self.name, "nobody is there")

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        self.asked.append(request)
        if self.absent:
            raise EngineAway(self.name, "nobody is there")
        what = self.script.popleft() if self.script else None
        if isinstance(what, Exception):
            raise what
        if isinstance(what, Answer):
            return what
        if what == HANG:
            await asyncio.Event().wait()
        if isinstance(what, asyncio.Event):
            await what.wait()
        characters = sum(map(len, request.texts)) * self.billed
        return Answer(tuple(text.upper() for text in request.texts), "1", characters)

    async def aclose(self) -> None:
        pass
