"""Every call of the edge, over HTTP and over gRPC, by everybody: what comes of it is what docs/permissions.md says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2, status_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from services.edge.access.routes import PUBLIC, PUBLIC_RPC, STREAM
from services.edge.access.rules import SCOPES
from services.edge.api import make_api
from services.edge.contracts import bindings, services
from services.edge.live.hub import Hub
from services.kit.ids import new_id
from services.kit.rpc import Client
from tests.integration.edge.access.conftest import BEHIND, Town, ids_of, make_keys
from tests.integration.edge.access.visitors import CLOSED, NO_SCOPE, NO_TOKEN, NOT_YOURS, OPEN, Visitor, visitors
from tests.support.filled import STAFF_ONLY, as_json, request
from tests.support.permissions import Permission, permissions

# Nobody listens there.
NOBODY = "127.0.0.1:9"
FAULTS = {"INTERNAL", "UNKNOWN", "UNAVAILABLE", "DEADLINE_EXCEEDED", "UNIMPLEMENTED"}
STATUSES = {NO_TOKEN: {401}, CLOSED: {403}, NO_SCOPE: {403}, NOT_YOURS: {403, 404}}
CODES = {401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
BOUND = {binding.method.full_name: binding for binding in bindings()}
RECORDED = {service.full_name for behind in BEHIND.values() for service in behind}


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a call: `open` or the reason of the refusal, and all that was answered."""

    what: str
    status: int | str
    answered: bytes


def calls() -> Iterator[tuple[MethodDescriptor, Permission]]:
    listed = permissions()
    for service in services():
        for method in service.methods:
            line = listed.get((service.name.removesuffix("Service"), method.name))
            if line is not None:
                yield method, line


def token_of(town: Town, visitor: Visitor, line: Permission) -> str | None:
    tenant = town.other if visitor.foreign else town.shop
    if visitor.system:
        if visitor.foreign:
            return town.master[tenant]
        scope = line.scope if not visitor.poor else next(one for one in sorted(SCOPES) if one != line.scope)
        return town.keys[scope]
    if not visitor.roles:
        return None
    partner = {"partner": True, "teams": [visitor.team]} if visitor.team else {}
    return town.token(visitor.id, shop=tenant, roles=list(visitor.roles), customer=visitor.customer or None, **partner)


def asked(method: MethodDescriptor, visitor: Visitor, line: Permission) -> Message:
    """A request that no rule refuses. People leave out who acts, but where it stands in the path."""
    made = request(GetMessageClass(method.input_type), ids_of(visitor.asks_for))
    if line.acts_as and not visitor.system:
        in_path = f"{{{line.acts_as}}}" in line.route
        setattr(made, line.acts_as, visitor.id if in_path else "")
    return made


async def over_http(town: Town, method: MethodDescriptor, message: Message, headers: dict[str, str]) -> Came:
    binding, said = BOUND[method.full_name], as_json(message)
    path = binding.path
    for one in binding.path_fields:
        path = path.replace(f"{{{one.name}}}", quote(str(said.pop(one.name, "nobody")), safe=""))
    query = {name: str(value).lower() if value is True else str(value) for name, value in said.items()}
    sent: dict[str, Any] = {"json": said} if binding.has_body else {"params": query}
    answer = await town.http.request(binding.verb, path, headers=headers, **sent)
    reason = answer.json()["reason"] if answer.status_code >= 400 else ""
    return Came(reason if reason in STATUSES else OPEN, answer.status_code, answer.content)


async def over_grpc(town: Town, method: MethodDescriptor, message: Message, headers: dict[str, str]) -> Came:
    path = f"/{method.containing_service.full_name}/{method.name}"
    sent = {"request": message.SerializeToString(), "metadata": tuple(headers.items()), "timeout": 30}
    try:
        if method.server_streaming:
            return Came(OPEN, "OK", b"".join([part async for part in town.channel.unary_stream(path)(**sent)]))
        return Came(OPEN, "OK", await town.channel.unary_unary(path)(**sent))
    except grpc.aio.AioRpcError as error:
        details = dict(error.trailing_metadata())["grpc-status-details-bin"]
        reason = reason_in(details)
        return Came(reason if reason in STATUSES else OPEN, error.code().name, details)


def reason_in(details: bytes) -> str:
    info = error_details_pb2.ErrorInfo()
    return info.reason if any(one.Unpack(info) for one in status_pb2.Status.FromString(details).details) else ""


def fits(came: Came, promised: str, over: str) -> bool:
    if came.what != promised:
        return False
    if promised == OPEN:
        # Behind the edge every call is answered; what the edge keeps itself has no such things.
        return (
            came.status in {200, 404, 409, 422, 429} if over == "http" else came.status not in {"INTERNAL", "UNKNOWN"}
        )
    statuses = STATUSES[promised]
    return came.status in (statuses if over == "http" else {CODES[status] for status in statuses})


