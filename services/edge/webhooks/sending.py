"""Sends one delivery, once: a POST that is signed as Standard Webhooks has it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime

import httpcore
import httpx
from standardwebhooks import Webhook

from services.edge.webhooks.domain.retrying import Attempt, retry_after
from services.edge.webhooks.domain.target import Reachable, Target, target_of
from services.kit.errors import Refused
from services.kit.network import UNANSWERED, Forbidden, GuardedNetwork, Resolve, signed_headers

CONTENT_TYPE = "application/cloudevents+json"
# Wall seconds until the head of an answer is there, looking the name up included.
TIMEOUT = 15.0
# Wall seconds that the beginning of its body is waited for. Whatever comes of that: the status has been told.
_BODY_TIMEOUT = 1.0
# Bytes of the answer that are read, and characters that are kept.
_READ, _KEPT = 2_000, 500


class Sender:
    """`wall` is real time, which receivers compare a signature's with. Redirects are not followed, and no proxy of the
    environment is asked."""

    def __init__(
        self, reachable: Reachable, resolve: Resolve, wall: Callable[[], datetime], timeout: float = TIMEOUT
    ) -> None:
        self.reachable = reachable
        self.wall = wall
        self.timeout = timeout
        self._network = GuardedNetwork(resolve, reachable.networks)
        self._tls = httpx.create_ssl_context(trust_env=False)

    @contextlib.asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        """Connections for one endpoint, for as long as this lasts: nobody else's deliveries go over them, and the next
        time its name is looked up and judged anew."""
        made = httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            # As many as are used at once: whoever sends bounds that.
            max_connections=None,
            network_backend=self._network,
        )
        async with made as pool:
            yield Line(self, pool)


class Line:
    """Made by `Sender.line`."""

    def __init__(self, sender: Sender, pool: httpcore.AsyncConnectionPool) -> None:
        self._reachable = sender.reachable
        self._wall = sender.wall
        self._timeout = sender.timeout
        self._pool = pool

    async def send(self, url: str, webhook_id: str, body: bytes, secrets: Sequence[str], at: datetime) -> Attempt:
        """What came of it; `at` is when, by the clock of the process. Never raises for what a receiver does."""
        started = time.monotonic()
        status, error, answer, asked_for = 0, "", "", None
        try:
            target = target_of(url, self._reachable)
            async with contextlib.AsyncExitStack() as stack:
                async with asyncio.timeout(self._timeout):
                    posting = self._post(target, self._headers(webhook_id, body, secrets), body)
                    response = await stack.enter_async_context(posting)
                status, answer = response.status, await _beginning(response)
                asked_for = _retry_after(response, self._wall())
        except (Refused, Forbidden) as forbidden:
            error = getattr(forbidden, "message", str(forbidden))
        except UNANSWERED as failure:
            # What breaks after the status has come, breaks the answer alone.
            error = "" if status else _words(failure)
        return Attempt(at, int(1000 * (time.monotonic() - started)), status, error, answer, asked_for)

    def _post(self, target: Target, headers: dict[str, str], body: bytes):
        # In parts: a URL that is put together and taken apart again could become another one.
        url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        return self._pool.stream("POST", url, headers={"host": target.authority, **headers}, content=body)

    def _headers(self, webhook_id: str, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
        signed = signed_headers(webhook_id, body.decode(), map(Webhook, secrets), self._wall())
        return {"content-type": CONTENT_TYPE, "accept-encoding": "identity", **signed}


async def _beginning(response: httpcore.Response) -> str:
    """Of the answer, as text; the rest is never read."""
    read = b""
    with contextlib.suppress(*UNANSWERED):
        async with asyncio.timeout(_BODY_TIMEOUT):
            async for part in response.aiter_stream():
                read += part[:_READ]
                if len(read) >= _READ:
                    break
    text = read[:_READ].decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else " " for sign in text)[:_KEPT].strip()


def _retry_after(response: httpcore.Response, now: datetime):
    value = next((value for name, value in response.headers if name.lower() == b"retry-after"), None)
    return None if value is None or response.status < 300 else retry_after(value.decode("latin-1"), now)


def _words(failure: BaseException) -> str:
    if isinstance(failure, TimeoutError | httpcore.TimeoutException):
        return "no answer in time"
    if isinstance(failure, httpcore.ProtocolError):
        return "the answer is not HTTP"
    return f"no connection: {str(failure) or type(failure).__name__}"[:200]
