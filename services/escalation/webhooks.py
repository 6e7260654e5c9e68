"""Calls a webhook of a chain: signed by Standard Webhooks, to a public address, once, within five seconds.

It reaches the network as the edge's webhooks do (kit/network): by the very address that was judged. Redirects are not
followed, and no proxy of the environment is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpcore
import httpx
import orjson
from standardwebhooks import Webhook

from services.escalation.domain.steps import Answer, Done, Passing
from services.escalation.settings import EscalationSettings
from services.kit.network import UNANSWERED, Forbidden, GuardedNetwork, Resolve, Resolver, signed_headers

_TIMEOUT = 5.0
_AT_ONCE = 100
# What a receiver says when it might do later what it can't do now.
_PASSING = frozenset({408, 425, 429})


class Webhooks:
    """`now` is the wall clock: receivers compare the time of the signature with their own. Close it when done."""

    def __init__(
        self, settings: EscalationSettings, now: Callable[[], datetime], resolve: Resolve | None = None
    ) -> None:
        self._signers = [Webhook(secret) for secret in settings.webhook_secrets]
        self._now = now
        self._resolver = Resolver()
        # Each call has a connection of its own: the next time the name is looked up and judged anew.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=GuardedNetwork(resolve or self._resolver, settings.webhook_networks),
        )
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def call(self, url: str, webhook_id: str, body: dict[str, Any]) -> Answer:
        """What came of it. `webhook_id` is the same whenever it is repeated."""
        if not self._signers:
            return Done(False, "HELIODESK_WEBHOOK_SECRET is not set")
        try:
            target = httpx.URL(url)
            async with self._gate, asyncio.timeout(_TIMEOUT):
                return _judged(target, await self._post(target, webhook_id, orjson.dumps(body).decode()))
        except UNANSWERED as error:
            return Passing(f"{target.host} doesn't answer: {type(error).__name__}", bounded=True)
        except Forbidden as forbidden:
            return Done(False, str(forbidden))
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError) as error:
            return Done(False, f"the URL can't be called: {error}")

    async def _post(self, target: httpx.URL, webhook_id: str, body: str) -> int:
        """The status of the answer, whose body nobody reads."""
        headers = {
            "host": target.netloc.decode(),
            "content-type": "application/json",
            **signed_headers(webhook_id, body, self._signers, self._now()),
        }
        there = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        async with self._pool.stream("POST", there, headers=headers, content=body.encode()) as response:
            return response.status

    async def close(self) -> None:
        await self._pool.aclose()
        self._resolver.close()


def _judged(target: httpx.URL, status: int) -> Answer:
    words = f"{target.host} answered {status}"
    if status >= 500 or status in _PASSING:
        return Passing(words, bounded=True)
    return Done(200 <= status < 300, words)
