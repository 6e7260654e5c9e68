"""The official `google-cloud-translate` library over REST, made to obey a deadline: one try for each question."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from google.api_core.client_options import ClientOptions
from google.api_core.exceptions import GoogleAPICallError
from google.auth import jwt
from google.auth.exceptions import GoogleAuthError
from google.cloud.translate_v3 import (
    SupportedLanguages,
    TranslateTextRequest,
    TranslateTextResponse,
    TranslationServiceClient,
)
from google.protobuf.json_format import ParseError
from requests.exceptions import RequestException

from services.translation.domain.engine import EngineAway, QuotaSpent
from services.translation.engines.failures import failure, malformed, retry_after

_T = TypeVar("_T")

# The quotas that are per minute come back soon; those per day or month are spent.
_LONG_QUOTAS = ("PerDay", "PerMonth")
_SCOPE = "https://www.googleapis.com/auth/cloud-translation"
_LONGEST_WHY = 200  # characters


class Client:
    """Blocks: for threads only, its making too, since it may ask the machine that it runs on who it is."""

    def __init__(self, engine: str, credentials: Path | None, endpoint: str | None) -> None:
        self._engine = engine
        self._credentials = credentials
        self._endpoint = endpoint
        self._making = threading.Lock()

    def languages(self, parent: str, seconds: float) -> SupportedLanguages:
        return self._ask(lambda google: google.get_supported_languages(parent=parent, retry=None, timeout=seconds))

    def translate(self, question: TranslateTextRequest, seconds: float) -> TranslateTextResponse:
        return self._ask(lambda google: google.translate_text(question, retry=None, timeout=seconds))

    def close(self) -> None:
        if "_google" in self.__dict__:
            self._google.transport.close()

    @cached_property
    def _google(self) -> TranslationServiceClient:
        options = ClientOptions(api_endpoint=self._endpoint)
        return TranslationServiceClient(credentials=self._key(), transport="rest", client_options=options)

    def _key(self) -> jwt.Credentials | None:
        """A token that the account signs itself (Google's AIP-4111): nobody else need be asked for one, nor, as the
        library's other credentials do from a thread of their own, for the regions that the account may use."""
        if self._credentials is None:
            return None
        claims = {"scope": _SCOPE}
        return jwt.Credentials.from_service_account_file(self._credentials, audience=None, additional_claims=claims)

    def _made(self) -> TranslationServiceClient:
        try:
            with self._making:
                return self._google
        except (GoogleAuthError, OSError, ValueError) as error:
            raise EngineAway(self._engine, f"its credentials can't be used: {error}"[:_LONGEST_WHY]) from error

    def _ask(self, question: Callable[[TranslationServiceClient], _T]) -> _T:
        google = self._made()
        try:
            return question(google)
        except GoogleAPICallError as error:
            raise self._failure(error) from error
        except (GoogleAuthError, RequestException) as error:
            raise EngineAway(self._engine, f"{type(error).__name__} {error}"[:_LONGEST_WHY]) from error
        except (ParseError, ValueError) as error:
            raise malformed(self._engine, str(error)) from error

    def _failure(self, error: GoogleAPICallError) -> Exception:
        wait = retry_after(error.response.headers) if error.response is not None else None
        quota = (error.metadata or {}).get("quota_limit", "")
        if any(each in quota for each in _LONG_QUOTAS):
            return QuotaSpent(self._engine, error.message[:_LONGEST_WHY], wait)
        return failure(self._engine, error.code or 500, error.message, wait)
