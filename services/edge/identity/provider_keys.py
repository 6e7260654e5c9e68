"""The keys that a provider signs with: fetched when they are needed, kept a while, fetched anew when they change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

import httpx
import jwt
import orjson

from services.edge.identity.providers import must_be_safe
from services.kit.errors import Away
from services.kit.logs import get_logger

ALGORITHMS = frozenset({"RS256", "ES256", "EdDSA"})

# Wall seconds. Keys are fetched again after the first, and for a token of a key that isn't among them; never more often
# than the second says. While the provider is away, those that are known serve on for the third.
FETCHED_AGAIN_AFTER = 300.0
FETCHED_AT_MOST_EVERY = 10.0
KEPT_WHILE_AWAY = 3600.0
_TIMEOUT = 5.0
_LARGEST = 256_000

_log = get_logger(__name__)


class ProviderKeys:
    """Of one issuer. `elapsed` counts wall seconds."""

    def __init__(
        self, issuer: str, jwks_uri: str | None, http: httpx.AsyncClient, elapsed: Callable[[], float] = monotonic
    ) -> None:
        self._issuer = issuer
        self._jwks_uri = jwks_uri
        self._http = http
        self._elapsed = elapsed
        self._keys: dict[tuple[str | None, str], jwt.PyJWK] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._fetching: asyncio.Task[None] | None = None

    async def key_of(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id for this algorithm; None where the provider has none. Raises Away."""
        age = self._age()
        if age is None:
            await self._fetch_now()
        elif age >= FETCHED_AGAIN_AFTER and self._may_fetch():
            # Whoever is here doesn't wait: the known keys are good until the new ones have come.
            self._start()
        found = self._find(kid, algorithm)
        if found is None and self._may_fetch():
            await self._fetch_now()
            found = self._find(kid, algorithm)
        return found

    async def close(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _find(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        if kid is not None:
            return self._keys.get((kid, algorithm))
        fitting = [key for (_, name), key in self._keys.items() if name == algorithm]
        return fitting[0] if len(fitting) == 1 else None

    def _age(self) -> float | None:
        """Wall seconds; None where there are no keys that still may serve."""
        age = None if self._fetched_at is None else self._elapsed() - self._fetched_at
        return age if age is not None and age < KEPT_WHILE_AWAY else None

    def _may_fetch(self) -> bool:
        running = self._fetching is not None and not self._fetching.done()
        return running or self._tried_at is None or self._elapsed() - self._tried_at >= FETCHED_AT_MOST_EVERY

    def _start(self) -> asyncio.Task[None]:
        if self._fetching is None or self._fetching.done():
            self._tried_at = self._elapsed()
            self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch_now(self) -> None:
        """Waits for it. Raises Away where it fails and there are no keys to go on with."""
        if self._may_fetch():
            await asyncio.shield(self._start())
        if self._age() is None:
            raise Away("the identity provider", f"no keys of {self._issuer} are known")

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(_TIMEOUT):
                uri = self._jwks_uri or await self._discover()
                keys = usable_keys(await self._get(uri))
            if not keys:
                raise ValueError(f"{uri} has no key that we could use")
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as error:
            _log.warning("provider_keys_not_fetched", issuer=self._issuer, why=f"{type(error).__name__}: {error}")
            return
        self._keys, self._fetched_at = keys, self._elapsed()

    async def _discover(self) -> str:
        """OpenID Connect Discovery 1.0, 4. Raises ValueError where the answer is another issuer's."""
        said = await self._get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        uri = said.get("jwks_uri")
        if said.get("issuer") != self._issuer or not isinstance(uri, str):
            raise ValueError("the issuer's configuration isn't that of this issuer")
        must_be_safe(uri)
        if self._issuer.startswith("https:") and not uri.startswith("https:"):
            raise ValueError(f"{uri} is not https, as its issuer is")
        return uri

    async def _get(self, uri: str) -> dict[str, Any]:
        async with self._http.stream("GET", uri, timeout=None, follow_redirects=False) as answer:
            if answer.status_code != 200:
                raise ValueError(f"{uri} answers {answer.status_code}")
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > _LARGEST:
                    raise ValueError(f"{uri} answers more than {_LARGEST} bytes")
        said = orjson.loads(body)
        if not isinstance(said, dict):
            raise ValueError(f"{uri} doesn't answer an object")
        return said


def usable_keys(said: dict[str, Any]) -> dict[tuple[str | None, str], jwt.PyJWK]:
    """(key id, algorithm) -> key. What is for encryption, for another algorithm, symmetric or too short is passed over:
    a provider has keys for others than us."""
    found = {}
    listed = said.get("keys")
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict) or one.get("use", "sig") != "sig" or one.get("kty") not in ("RSA", "EC", "OKP"):
            continue
        if not all(isinstance(one.get(name), str | None) for name in ("kid", "alg", "crv")):
            continue
        try:
            key = jwt.PyJWK(one)
        except (jwt.PyJWTError, TypeError, ValueError):
            continue
        if key.algorithm_name in ALGORITHMS and not key.Algorithm.check_key_length(key.key):
            found[one.get("kid"), key.algorithm_name] = key
    return found
