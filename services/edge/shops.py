"""The shops and their API keys, from a YAML file: who a caller is."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from services.kit.errors import RefusalKind, Refused
from services.kit.ids import is_tenant
from services.kit.settings import BadSetting


class Shop(BaseModel):
    """One shop. `name` is the tenant that everything of it belongs to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str = ""
    keys: tuple[str, ...] = Field(min_length=1)

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


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    shops: tuple[Shop, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Key:
    digest: bytes
    tenant: str


class Shops:
    """Who holds which key. Keys are kept and compared as hashes, in a time that doesn't tell how near one came."""

    def __init__(self, shops: Iterable[Shop]) -> None:
        self.names: tuple[str, ...] = ()
        self._keys: dict[bytes, _Key] = {}
        for shop in shops:
            self.names += (shop.name,)
            for key in shop.keys:
                digest = sha256(key.encode()).digest()
                if digest in self._keys:
                    raise ValueError(f"a key of {shop.name} is a key of {self._keys[digest].tenant} too")
                self._keys[digest] = _Key(digest, shop.name)
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
            return cls(_File.model_validate(yaml.safe_load(path.read_text())).shops)
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
        if not key:
            raise Refused(
                "API_KEY_MISSING", "give the shop's API key: Authorization: Bearer <key>", RefusalKind.UNAUTHENTICATED
            )
        digest = sha256(key.encode("utf-8", "surrogateescape")).digest()
        found = self._keys.get(digest)
        if found is None or not hmac.compare_digest(found.digest, digest):
            raise Refused("API_KEY_UNKNOWN", "no shop has this API key", RefusalKind.UNAUTHENTICATED)
        return found.tenant


def bearer(authorization: str) -> str | None:
    """The key in an Authorization header; None where it holds none."""
    scheme, _, key = authorization.partition(" ")
    return key.strip() or None if scheme.lower() == "bearer" else None
