"""What a provider, or what lies between, answers instead of what was asked for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

Misbehaviour = Callable[[ASGIApp], ASGIApp]
"""Stands before the provider for one request."""

_FOR_EVER_S = 600


def says(status: int, body: object = None, headers: dict[str, str] | None = None) -> Misbehaviour:
    """A status, with JSON."""
    content = b"" if body is None else json.dumps(body).encode()
    return _answers(status, content, {"content-type": "application/json", **(headers or {})})


def shows_a_page(status: int = 502) -> Misbehaviour:
    """What a proxy shows to a person."""
    page = b"<!doctype html><html><body><h1>Bad Gateway</h1><p>&nbsp;</p></body></html>"
    return _answers(status, page, {"content-type": "text/html; charset=utf-8"})


def says_bytes(body: bytes) -> Misbehaviour:
    """200, and a body that may be anything."""
    return _answers(200, body, {"content-type": "application/json"})


def _answers(status: int, body: bytes, headers: dict[str, str]) -> Misbehaviour:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        raw.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})

    return lambda provider: answer


def is_silent() -> Misbehaviour:
    """Takes the request, and never says a word."""

    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(_FOR_EVER_S)

    return lambda provider: never


def drips(every_s: float = 0.05) -> Misbehaviour:
    """A byte now and then: no single wait is long, the whole has no end."""

    async def drip(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        for _ in range(int(_FOR_EVER_S / every_s)):
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
            await asyncio.sleep(every_s)

    return lambda provider: drip


def breaks_off() -> Misbehaviour:
    """The connection is cut in the middle of the answer."""

    async def cut(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"translations": [', "more_body": True})
        # uvicorn closes the connection of an application that returns before its answer is whole.

    return lambda provider: cut
