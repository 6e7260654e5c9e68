"""A system of somebody else that receives webhooks, on this machine: it verifies what comes with the library of the
standard, and does what a test tells it to."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.kit.web import run_web

Answer = Callable[["Received"], Response]


@dataclass(frozen=True, slots=True)
class Received:
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.body)


def accept(received: Received) -> Response:
    return Response(status_code=204)


def status(code: int, text: str = "", **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda received: Response(text, code, sent)


@dataclass(slots=True)
class Receiver:
    """`answers` are by path. Until `free` is set, paths that begin with /held wait."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    free: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: int = 0
    most_under_way: int = 0

    def at(self, path: str) -> list[Received]:
        return [one for one in self.received if one.path == path]

    def ids(self, path: str) -> list[str]:
        return [one.id for one in self.at(path)]

    async def _take(self, request: Request) -> Response:
        received = Received(request.url.path, dict(request.headers), await request.body())
        self.received.append(received)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            if received.path.startswith("/held"):
                await self.free.wait()
            return self.answers.get(received.path, accept)(received)
        finally:
            self.under_way -= 1

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[Receiver]:
        app = Starlette(routes=[Route("/{path:path}", self._take, methods=["POST", "GET"])])
        server = await run_web(app, "127.0.0.1", 0, drain_timeout=1)
        self.url = f"http://127.0.0.1:{server.port}"
        try:
            yield self
        finally:
            self.free.set()
            await server.stop()


def verified(secret: str, received: Received) -> bool:
    """Raises WebhookVerificationError where it wasn't signed with this secret."""
    Webhook(secret).verify(received.body, dict(received.headers))
    return True
