"""Who calls: what the edge knows of them once they have shown a credential."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CallerKind(StrEnum):
    PERSON = "person"
    SYSTEM = "system"


class Role(StrEnum):
    """Of a person. Those of the staff are in order: who has one may do what those before it may."""

    CUSTOMER = "customer"
    AGENT = "agent"
    LEAD = "lead"
    MANAGER = "manager"
    ADMIN = "admin"


EVERY_SCOPE = "*"


@dataclass(frozen=True, slots=True)
class Caller:
    """`id` is the subject of a person's token, or the id of a system's key. A system has scopes and no roles, a person
    roles and no scopes. A partner is an agent of an outsourced team: it sees its `teams`' tickets alone."""

    tenant: str
    kind: CallerKind
    id: str
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[str] = frozenset()
    customer_id: str = ""
    partner: bool = False
    teams: frozenset[str] = frozenset()
