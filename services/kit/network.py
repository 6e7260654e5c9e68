"""How webhooks reach the network: signed, to an address that was judged, the very one.

Every connection is opened here, also one to an address that stands in the URL. A name is looked up once, all that it
stands for has to be allowed, and it is not asked again: what it stands for a moment later can't lead us elsewhere.
"""

from __future__ import annotations

import asyncio
import functools
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from ipaddress import ip_address
from typing import Any

import httpcore
from standardwebhooks import Webhook

from services.kit.addresses import Network, may_be_called

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, those to be tried first first. Raises OSError where it has none."""

# Addresses of one name that are tried one after another.
_MOST_TRIED = 3
# Look-ups at once: a name server that says nothing takes up one of many.
_LOOK_UPS = 64


UNANSWERED = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError, TimeoutError)
"""What comes of a call to somebody who isn't there, is too slow, or doesn't speak HTTP."""


class Forbidden(Exception):
    """The host leads to where webhooks may not go."""


def signed_headers(webhook_id: str, body: str, signers: Iterable[Webhook], now: datetime) -> dict[str, str]:
    """By Standard Webhooks; `now` is real time, which receivers compare with their own."""
    return {
        "user-agent": "heliodesk-webhooks/1",
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(one.sign(webhook_id, now, body) for one in signers),
    }


class Resolver:
    """The system's, in threads of its own. Close it when done."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=_LOOK_UPS, thread_name_prefix="webhook-look-up")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        ask = functools.partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Raises Forbidden, OSError, and what httpcore raises where nobody answers."""

    def __init__(self, resolve: Resolve, allowed: Sequence[Network]) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: Exception = OSError(f"{host} has no address")
        for address in (await self._judged(host, port))[:_MOST_TRIED]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _judged(self, host: str, port: int) -> list[str]:
        found = [ip_address(address) for address in await self._resolve(host, port)]
        # One that isn't allowed is enough: a name of both kinds is an attempt.
        if any(not may_be_called(address, self._allowed) for address in found):
            raise Forbidden(f"{host} is not, or not only, a public address")
        return [str(address) for address in found]

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        raise Forbidden("webhooks go by TCP")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
