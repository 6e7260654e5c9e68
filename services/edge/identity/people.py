"""Who a person is: the token that their provider has signed (OpenID Connect, RFC 7519)."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import jwt
import orjson

from services.edge.identity.api_key import digest_of
from services.edge.identity.caller import Caller
from services.edge.identity.claims import Claims, audiences, caller_from, must_count_at, refuse
from services.edge.identity.provider_keys import ALGORITHMS, ProviderKeys
from services.edge.identity.providers import Provider

_LONGEST = 8192
_MOST_PROVEN = 10_000
# Without padding: a token has one spelling.
_FORM = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class _Proven:
    """A token whose signature was good by this key."""

    issuer: str
    kid: str | None
    key: jwt.PyJWK
    claims: Claims
    caller: Caller


class People:
    """`tenants` are the shops that there are; `now` is real time, as the providers' is. A signature takes longer to
    prove than all else at the door: a token that was proven is known by its hash, for as long as its key is the
    provider's as last fetched. When it counts is looked at each time."""

    def __init__(self, providers: Sequence[Provider], tenants: frozenset[str], now: Callable[[], datetime]) -> None:
        self._tenants = tenants
        self._now = now
        # By a proxy where the environment names one; http is for this machine alone, which no proxy reaches.
        self._http = httpx.AsyncClient(mounts={"http://": httpx.AsyncHTTPTransport()})
        self._providers: dict[str, list[Provider]] = {}
        self._keys: dict[str, ProviderKeys] = {}
        self._proven: OrderedDict[bytes, _Proven] = OrderedDict()
        for provider in providers:
            self._providers.setdefault(provider.issuer, []).append(provider)
            self._keys.setdefault(provider.issuer, ProviderKeys(provider.issuer, provider.jwks_uri, self._http))

    async def caller_of(self, token: str) -> Caller:
        """Raises Refused (UNAUTHENTICATED): ISSUER_UNKNOWN, AUDIENCE_WRONG, TOKEN_EXPIRED, TOKEN_NOT_YET_VALID,
        TENANT_UNKNOWN, TOKEN_INVALID for all else; Away where the provider's keys can't be had."""
        digest = digest_of(token)
        known = self._proven.get(digest)
        if known is not None and await self._is_still_theirs(known):
            self._proven.move_to_end(digest)
            must_count_at(known.claims, self._now())
            return known.caller
        proven = self._proven[digest] = await self._prove(token)
        if len(self._proven) > _MOST_PROVEN:
            self._proven.popitem(last=False)
        return proven.caller

    async def _is_still_theirs(self, known: _Proven) -> bool:
        return await self._keys[known.issuer].key_of(known.kid, known.key.algorithm_name) is known.key

    async def _prove(self, token: str) -> _Proven:
        header, claims = _unproven(token)
        issuer = claims.get("iss")
        keys = self._keys.get(issuer) if isinstance(issuer, str) else None
        if keys is None:
            refuse("ISSUER_UNKNOWN", "no shop takes tokens of this issuer")
        key = await _key_of(header, keys)
        try:
            jwt.api_jws.decode_complete(token, key, algorithms=[key.algorithm_name])
        except jwt.PyJWTError:
            refuse("TOKEN_INVALID", "the token's signature isn't good")
        must_count_at(claims, self._now())
        for_whom = audiences(claims)
        provider = next((one for one in self._providers[issuer] if not for_whom.isdisjoint(one.audience)), None)
        if provider is None:
            refuse("AUDIENCE_WRONG", "the token is for somebody else")
        return _Proven(issuer, header.get("kid"), key, claims, caller_from(claims, provider, self._tenants))

    async def close(self) -> None:
        for keys in self._keys.values():
            await keys.close()
        await self._http.aclose()


def is_token(text: str) -> bool:
    """Whether it has the form of a signed token."""
    return _FORM.fullmatch(text) is not None


async def _key_of(header: dict[str, Any], keys: ProviderKeys) -> jwt.PyJWK:
    """Raises Refused (TOKEN_INVALID), Away."""
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS or not isinstance(kid, str | None):
        refuse("TOKEN_INVALID", f"a token is signed with {', '.join(sorted(ALGORITHMS))}")
    key = await keys.key_of(kid, algorithm)
    if key is None:
        refuse("TOKEN_INVALID", "the token's key isn't one of its provider's")
    return key


def _unproven(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the token says, proven or not: header and claims. Raises Refused (TOKEN_INVALID)."""
    form = _FORM.fullmatch(token)
    if form is None or len(token) > _LONGEST:
        refuse("TOKEN_INVALID", f"a token is three parts of base64url, {_LONGEST} characters at most")
    try:
        header, claims = (orjson.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in form.groups())
    except ValueError:
        header = claims = None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        refuse("TOKEN_INVALID", "the token's header or claims aren't JSON objects")
    return header, claims
