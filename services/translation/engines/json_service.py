"""An engine that is an HTTP service and answers JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from services.translation.domain.engine import EngineAway
from services.translation.engines.failures import failure, malformed, retry_after


class HttpFailure(Exception):
    """An answer that says no: its status, and its body where that is a JSON object."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.status = response.status_code
        self.body = _object(response)
        self.retry_after = retry_after(response.headers)


class JsonService:
    """Asks in the name of an engine, once each time, with no deadline of its own: `asking` keeps that. Close it."""

    def __init__(self, engine: str, url: str, headers: Mapping[str, str] | None = None, *, near: bool = False) -> None:
        """`near`: it runs beside us, and no proxy of the environment is on the way."""
        self._engine = engine
        self._http = httpx.AsyncClient(base_url=url, headers=headers, timeout=None, trust_env=not near)

    async def get(self, path: str) -> Any:
        """Raises EngineAway, EngineRefused."""
        try:
            return await self.ask("GET", path)
        except HttpFailure as said:
            raise failure(self._engine, said.status, retry_after=said.retry_after) from said

    async def ask(self, method: str, path: str, **content: Any) -> Any:
        """The parsed body of an answer that says yes; `content` is httpx's `json` or `data`. Raises HttpFailure, and
        EngineAway for what isn't an answer."""
        try:
            response = await self._http.request(method, path, **content)
        except httpx.TransportError as error:
            raise EngineAway(self._engine, f"{type(error).__name__} {error}".strip()) from error
        except httpx.DecodingError as error:
            raise malformed(self._engine, str(error)) from error
        if not response.is_success:
            raise HttpFailure(response)
        try:
            return response.json()
        except ValueError as error:
            kind = response.headers.get("Content-Type", "something unnamed")
            raise malformed(self._engine, f"{kind} instead of JSON") from error

    async def aclose(self) -> None:
        await self._http.aclose()


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
