"""Ids: UUIDv7 for what is new, UUIDv5 for what must follow from its cause, `<tenant>/<id>` for documents."""

from __future__ import annotations

import re
from functools import lru_cache

from uuid_utils import UUID, uuid5, uuid7

# Fixed for ever: another namespace would give every derived id another value.
_NAMESPACE = UUID("6f1a3c52-8f0e-5d0b-9b57-2f6f0a4be1c7")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TENANT = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def new_id() -> str:
    """A UUIDv7: unique, and later ones sort later (to the millisecond)."""
    return str(uuid7())


def derived_id(*parts: str) -> str:
    """The UUIDv5 that follows from these parts, always the same one. ("ab", "c") and ("a", "bc") differ."""
    if not parts:
        raise ValueError("a derived id follows from something")
    return str(uuid5(_NAMESPACE, "".join([f"{len(part)}:{part}" for part in parts])))


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID in its canonical lower-case form."""
    return _UUID.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_tenant(text: str) -> bool:
    """Whether the text can name a tenant: lower-case letters, digits and hyphens, at most 63 of them."""
    return _TENANT.fullmatch(text) is not None


def document_id(tenant: str, *parts: str) -> str:
    """`<tenant>/<part>/<part>...`. Raises ValueError for what would make two ids look alike."""
    if not is_tenant(tenant):
        raise ValueError(f"{tenant!r} can't name a tenant")
    if not parts:
        raise ValueError("a document's id has more than its tenant")
    for part in parts:
        if not part or "/" in part:
            raise ValueError(f"{part!r} can't be a part of a document's id")
    return f"{tenant}/{'/'.join(parts)}"


def split_document_id(_id: str) -> tuple[str, str]:
    """(tenant, the rest). Raises ValueError where there is no tenant."""
    tenant, slash, rest = _id.partition("/")
    if not slash or not rest or not is_tenant(tenant):
        raise ValueError(f"{_id!r} is not <tenant>/<id>")
    return tenant, rest
