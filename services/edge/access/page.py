"""docs/permissions.md: the table of who may do what, made from the contracts."""

from __future__ import annotations

from collections.abc import Iterator

from google.protobuf.descriptor import Descriptor, ServiceDescriptor
from heliodesk.common.v1 import access_pb2 as pb

from services.edge.access.routes import FOLLOW, PUBLIC, PUBLIC_RPC, STREAM
from services.edge.access.rules import is_staff_only, rule_of, scope_name, within
from services.edge.access.words import who_may
from services.edge.comments import comment_of
from services.edge.contracts import bindings, services
from services.edge.limits.routes import declared
from services.edge.reference.contracts import row, text

_INTRODUCTION = """# Who may do what

Made from what stands beside each call in the contracts (`option (heliodesk.common.v1.access)`,
[access.proto](../proto/heliodesk/common/v1/access.proto)), which is what the edge enforces, over HTTP and over gRPC. A
call that says nothing there is closed to everybody.

- **People** show a token of the shop's OIDC provider. Of the staff an *agent* may do what stands for agents, a *lead*
  that and what stands for leads, and so on: agent, lead, manager, admin.
- **Customers** see and do what is their own. Where a request says which customer, it may be left out, and another's id
  is refused (`NOT_YOURS`). What is another's is answered as what isn't there (404), so that nobody learns of it.
- **Partners** are agents of an outsourced team: they see the tickets of their teams, and nothing else.
- **Systems** show an API key. It may do what its scopes name; `*` stands for all of them.
- **Who acts**: where a request says it (the column *acts as*), a person is filled in, and can't name another
  (`ACTS_FOR_ANOTHER`). A system says for whom it acts.
- **Limit**: calls a second of one credential where a call has a limit of its own, which an operator or a shop may set
  otherwise (`HELIODESK_LIMIT_ROUTES`, `limits.routes` in the file of shops). All calls come under those of the caller
  and of the shop.

Refused with 403: `ROLE_TOO_LOW`, `NO_ROLE`, `SCOPE_MISSING`, `NOT_YOURS`, `ACTS_FOR_ANOTHER`, `NOT_OPEN`."""

_HEAD = ("call", "over HTTP", "staff from", "scope", "customers", "partners", "acts as", "limit")


def permissions_page() -> str:
    """Markdown."""
    lines = [_INTRODUCTION, ""]
    bound = {binding.method.full_name: f"`{binding.verb} {binding.path}`" for binding in bindings()}
    for service in services():
        lines += _service(service, bound)
    lines += _withheld()
    lines += _scopes()
    lines += _other_routes()
    return text(lines)


def _service(service: ServiceDescriptor, bound: dict[str, str]) -> Iterator[str]:
    limits = declared([service])
    yield from (f"## {service.name.removesuffix('Service')}", "", row(*_HEAD), row(*["---"] * len(_HEAD)))
    for method in service.methods:
        rule = rule_of(method)
        if rule is not None:
            limit = f"{limits[method.full_name]}/s" if method.full_name in limits else ""
            acts_as = f"`{'.'.join(rule.acts_as)}`" if rule.acts_as else ""
            yield row(method.name, bound.get(method.full_name, "gRPC alone"), *who_may(rule), acts_as, limit)
    yield ""


def _withheld() -> Iterator[str]:
    yield from ("## What customers aren't told", "", "These fields are empty in what a customer gets.", "")
    yield from (row("in", "fields"), row("---", "---"))
    told: dict[str, Descriptor] = {}
    for service in services():
        for method in service.methods:
            rule = rule_of(method)
            if rule is not None and rule.customer is not None:
                told |= {message.full_name: message for message in within(method.output_type)}
    for name in sorted(told):
        fields = [f"`{field.name}`" for field in told[name].fields if is_staff_only(field)]
        if fields:
            yield row(f"`{name}`", ", ".join(fields))
    yield ""


def _scopes() -> Iterator[str]:
    yield from ("## Scopes of API keys", "", row("scope", "what for"), row("---", "---"))
    for name, number in pb.Scope.items():
        if number:
            yield row(f"`{scope_name(number)}`", comment_of(f"{pb.Scope.DESCRIPTOR.full_name}.{name}"))
    yield ""


def _other_routes() -> Iterator[str]:
    yield from ("## Beside the calls", "", row("over HTTP", "who", "what"), row("---", "---", "---"))
    staff, scope, *_ = who_may(FOLLOW)
    yield row(f"`GET {STREAM}`", f"staff from {staff}, systems with {scope}", "the live stream")
    for path, what in PUBLIC.items():
        yield row(f"`GET {path}`", "everybody", what)
    for service, what in PUBLIC_RPC.items():
        yield row(f"gRPC `{service}`", "everybody", what)
