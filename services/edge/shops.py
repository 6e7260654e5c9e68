"""The shops, their own API keys and the providers of their people, from a YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from services.edge.headers import checked_origin
from services.edge.identity.api_key import digest_of
from services.edge.identity.caller import EVERY_SCOPE, Caller, CallerKind
from services.edge.identity.providers import Provider
from services.edge.limits.rates import ShopRates
from services.kit.errors import RefusalKind, Refused
from services.kit.ids import is_tenant
from services.kit.settings import BadSetting

_HASH = re.compile(r"sha256:[0-9a-f]{64}")


class Shop(BaseModel):
    """One shop. `name` is the tenant that everything of it belongs to. Whoever has one of its `keys` may do everything
    in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str = ""
    limits: ShopRates = ShopRates()
    """How much its callers may call, where that isn't as for every shop."""
    origins: tuple[str, ...] = ()
    """Pages that may call from a browser: `https://shop.example`."""
    keys: tuple[str, ...] = ()
    key_hashes: tuple[str, ...] = ()
    """Keys that the file doesn't tell: `sha256:` and the hash in hex."""

    @field_validator("name")
    @classmethod
    def _can_name_a_tenant(cls, value: str) -> str:
        if not is_tenant(value):
            raise ValueError("is lower-case letters, digits and hyphens, at most 63")
        return value

    @field_validator("keys")
    @classmethod
    def _long_enough(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(key) < 16 or not key.isascii() or not key.isprintable() or " " in key for key in value):
            raise ValueError("a key has 16 characters or more, printable ASCII, no space")
        return value

    @field_validator("key_hashes")
    @classmethod
    def _are_hashes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_HASH.fullmatch(one) for one in value):
            raise ValueError("is sha256: and 64 hex digits (printf %s KEY | sha256sum)")
        return value

    @property
    def key_digests(self) -> tuple[bytes, ...]:
        """SHA-256 of every key that the file gives."""
        told = map(digest_of, self.keys)
        return (*told, *(bytes.fromhex(one.partition(":")[2]) for one in self.key_hashes))

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(checked_origin(one) for one in value)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    shops: tuple[Shop, ...] = Field(min_length=1)
    providers: tuple[Provider, ...] = ()

    @model_validator(mode="after")
    def _somebody_can_come_in(self) -> _File:
        names = {shop.name for shop in self.shops}
        for provider in self.providers:
            if provider.tenant is not None and provider.tenant not in names:
                raise ValueError(f"{provider.issuer} has the tenant {provider.tenant}, which is no shop")
        any_shop = any(provider.tenant_claim for provider in self.providers)
        reached = names if any_shop else {provider.tenant for provider in self.providers}
        for shop in self.shops:
            if not shop.key_digests and shop.name not in reached:
                raise ValueError(f"{shop.name} has neither keys nor key_hashes nor a provider: nobody can come in")
        return self


class Shops:
    """Who holds which key; keys are kept as hashes."""

    def __init__(self, shops: Iterable[Shop], providers: Sequence[Provider] = ()) -> None:
        self.names: tuple[str, ...] = ()
        self.rates: dict[str, ShopRates] = {}
        self.origins: tuple[str, ...] = ()
        self.providers = _distinct(providers)
        self._callers: dict[bytes, Caller] = {}
        for shop in shops:
            self.names += (shop.name,)
            self.rates[shop.name] = shop.limits
            self.origins += shop.origins
            for digest in shop.key_digests:
                if digest in self._callers:
                    raise ValueError(f"a key of {shop.name} is a key of {self._callers[digest].tenant} too")
                self._callers[digest] = _system(shop.name, digest)
        if len(set(self.names)) < len(self.names):
            raise ValueError("two shops have one name")

    @classmethod
    def from_file(cls, path: Path | None) -> Shops:
        """Raises BadSetting: one line that says what is wrong with the file."""
        if path is None:
            raise BadSetting(
                "HELIODESK_SHOPS is not set: the edge needs the path of a file of shops (samples/shops.yaml)"
            )
        try:
            file = _File.model_validate(yaml.safe_load(path.read_text()))
            return cls(file.shops, file.providers)
        except OSError as error:
            raise BadSetting(f"HELIODESK_SHOPS={path}: {error.strerror}") from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadSetting(f"HELIODESK_SHOPS={path}: {where} {first['msg']}") from None
        except (yaml.YAMLError, ValueError) as error:
            raise BadSetting(f"HELIODESK_SHOPS={path}: {' '.join(str(error).split())}") from None

    def tenant_of(self, key: str | None) -> str:
        """The tenant whose key it is. Raises Refused (UNAUTHENTICATED)."""
        return self.caller_of(key).tenant

    def caller_of(self, key: str | None) -> Caller:
        """The system whose key it is. Raises Refused (UNAUTHENTICATED)."""
        if not key:
            raise Refused(
                "API_KEY_MISSING", "give the shop's API key: Authorization: Bearer <key>", RefusalKind.UNAUTHENTICATED
            )
        found = self.find(key)
        if found is None:
            raise Refused("API_KEY_UNKNOWN", "no shop has this API key", RefusalKind.UNAUTHENTICATED)
        return found

    def find(self, key: str) -> Caller | None:
        """The system whose key it is; None where it is nobody's."""
        return self._callers.get(digest_of(key))


def _system(tenant: str, digest: bytes) -> Caller:
    # The beginning of the hash names the key in logs and audits, and gives nothing of it away.
    return Caller(tenant, CallerKind.SYSTEM, f"file-{digest.hex()[:12]}", scopes=frozenset({EVERY_SCOPE}))


def _distinct(providers: Sequence[Provider]) -> tuple[Provider, ...]:
    """Raises ValueError where a token could be two providers'."""
    seen: dict[tuple[str, str], Provider] = {}
    for provider in providers:
        for audience in provider.audience:
            if seen.setdefault((provider.issuer, audience), provider) is not provider:
                raise ValueError(f"two providers have the issuer {provider.issuer} and the audience {audience}")
        if len({one.jwks_uri for one in providers if one.issuer == provider.issuer}) > 1:
            raise ValueError(f"the issuer {provider.issuer} has two jwks_uri")
    return tuple(providers)


def bearer(authorization: str) -> str | None:
    """The key in an Authorization header; None where it holds none."""
    scheme, _, key = authorization.partition(" ")
    return key.strip() or None if scheme.lower() == "bearer" else None