async def walk(town: Town, over: str) -> list[str]:
    """What didn't come as promised, in words. Everybody makes a call at once, one call after the other."""
    found, told = [], set()
    send = {"http": over_http, "grpc": over_grpc}[over]

    async def visit(method: MethodDescriptor, line: Permission, visitor: Visitor) -> None:
        token, trace = token_of(town, visitor, line), new_id().replace("-", "")
        headers = {"traceparent": f"00-{trace}-{trace[:16]}-01"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        came = await send(town, method, asked(method, visitor, line), headers)
        promised, where = visitor.promised(line), f"{method.full_name} by {visitor.name}"
        if not fits(came, promised, over):
            found.append(f"{where}: {came.what} {came.status} and not {promised}: {came.answered[:200]!r}")
        reached = town.services.reached.pop(trace, [])
        found.extend(f"{where}: {wrong}" for wrong in leaks(town, method, visitor, line, came, reached))
        if STAFF_ONLY.encode() in came.answered:
            told.add(visitor.name)

    for method, line in calls():
        if over == "grpc" or method.full_name in BOUND:
            await asyncio.gather(*(visit(method, line, visitor) for visitor in visitors()))
    assert "one of the staff: agent" in told, "nothing was there that customers aren't to be told"
    return found


def leaks(town: Town, method, visitor: Visitor, line: Permission, came: Came, reached) -> Iterator[str]:
    """What went where it had no business."""
    own, others = (town.other, town.shop) if visitor.foreign else (town.shop, town.other)
    if any(tenant != own for _, tenant, _ in reached) or f"of-{others}".encode() in came.answered:
        yield "it got at another shop's"
    if visitor.customer and STAFF_ONLY.encode() in came.answered:
        yield "a customer was told what is for the staff"
    if visitor.customer and came.what != OPEN and f"of-{town.shop}".encode() in came.answered:
        yield "a refusal told something"
    # A thing is looked up by the call that answers it: that one alone may be reached without being open.
    arrived = [message for name, _, message in reached if name == method.full_name]
    if method.containing_service.full_name not in RECORDED:
        return
    if came.what == OPEN and not arrived:
        yield "it never arrived"
    if came.what != OPEN and arrived and came.what != NOT_YOURS:
        yield "it arrived all the same"
    if came.what == OPEN and arrived and line.acts_as and visitor.id:
        acts = getattr(arrived[-1], line.acts_as)
        if acts != ("" if visitor.customer else visitor.id):
            yield f"{acts or 'nobody'} acts"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("over", ["http", "grpc"])
async def test_every_call_is_open_to_those_whom_the_page_names_and_to_nobody_else(town: Town, over: str):
    await make_keys(town)
    found = await walk(town, over)
    assert found == [], "\n".join(["", *found])


async def test_what_is_not_listed_is_not_there(town: Town):
    listed = {method.full_name for method, _ in calls()}
    unlisted = [method for service in services() for method in service.methods if method.full_name not in listed]
    assert unlisted, "there are calls among services alone"
    for method in unlisted:
        send = town.channel.unary_unary(f"/{method.containing_service.full_name}/{method.name}")
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await send(b"", metadata=(("authorization", f"Bearer {town.master[town.shop]}"),), timeout=10)
        assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED, method.full_name

    def offered() -> set[str]:
        with grpc.insecure_channel(town.grpc_address) as channel:
            return set(ProtoReflectionDescriptorDatabase(channel).get_services())

    assert await asyncio.to_thread(offered) == {one.full_name for one in services()} | set(PUBLIC_RPC)
    for path in ("/metrics", "/health/ready", "/redoc", "/v1", "/docs/oauth2-redirect"):
        assert (await town.http.get(path)).status_code == 404, path


async def test_the_application_has_the_listed_routes_and_no_others():
    clients = {service.full_name: Client(NOBODY, service, timeout=1) for service in services()}
    app = make_api(bindings(), clients, None, None, Hub(NOBODY, []))
    found = {(route.path, verb) for route in app.routes for verb in getattr(route, "methods", None) or ("GET",)}
    for client in clients.values():
        await client.close()
    listed = [line.route.split() for method, line in calls() if method.full_name in BOUND]
    routed = {(path, verb) for verb, path in listed}
    # Where something can be had, so can its headers.
    others = {(path, verb) for path in PUBLIC for verb in ("GET", "HEAD")} | {(STREAM, "GET"), (STREAM, "HEAD")}
    assert found <= routed | others
    assert {path for path, _ in routed | others} == {path for path, _ in found}


async def test_the_pages_are_for_everybody_and_the_live_stream_is_for_the_staff_and_systems_that_follow_it(town: Town):
    for path in PUBLIC:
        there = path.replace("{package}", "heliodesk.ticketing.v1").replace("assets", "assets/swagger-ui.css")
        assert (await town.http.get(there)).status_code == 200, path
    await make_keys(town)
    line = Permission("", "", "", "agent", "events:read", "-", "-", "")
    for visitor in visitors():
        token = token_of(town, visitor, line)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with town.http.stream("GET", STREAM, headers=headers) as answer:
            reason = (await answer.aread() and answer.json()["reason"]) if answer.status_code != 200 else OPEN
        assert reason == visitor.promised(line), visitor.name
