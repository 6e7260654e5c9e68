"""The official `deepl` library, made to obey a deadline: it tries once, within the seconds that it is given."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from deepl import DeepLClient, DeepLException
from deepl.http_client import HttpClient
from pydantic import SecretStr

from services.translation.domain.engine import EngineAway
from services.translation.engines.failures import failure, malformed, retry_after

_T = TypeVar("_T")


class OneTry(HttpClient):
    """The library's HTTP client, which else tries five times more, for ten seconds each. One call in a thread."""

    def __init__(self) -> None:
        super().__init__(send_platform_info=False)
        self.call = threading.local()

    def request_with_backoff(
        self, method: str, url: str, data: Any, json: Any, headers: dict, stream: bool = False, **kwargs: Any
    ) -> tuple[int, Any]:
        request = self._prepare_request(method, url, data, json, headers, **kwargs)
        request.register_hook("response", self._hear)
        return self._internal_request(request, stream, timeout=self.call.seconds)

    def _hear(self, response: Any, **_: Any) -> None:
        self.call.headers = response.headers


class Client:
    """Blocks: for threads only."""

    def __init__(self, engine: str, key: SecretStr, url: str | None) -> None:
        self._engine = engine
        self._http = OneTry()
        self._deepl = DeepLClient(key.get_secret_value(), server_url=url, send_platform_info=False)
        self._deepl.close()
        self._deepl._client = self._http

    def ask(self, seconds: float, question: Callable[[DeepLClient], _T]) -> _T:
        """Asks one question, each of whose waits for the socket may take so many seconds. Raises EngineAway,
        QuotaSpent, EngineRefused."""
        self._http.call.seconds = seconds
        self._http.call.headers = {}
        try:
            return question(self._deepl)
        except DeepLException as error:
            raise self._failure(error, self._http.call.headers) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # The library reads what it is answered without a look.
            raise malformed(self._engine, f"{type(error).__name__} in the library that reads it") from error

    def close(self) -> None:
        self._http.close()

    def _failure(self, error: DeepLException, headers: Mapping[str, str]) -> Exception:
        if error.http_status_code is None:
            return EngineAway(self._engine, str(error)[:200])
        return failure(self._engine, error.http_status_code, str(error), retry_after(headers))
