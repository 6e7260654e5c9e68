"""What the claims of a token say, once its signature is known to be good: whether it counts now, and who it is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from services.edge.identity.caller import Caller, CallerKind, Role
from services.edge.identity.providers import Provider
from services.kit.errors import RefusalKind, Refused

SKEW_SECONDS = 60
"""How far the provider's clock and ours may be apart."""

Claims = Mapping[str, Any]

# As contracts have ids of customers, agents and teams.
_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_STAFF = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.ADMIN)


def refuse(reason: str, message: str) -> NoReturn:
    raise Refused(reason, message, RefusalKind.UNAUTHENTICATED)


def must_count_at(claims: Claims, now: datetime) -> None:
    """RFC 7519, 4.1: `exp` must be there; `nbf` and `iat` where they are. Raises Refused (TOKEN_EXPIRED,
    TOKEN_NOT_YET_VALID, TOKEN_INVALID)."""
    at = now.timestamp()
    expires = _instant(claims, "exp")
    if expires is None:
        refuse("TOKEN_INVALID", "the token says not when it expires")
    if at >= expires + SKEW_SECONDS:
        refuse("TOKEN_EXPIRED", "the token has expired")
    for name in ("nbf", "iat"):
        since = _instant(claims, name)
        if since is not None and at < since - SKEW_SECONDS:
            refuse("TOKEN_NOT_YET_VALID", f"the token's {name} is yet to come")


def audiences(claims: Claims) -> frozenset[str]:
    """Whom the token is for. Raises Refused (AUDIENCE_WRONG)."""
    said = claims.get("aud")
    found = _texts([said] if isinstance(said, str) else said)
    if not found:
        refuse("AUDIENCE_WRONG", "the token says not whom it is for")
    return found


def caller_from(claims: Claims, provider: Provider, tenants: frozenset[str]) -> Caller:
    """Who the token is about; who has no role that we know may do nothing. Raises Refused (TOKEN_INVALID,
    TENANT_UNKNOWN)."""
    person = claim(claims, provider.id_claim)
    if not isinstance(person, str) or not _ID.fullmatch(person):
        refuse("TOKEN_INVALID", f"the token's {provider.id_claim} can't be an id: 1 to 64 of A-Z a-z 0-9 . _ : -")
    roles = _roles(claims, provider)
    customer = claim(claims, provider.customer_claim) if provider.customer_claim else None
    if not isinstance(customer, str) or not _ID.fullmatch(customer):
        customer, roles = "", roles - {Role.CUSTOMER}
    partner = claim(claims, provider.partner_claim) not in (None, False, "false") and not roles.isdisjoint(_STAFF)
    if partner:
        # Nobody of another house leads here, whatever their own calls them.
        roles = frozenset({Role.AGENT})
    return Caller(
        _tenant(claims, provider, tenants),
        CallerKind.PERSON,
        person,
        roles=roles,
        customer_id=customer if Role.CUSTOMER in roles else "",
        partner=partner,
        teams=frozenset(one for one in _names(claim(claims, provider.teams_claim)) if _ID.fullmatch(one)),
    )


def claim(claims: Claims, path: str) -> Any:
    """What stands at the dotted path; None where nothing does. A name may have dots itself (those of Auth0 are URLs):
    the whole path is tried first, then every place where it can be cut."""
    if path in claims:
        return claims[path]
    for place, character in enumerate(path):
        inner = claims.get(path[:place]) if character == "." else None
        if isinstance(inner, dict) and (found := claim(inner, path[place + 1 :])) is not None:
            return found
    return None


def _tenant(claims: Claims, provider: Provider, tenants: frozenset[str]) -> str:
    if provider.tenant_claim is None:
        return provider.tenant or ""
    said = claim(claims, provider.tenant_claim)
    if not isinstance(said, str) or said not in tenants:
        refuse("TENANT_UNKNOWN", f"the token's {provider.tenant_claim} names no shop")
    return said


def _roles(claims: Claims, provider: Provider) -> frozenset[Role]:
    names = provider.role_names or {str(role): role for role in Role}
    return frozenset(names[said] for said in _names(claim(claims, provider.roles_claim)) if said in names)


def _names(said: Any) -> frozenset[str]:
    """A list of texts, or one text of several words."""
    return frozenset(said.split()) if isinstance(said, str) else _texts(said)


def _texts(said: Any) -> frozenset[str]:
    return frozenset(one for one in said if isinstance(one, str)) if isinstance(said, list) else frozenset()


def _instant(claims: Claims, name: str) -> float | None:
    """Seconds since 1970. Raises Refused (TOKEN_INVALID) for what is no number."""
    said = claims.get(name)
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int | float) or not math.isfinite(said):
        refuse("TOKEN_INVALID", f"the token's {name} is no number")
    return said
