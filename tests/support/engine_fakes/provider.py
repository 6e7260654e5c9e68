"""What all fake providers have: a server, a memory of what they were asked, and a way to misbehave."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from services.kit.web import run_web
from tests.support.engine_fakes.misbehaving import Misbehaviour

_KEPT = re.compile(r'(<span\b[^>]*translate="no"[^>]*>.*?</span>|<[^>]*>|&#?\w+;|⟦\d+⟧)', re.DOTALL)


def shout(text: str) -> str:
    """The translation of those who know no language: capitals, but for markup and what is protected."""
    return "".join(piece if place % 2 else piece.upper() for place, piece in enumerate(_KEPT.split(text)))


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class FakeProvider:
    """`asked` are all requests, those that were answered badly too. `translate` is what it does with a text; a test may
    give it another."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.translate: Callable[[str], str] = shout
        self.always: Misbehaviour | None = None
        self._next: deque[Misbehaviour] = deque()

    def misbehaves(self, *how: Misbehaviour) -> None:
        """The next requests, one each, whatever they ask for."""
        self._next.extend(how)

    def routes(self) -> list[Route]:
        raise NotImplementedError

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[Self]:
        """On a port of 127.0.0.1, 0 being any free one; `url` is where."""
        self._app = Starlette(routes=self.routes())
        server = await run_web(self, "127.0.0.1", port, drain_timeout=0)
        self.url = f"http://127.0.0.1:{server.port}"
        try:
            yield self
        finally:
            await server.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _read(receive)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append(Asked(scope["method"], scope["path"], headers, body))
        how = self._next.popleft() if self._next else self.always
        app = how(self._app) if how else self._app
        await app(scope, _again(body, receive), send)


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    told = False

    async def once_more() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once_more
