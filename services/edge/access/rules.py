"""The table of who may do what: what each contract says beside its calls (proto/heliodesk/common/v1/access.proto), read
once and held against the messages that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor
from heliodesk.common.v1 import access_pb2 as pb

from services.edge.identity.caller import Role

FieldPath = tuple[str, ...]

STAFF: tuple[Role, ...] = (Role.AGENT, Role.LEAD, Role.MANAGER, Role.ADMIN)
"""In their order: who is one may do what those before it may."""


class BadAccess(ValueError):
    """A contract says what can't be enforced; the message names the call."""


class Thing(StrEnum):
    """What a request may name that is somebody's own."""

    CUSTOMER = "customer"
    TICKET = "ticket"
    ORDER = "order"
    SURVEY = "survey"
    REDEMPTION = "redemption"
    CONTENT = "content"
    MESSAGE = "message"
    TEAM = "team"


# Of nobody's teams: what has a customer alone.
_OF_TEAMS = frozenset({Thing.TICKET, Thing.MESSAGE, Thing.TEAM})


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody gets who isn't of the shop's own people. `thing` is None where it is everything; `flag` is the
    field of the request that is set for them, `without` are those that are emptied."""

    thing: Thing | None
    field: FieldPath = ()
    flag: FieldPath = ()
    without: tuple[str, ...] = ()

    @property
    def looks(self) -> bool:
        """Whether the request matters."""
        return self.thing is not None or bool(self.flag or self.without)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may make one call. None: nobody of that kind. `acts_as` is the field that says who acts, empty where none
    does. `withholds`: the answer may hold what customers aren't told."""

    staff: Role | None
    scope: str | None
    acts_as: FieldPath = ()
    customer: Reach | None = None
    partner: Reach | None = None
    withholds: bool = False


def scope_name(number: int) -> str:
    """As an API key has it: `tickets:read`."""
    area, _, verb = pb.Scope.Name(number).removeprefix("SCOPE_").lower().rpartition("_")
    return f"{area}:{verb}"


SCOPES: frozenset[str] = frozenset(scope_name(number) for number in pb.Scope.values() if number)
"""All that an API key may have, beside `*`."""


def rules_of(services: Iterable[ServiceDescriptor]) -> dict[str, Rule]:
    """By the full name of the method; those that say nothing aren't in it. Raises BadAccess."""
    methods = (method for service in services for method in service.methods)
    return {method.full_name: rule for method in methods if (rule := rule_of(method)) is not None}


def rule_of(method: MethodDescriptor) -> Rule | None:
    """None where the contract says nothing: the call is closed. Raises BadAccess."""
    options = method.GetOptions()
    if not options.HasExtension(pb.access):
        return None
    said = options.Extensions[pb.access]
    return Rule(
        staff=STAFF[said.staff - 1] if said.staff else None,
        scope=scope_name(said.scope) if said.scope else None,
        acts_as=_field(method, said.acts_as, FieldDescriptor.CPPTYPE_STRING) if said.acts_as else (),
        customer=_customer(method, said.customer) if said.HasField("customer") else None,
        partner=_partner(method, said.partner) if said.HasField("partner") else None,
        withholds=has_staff_only(method.output_type),
    )


def _customer(method: MethodDescriptor, said: pb.Reach) -> Reach:
    reach = _reach(method, said)
    if reach.thing is Thing.TEAM:
        raise BadAccess(f"{method.full_name}: a customer has no team")
    return reach


def _partner(method: MethodDescriptor, said: pb.Reach) -> Reach:
    reach = _reach(method, said)
    if reach.thing is not None and reach.thing not in _OF_TEAMS:
        raise BadAccess(f"{method.full_name}: no {reach.thing} is a team's")
    return reach


def _reach(method: MethodDescriptor, said: pb.Reach) -> Reach:
    to = said.WhichOneof("to")
    if to is None or (to == "all" and not said.all):
        raise BadAccess(f"{method.full_name}: a reach says how far it goes")
    # `with` is a word of Python's.
    told = getattr(said, "with")
    flag = _field(method, told, FieldDescriptor.CPPTYPE_BOOL) if told else ()
    without = tuple(said.without)
    if unknown := set(without) - set(method.input_type.fields_by_name):
        raise BadAccess(f"{method.full_name}: {method.input_type.name} has no {', '.join(sorted(unknown))}")
    if to == "all":
        return Reach(None, (), flag, without)
    return Reach(Thing(to), _field(method, getattr(said, to), FieldDescriptor.CPPTYPE_STRING), flag, without)


def _field(method: MethodDescriptor, path: str, kind: int) -> FieldPath:
    """Where the field stands in the request, which has one value there."""
    at: Descriptor | None = method.input_type
    field = None
    for name in path.split("."):
        field = at.fields_by_name.get(name) if at is not None else None
        if field is None or field.is_repeated:
            raise BadAccess(f"{method.full_name}: {method.input_type.name} has no one {path}")
        at = field.message_type
    if field.cpp_type != kind:
        raise BadAccess(f"{method.full_name}: {path} is of another type")
    return tuple(path.split("."))


def is_staff_only(field: FieldDescriptor) -> bool:
    """Whether customers aren't told it."""
    return field.GetOptions().Extensions[pb.staff_only]


@cache
def has_staff_only(message: Descriptor) -> bool:
    """Whether one of its fields, or of those in it, is for the staff alone."""
    return any(is_staff_only(field) for held in within(message) for field in held.fields)


def within(message: Descriptor) -> Iterator[Descriptor]:
    """The message, and all that it can hold."""
    seen, ahead = {message.full_name}, [message]
    while ahead:
        held = ahead.pop()
        yield held
        for field in held.fields:
            inner = field.message_type
            if inner is not None and inner.full_name not in seen:
                seen.add(inner.full_name)
                ahead.append(inner)
