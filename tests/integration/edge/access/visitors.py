"""Who comes to the edge in the walk, and what the page of permissions promises them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.permissions import Permission

OPEN, CLOSED, NOT_YOURS, NO_SCOPE, NO_TOKEN = "open", "ROLE_TOO_LOW", "NOT_YOURS", "SCOPE_MISSING", "API_KEY_MISSING"
STAFF = ("agent", "lead", "manager", "admin")


@dataclass(frozen=True, slots=True)
class Visitor:
    """`asks_for`: whose things the requests name. A person has an `id` and a token's claims, a system is given a key
    that has the call's scope, or (`poor`) every other one's; nobody has neither."""

    name: str
    asks_for: str = "ana"
    id: str = ""
    roles: tuple[str, ...] = ()
    customer: str = ""
    team: str = ""
    system: bool = False
    poor: bool = False
    foreign: bool = False

    def promised(self, permission: Permission) -> str:
        """What the page says that comes of the call."""
        if self.system:
            return NO_SCOPE if self.poor else OPEN
        if not self.roles:
            return NO_TOKEN
        if self.customer:
            return self._held(permission.customers, self.customer == self.asks_for and not self.foreign)
        if self.team:
            return self._held(permission.partners, (self.asks_for == "ana") == (self.team == "north"))
        lowest = permission.staff
        return OPEN if lowest != "-" and STAFF.index(self.roles[0]) >= STAFF.index(lowest) else CLOSED

    def _held(self, said: str, theirs: bool) -> str:
        if said == "-":
            return CLOSED
        return OPEN if theirs or said == "yes" or self._names_nobody(said) else NOT_YOURS

    def _names_nobody(self, said: str) -> bool:
        """Another shop's customer of the same id is as good as any of its own: what they name is of their shop."""
        return self.foreign and said.startswith("their own")


def visitors() -> Iterator[Visitor]:
    yield Visitor("nobody")
    yield Visitor("a customer", id="ana", roles=("customer",), customer="ana")
    yield Visitor("a customer after another's things", "bea", id="ana", roles=("customer",), customer="ana")
    yield Visitor("a partner", id="pat", roles=("agent",), team="north")
    yield Visitor("a partner after another team's", "bea", id="pat", roles=("agent",), team="north")
    for role in STAFF:
        yield Visitor(f"one of the staff: {role}", id=f"the-{role}", roles=(role,))
    yield Visitor("a system with the scope", system=True)
    yield Visitor("a system with another scope", system=True, poor=True)
    yield Visitor("another shop's admin", id="eve", roles=("admin",), foreign=True)
    yield Visitor("another shop's customer", id="ana", roles=("customer",), customer="ana", foreign=True)
    yield Visitor("another shop's system", system=True, foreign=True)
