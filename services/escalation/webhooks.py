"""Calls a webhook of a chain: signed by Standard Webhooks, to a public address, once, within five seconds.

The name is looked up once, and the address that was judged is the one that is called: a name that points elsewhere the
next time can't lead it into our own network. Redirects are not followed.
"""

from __future__ import annotations

import asyncio
import functools
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import httpx
import orjson
from standardwebhooks import Webhook

from services.escalation.domain.steps import Answer, Done, Passing
from services.escalation.domain.validation import is_private
from services.escalation.settings import EscalationSettings

_TIMEOUT = 5.0
_AT_ONCE = 100
# What a receiver says when it might do later what it can't do now.
_PASSING = frozenset({408, 425, 429})


class Webhooks:
    """`now` is the wall clock: receivers compare the time of the signature with their own. Close it when done."""

    def __init__(self, settings: EscalationSettings, now: Callable[[], datetime]) -> None:
        self._signers = [Webhook(secret) for secret in settings.webhook_secrets]
        self._private = settings.webhook_private
        self._now = now
        # Not the proxies of the environment: they would look the name up again.
        # Each call has a connection of its own: two names may share an address, and each has to show its certificate.
        alone = httpx.Limits(max_keepalive_connections=0)
        self._http = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=_TIMEOUT, limits=alone)
        self._gate = asyncio.Semaphore(_AT_ONCE)
        # Threads of their own: a name server that says nothing would take up those that the store is asked in.
        self._look_ups = ThreadPoolExecutor(max_workers=8, thread_name_prefix="look-up")

    async def call(self, url: str, webhook_id: str, body: dict[str, Any]) -> Answer:
        """What came of it. `webhook_id` is the same whenever it is repeated."""
        if not self._signers:
            return Done(False, "HELIODESK_WEBHOOK_SECRET is not set")
        try:
            target = httpx.URL(url)
            async with self._gate, asyncio.timeout(_TIMEOUT):
                address = await self._look_up(target)
                if not self._private and is_private(address):
                    return Done(False, f"{target.host} is not a public address")
                return _judged(target, await self._post(target, address, webhook_id, orjson.dumps(body).decode()))
        except (httpx.TransportError, OSError, TimeoutError) as error:
            return Passing(f"{target.host} doesn't answer: {type(error).__name__}", bounded=True)
        except (httpx.InvalidURL, UnicodeError) as error:
            return Done(False, f"the URL can't be called: {error}")

    async def _look_up(self, target: httpx.URL) -> str:
        """The first address of the host. Raises OSError where it has none."""
        asked = functools.partial(socket.getaddrinfo, target.host, target.port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._look_ups, asked)
        return found[0][4][0]

    async def _post(self, target: httpx.URL, address: str, webhook_id: str, body: str) -> int:
        """The status of the answer, whose body nobody reads."""
        now = self._now()
        headers = {
            "host": target.netloc.decode(),
            "content-type": "application/json",
            "user-agent": "heliodesk-webhooks/1",
            "webhook-id": webhook_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(one.sign(webhook_id, now, body) for one in self._signers),
        }
        extensions = {"sni_hostname": target.host}
        there = target.copy_with(host=address)
        async with self._http.stream("POST", there, content=body, headers=headers, extensions=extensions) as response:
            return response.status_code

    async def close(self) -> None:
        await self._http.aclose()
        self._look_ups.shutdown(wait=False, cancel_futures=True)


def _judged(target: httpx.URL, status: int) -> Answer:
    words = f"{target.host} answered {status}"
    if status >= 500 or status in _PASSING:
        return Passing(words, bounded=True)
    return Done(200 <= status < 300, words)
