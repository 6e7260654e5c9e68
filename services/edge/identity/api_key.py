"""An API key: `hd_<key id>_<secret>`, what is known of it, and when it is good."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from zlib import crc32

from services.kit.errors import RefusalKind, Refused, refused_field
from services.kit.ids import derived_id

DEFAULT_OVERLAP = timedelta(days=1)

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SECRET_BYTES = 32
# So many digits of base 62 hold 256 bits, and 32 bits.
_SECRET_LENGTH, _CHECK_LENGTH = 43, 6
_FORM = re.compile(rf"hd_([a-z2-7]{{16}})_[0-9A-Za-z]{{{_SECRET_LENGTH + _CHECK_LENGTH}}}")
_MEANT = re.compile(r"hd_[a-z2-7]{16}_")


class ApiKeyStatus(StrEnum):
    ACTIVE = "active"
    ROTATED = "rotated"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """All of a key but the key itself. `expires_at` None: it doesn't expire by itself."""

    key_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str = ""
    expires_at: datetime | None = None
    replaces: str = ""
    replaced_by: str = ""
    revoked_at: datetime | None = None
    revoked_by: str = ""

    def status_at(self, instant: datetime) -> ApiKeyStatus:
        if self.revoked_at is not None:
            return ApiKeyStatus.REVOKED
        if self.expires_at is not None and instant >= self.expires_at:
            return ApiKeyStatus.EXPIRED
        return ApiKeyStatus.ROTATED if self.replaced_by else ApiKeyStatus.ACTIVE

    def must_be_good(self, instant: datetime) -> None:
        """Raises Refused (UNAUTHENTICATED): KEY_REVOKED, KEY_EXPIRED."""
        status = self.status_at(instant)
        if status is ApiKeyStatus.REVOKED:
            raise Refused("KEY_REVOKED", "this API key was revoked", RefusalKind.UNAUTHENTICATED)
        if status is ApiKeyStatus.EXPIRED:
            raise Refused("KEY_EXPIRED", "this API key has expired", RefusalKind.UNAUTHENTICATED)


def key_id_of(tenant: str, command_id: str) -> str:
    """The id of the key that this command makes: a repeated command can't make a second one."""
    derived = derived_id(tenant, "api-key", command_id).replace("-", "")
    return b32encode(sha256(derived.encode()).digest()[:10]).decode().lower()


def new_key(key_id: str) -> str:
    """A key with 256 random bits. Its shape is known to secret scanners by one expression (docs/identity.md)."""
    secret = _base62(secrets.randbits(8 * _SECRET_BYTES), _SECRET_LENGTH)
    return _checked(f"hd_{key_id}_{secret}")


def digest_of(key: str) -> bytes:
    """What is kept of a key, and by which any credential is found: how long that takes tells nothing of those that
    there are. A key has 256 random bits, so one round of SHA-256 is as good as any number of them."""
    return sha256(key.encode("utf-8", "surrogateescape")).digest()


def id_in(key: str) -> str | None:
    """The key id in what is meant as one of our keys; None where it isn't. Raises Refused (API_KEY_MISTYPED) where it
    was not copied as it was shown."""
    form = _FORM.fullmatch(key)
    if form is not None and secrets.compare_digest(_checked(key[:-_CHECK_LENGTH]), key):
        return form[1]
    if _MEANT.match(key):
        message = "the API key isn't whole, or a character of it is wrong"
        raise Refused("API_KEY_MISTYPED", message, RefusalKind.UNAUTHENTICATED)
    return None


def rotated(old: ApiKey, by: ApiKey, at: datetime, overlap: timedelta) -> ApiKey:
    """The old key once it has been replaced: good for the overlap, but never longer than it was."""
    ends = at + overlap
    return replace(old, replaced_by=by.key_id, expires_at=min(ends, old.expires_at) if old.expires_at else ends)


def replacement(old: ApiKey, key_id: str, at: datetime, expires_at: datetime | None, by: str) -> ApiKey:
    """The key in place of the old one; it lives as long as that was made to, where `expires_at` is None. Raises
    Refused: what is over, or has been replaced, isn't rotated."""
    status = old.status_at(at)
    if status in (ApiKeyStatus.REVOKED, ApiKeyStatus.EXPIRED):
        raise Refused(f"KEY_{status.upper()}", f"the key is {status}: make a new one", RefusalKind.FAILED_PRECONDITION)
    if old.replaced_by:
        message = f"the key was replaced by {old.replaced_by}: rotate that one"
        raise Refused("KEY_ALREADY_ROTATED", message, RefusalKind.FAILED_PRECONDITION)
    if expires_at is None and old.expires_at is not None:
        expires_at = at + (old.expires_at - old.created_at)
    must_be_ahead(expires_at, at)
    return ApiKey(key_id, old.name, old.scopes, at, by, expires_at, replaces=old.key_id)


def must_be_ahead(expires_at: datetime | None, now: datetime) -> None:
    """Raises Refused."""
    if expires_at is not None and expires_at <= now:
        raise refused_field("NOT_IN_THE_FUTURE", "expires_at", "a key expires in the future")


def _checked(said: str) -> str:
    return said + _base62(crc32(said.encode()), _CHECK_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
