"""The edge as any client sees it: HTTP/JSON with an API key, retried as its contract allows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx

from services.cli.play.receipts import Answer, Outcome
from services.cli.play.wording import Request
from services.cli.problems import CommandProblem
from services.kit.retry import backoff

# A service that was killed is back well within this, and so is a broker or a store that was stopped for a while.
PATIENCE = 90.0
_AT_ONCE = 32
_PAGE = 500
# The edge is there and what it needs is not, or it asks for less.
_PASSING = frozenset({429, 502, 503, 504})


class EdgeAway(Exception):
    """The edge gave no answer, or none that a question deserves, within our patience."""


class Edge:
    """One shop's client. Every POST carries an Idempotency-Key, so sending it again does it once."""

    def __init__(self, url: str, key: str, patience: float = PATIENCE) -> None:
        self.url = url
        self._patience = patience
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"authorization": f"Bearer {key}"},
            timeout=httpx.Timeout(15.0),
            limits=httpx.Limits(max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE),
            trust_env=False,
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def check(self) -> None:
        """Raises CommandProblem when there is no edge at the URL, or it doesn't know the key."""
        try:
            response = await self._http.get("/v1/tickets", params={"page_size": 1})
        except httpx.TransportError as error:
            what = f"no edge answers at {self.url} ({type(error).__name__})"
            raise CommandProblem(what, "start one with `heliodesk up`, or give --edge") from None
        if response.status_code == 401:
            raise CommandProblem(
                f"the edge at {self.url} doesn't know the API key", "give --key, or set HELIODESK_SHOPS"
            )

    async def post(self, request: Request) -> Answer:
        """Sends until there is an answer, or patience ends."""
        attempts, response, seconds = await self._send(
            "POST", request.path, json=request.body, headers={"idempotency-key": request.key}
        )
        if response is None:
            return Answer(Outcome.UNKNOWN, {}, "the edge gave no answer", attempts, seconds)
        if response.is_success:
            return Answer(Outcome.ACCEPTED, response.json(), "", attempts, seconds)
        reason = f"{response.status_code} {_reason(response)}"
        outcome = Outcome.REFUSED if response.is_client_error else Outcome.UNKNOWN
        return Answer(outcome, {}, reason, attempts, seconds)

    async def get(self, path: str, params: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """What is there; None where nothing is. Raises EdgeAway."""
        _, response, _ = await self._send("GET", path, params=params)
        if response is None:
            raise EdgeAway(f"GET {path}: no answer")
        if response.status_code == 404:
            return None
        if not response.is_success:
            raise EdgeAway(f"GET {path}: {response.status_code} {_reason(response)}")
        return response.json()

    async def each(self, path: str, field: str, params: dict[str, Any] | None = None) -> AsyncIterator[dict[str, Any]]:
        """All entries of a list, page after page. Raises EdgeAway."""
        cursor = ""
        while True:
            place = {"cursor": cursor} if cursor else {}
            page = await self.get(path, {"page_size": _PAGE, **(params or {}), **place}) or {}
            for entry in page.get(field, ()):
                yield entry
            cursor = page.get("next_cursor", "")
            if not cursor:
                return

    async def _send(self, method: str, path: str, **content: Any) -> tuple[int, httpx.Response | None, float]:
        """How often it was sent, the last answer (None: there was none), and how many seconds that one took."""
        give_up = time.monotonic() + self._patience
        delays, attempts = backoff(longest=3.0), 0
        while True:
            attempts += 1
            async with self._gate:
                started = time.monotonic()
                response = await self._once(method, path, **content)
                seconds = time.monotonic() - started
            delay = next(delays)
            final = response is not None and response.status_code not in _PASSING
            if final or time.monotonic() + delay > give_up:
                return attempts, response, seconds
            await asyncio.sleep(delay)

    async def _once(self, method: str, path: str, **content: Any) -> httpx.Response | None:
        try:
            return await self._http.request(method, path, **content)
        except httpx.TransportError:
            return None


def _reason(response: httpx.Response) -> str:
    """The reason in a problem document."""
    try:
        problem = response.json()
        return str(problem.get("reason") or problem.get("title") or "")
    except (ValueError, AttributeError):
        return ""
