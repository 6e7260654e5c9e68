"""Who may make which call: asked by both doors, HTTP and gRPC, before a request goes to its service.

A door does this, in this order: it asks for a `Grant`; parses the request (over gRPC only where the grant `looks`);
gives it to `admit`, which may fill in fields, so the contract's bounds are checked after it, and the message is
forwarded as `admit` left it; and where the grant `withholds` gives the answer to `withhold`. What an Idempotency-Key is
remembered for has the caller's id in it: nobody gets an answer that was somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto

from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message

from services.edge.access.fields import clear_staff_only, read, write
from services.edge.access.owners import Calls, Owners
from services.edge.access.rules import STAFF, FieldPath, Reach, Rule, Thing, rules_of
from services.edge.identity.caller import EVERY_SCOPE, Caller, CallerKind, Role
from services.kit.errors import RefusalKind, Refused
from services.kit.frozen import frozen


class Standing(Enum):
    """As what somebody makes a call."""

    SYSTEM = auto()
    STAFF = auto()
    PARTNER = auto()
    CUSTOMER = auto()


@frozen
class Grant:
    """Somebody may make one call: by this rule, as one of this standing."""

    rule: Rule
    standing: Standing

    @property
    def looks(self) -> bool:
        """Whether there is anything to decide or to fill in from the request, which `Access.admit` then has to see."""
        if self.standing is Standing.SYSTEM:
            return False
        reach = self.reach
        return bool(self.rule.acts_as) or (reach is not None and reach.looks)

    @property
    def reach(self) -> Reach | None:
        """How far it goes for who isn't of the shop's own people; None for who is."""
        if self.standing is Standing.CUSTOMER:
            return self.rule.customer
        return self.rule.partner if self.standing is Standing.PARTNER else None

    @property
    def withholds(self) -> bool:
        """Whether the answer has to go through `withhold`."""
        return self.rule.withholds and self.standing is Standing.CUSTOMER

    def withhold(self, answer: Message) -> None:
        """Takes out of the answer what they aren't told."""
        if self.withholds:
            clear_staff_only(answer)


class Access:
    """Made from the contracts of these services. `clients` are by the full name of the service, as the doors have them:
    whose a ticket is has to be asked. Raises BadAccess."""

    def __init__(self, services: Iterable[ServiceDescriptor], clients: Mapping[str, Calls]) -> None:
        self._rules = rules_of(services)
        self._owners = Owners(clients)

    def grant(self, caller: Caller, method: str) -> Grant:
        """What lets the caller make the call, a method's full name. Raises Refused: FORBIDDEN (NOT_OPEN, NO_ROLE,
        ROLE_TOO_LOW, SCOPE_MISSING)."""
        rule = self._rules.get(method)
        if rule is None:
            raise Refused("NOT_OPEN", "nobody may make this call from outside", RefusalKind.FORBIDDEN)
        return Grant(rule, standing_of(caller, rule))

    async def admit(self, caller: Caller, grant: Grant, request: Message | None) -> None:
        """Lets the caller make the call with this request, and sets the request's fields that aren't the caller's to
        choose. The request may be None where the grant doesn't look at it. Raises Refused: FORBIDDEN (ACTS_FOR_ANOTHER,
        NOT_YOURS), NOT_FOUND (NOT_YOURS, where saying more would tell that there is such a thing); Away where it can't
        be known for now."""
        if not grant.looks:
            return
        if grant.rule.acts_as:
            _act(caller, grant.standing, request, grant.rule.acts_as)
        if grant.reach is not None:
            await self._within(caller, grant.standing, request, grant.reach)

    async def _within(self, caller: Caller, standing: Standing, request: Message, reach: Reach) -> None:
        if reach.flag:
            write(request, reach.flag, True)
        for name in reach.without:
            request.ClearField(name)
        if reach.thing is None:
            return
        if reach.thing is Thing.CUSTOMER:
            _keep(request, reach.field, frozenset({caller.customer_id}))
        elif reach.thing is Thing.TEAM:
            _keep(request, reach.field, caller.teams)
        else:
            owner = await self._owners.of(reach.thing, read(request, reach.field), caller.tenant)
            theirs = caller.teams if standing is Standing.PARTNER else frozenset({caller.customer_id})
            whose = owner.team_id if standing is Standing.PARTNER else owner.customer_id
            if not whose or whose not in theirs:
                raise not_found()


def standing_of(caller: Caller, rule: Rule) -> Standing:
    """As what the caller makes a call of this rule. Raises Refused (FORBIDDEN)."""
    if caller.kind is CallerKind.SYSTEM:
        if rule.scope is None or (rule.scope not in caller.scopes and EVERY_SCOPE not in caller.scopes):
            needed = f"this call needs a key with the scope {rule.scope}" if rule.scope else "no key may make this call"
            raise Refused("SCOPE_MISSING", needed, RefusalKind.FORBIDDEN)
        return Standing.SYSTEM
    if not caller.roles:
        raise Refused("NO_ROLE", "the token gives no role here", RefusalKind.FORBIDDEN)
    rank = max((STAFF.index(role) for role in caller.roles if role in STAFF), default=-1)
    if not caller.partner and rule.staff is not None and rank >= STAFF.index(rule.staff):
        return Standing.STAFF
    if caller.partner and rule.partner is not None and rank >= 0:
        return Standing.PARTNER
    if Role.CUSTOMER in caller.roles and rule.customer is not None:
        return Standing.CUSTOMER
    raise Refused("ROLE_TOO_LOW", "this call is not for the roles that the token gives", RefusalKind.FORBIDDEN)


def not_found() -> Refused:
    """One answer for what isn't there and for what is another's."""
    return Refused("NOT_YOURS", "there is no such thing that is yours", RefusalKind.NOT_FOUND)


def _act(caller: Caller, standing: Standing, request: Message, field: FieldPath) -> None:
    """Who acts is who calls: that two people looked at something would mean nothing otherwise."""
    said = read(request, field)
    if standing is not Standing.CUSTOMER and not said:
        write(request, field, caller.id)
    elif said and (standing is Standing.CUSTOMER or said != caller.id):
        where = ".".join(field)
        raise Refused("ACTS_FOR_ANOTHER", f"{where} is you: leave it out", RefusalKind.FORBIDDEN)


def _keep(request: Message, field: FieldPath, theirs: frozenset[str]) -> None:
    """The field has one of these; the one that there is stands in for none."""
    said = read(request, field)
    if not said and len(theirs) == 1:
        (said,) = theirs
        write(request, field, said)
    if not said or said not in theirs:
        where = ".".join(field)
        raise Refused("NOT_YOURS", f"{where} is not yours, or isn't said", RefusalKind.FORBIDDEN)
