"""What every answer of the edge says to a browser: which pages may read it, what it may load, that it stays secret."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.edge.limits.proxies import Proxies

Headers = tuple[tuple[bytes, bytes], ...]

ADDED = "heliodesk.headers"
"""Where an endpoint leaves, in the request's scope, what its answer tells beside."""

_ALWAYS: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)
# Nothing that we answer is a page that loads anything, unless it says so itself.
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
# Only over TLS: RFC 6797 has it ignored elsewhere. Two years, as browsers' own lists ask for.
_ONLY_TLS = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")
_EXPOSED = ("RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed")
_TAKEN = ("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key", "Last-Event-ID", "traceparent")
_PREFLIGHT_SECONDS = 3600


def add_headers(app: FastAPI, proxies: Proxies, origins: Iterable[str]) -> None:
    """Adds them to every answer, and lets pages of these origins call. Credentials are headers of the call's own: no
    cookie is ever read, so none is ever allowed."""
    app.add_middleware(_Dressed, proxies=proxies)
    if allowed := tuple(dict.fromkeys(origins)):
        app.add_middleware(
            CORSMiddleware,
            allow_origins=allowed,
            allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
            allow_headers=_TAKEN,
            expose_headers=_EXPOSED,
            max_age=_PREFLIGHT_SECONDS,
        )


def checked_origin(origin: str) -> str:
    """The origin as a browser tells it. Raises ValueError: `*` is none, since everything here belongs to somebody."""
    parts = urlsplit(origin)
    if parts.scheme not in ("https", "http") or not parts.hostname or origin != f"{parts.scheme}://{parts.netloc}":
        raise ValueError(f"{origin!r} is no origin: https://console.example")
    if "@" in parts.netloc or "*" in parts.netloc or origin != origin.lower():
        raise ValueError(f"{origin!r} is no origin: a host in lower case, and a port where it has one")
    return origin


class _Dressed:
    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_ALWAYS, *scope.get(ADDED, ())]
                if not any(name == b"content-security-policy" for name, _ in message["headers"]):
                    message["headers"].append(_POLICY)
                if self._over_tls(scope):
                    message["headers"].append(_ONLY_TLS)
            await send(message)

        await self._app(scope, receive, dressed)

    def _over_tls(self, scope: Scope) -> bool:
        if scope["scheme"] == "https":
            return True
        said = next((value for name, value in scope["headers"] if name == b"x-forwarded-proto"), b"")
        return said == b"https" and scope["client"] is not None and self._proxies.trusts(scope["client"][0])
