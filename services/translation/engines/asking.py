"""How every engine is asked: within a deadline, with as much at a time as it takes, and only for texts that say
something."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from services.translation.domain.engine import Answer, EngineAway, EngineRefused, Request
from services.translation.engines.failures import malformed


@dataclass(frozen=True, slots=True)
class Limit:
    """What an engine takes in one request. No text may be longer than `characters`."""

    texts: int
    characters: int


class Asked(Protocol):
    """What `asking` needs of an engine."""

    name: str
    available: bool


@asynccontextmanager
async def asking(engine: Asked, timeout_s: float) -> AsyncIterator[None]:
    """What is asked within takes no longer than so many wall seconds in all, whatever the engine's library thinks of
    it. Notes in `available` whether the engine answered. Raises EngineAway when the time is over."""
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except TimeoutError as error:
        engine.available = False
        raise EngineAway(engine.name, f"it takes longer than {timeout_s:g} s") from error
    except EngineAway:
        engine.available = False
        raise
    except EngineRefused:
        engine.available = True
        raise
    engine.available = True


async def in_batches(
    engine: str, limit: Limit, request: Request, ask: Callable[[Request], Awaitable[Answer]]
) -> Answer:
    """Asks for the texts of a request, as many at a time as the engine takes, and puts the answers together.

    The space around a text is kept back, and blank texts are their own translation: engines trim the one and refuse the
    other. Raises EngineRefused for a text that can't be sent, and what `ask` raises.
    """
    edges = [_edges(text) for text in request.texts]
    _refuse_what_cannot_be_sent(engine, limit, (words for _, words, _ in edges))
    told: list[str] = []
    version, characters = "", 0
    for texts in _batches([words for _, words, _ in edges if words], limit):
        answer = await ask(replace(request, texts=texts))
        if len(answer.texts) != len(texts):
            raise malformed(engine, f"{len(answer.texts)} translations of {len(texts)} texts")
        told.extend(answer.texts)
        version, characters = answer.version, characters + answer.characters
    translations = iter(told)
    whole = tuple(f"{before}{next(translations) if words else ''}{after}" for before, words, after in edges)
    return Answer(whole, version, characters)


def _edges(text: str) -> tuple[str, str, str]:
    """The space before the words, the words, the space behind them."""
    words = text.strip()
    start = text.index(words)
    return text[:start], words, text[start + len(words) :]


def _refuse_what_cannot_be_sent(engine: str, limit: Limit, texts: Iterable[str]) -> None:
    for text in texts:
        if len(text) > limit.characters:
            raise EngineRefused(engine, f"a text of {len(text)} characters is more than it takes ({limit.characters})")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise EngineRefused(engine, "the text has half of a surrogate pair") from error


def _batches(texts: list[str], limit: Limit) -> Iterator[tuple[str, ...]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == limit.texts or size + len(text) > limit.characters):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield tuple(batch)
