"""The edge as it runs, before services that answer every call; people with tokens of a real signer, systems with keys
that the edge has made."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import grpc
import httpx
import pytest
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message

from services.edge import contracts
from services.edge.access.rules import SCOPES
from services.edge.app import run
from services.edge.limits.routes import declared
from services.kit.broker import apply_topics
from services.kit.errors import RefusalKind, Refused
from services.kit.health import Health
from services.kit.ids import derived_id
from services.kit.rpc import Call, serve
from services.kit.settings import Settings
from tests.integration.edge.conftest import free_ports
from tests.support.filled import answer
from tests.support.oidc import AUDIENCE, OidcProvider
from tests.support.streams import eventually

TEAMS = {"ana": "north", "bea": "south"}
LIMITS = ("READS", "WRITES", "CUSTOMER_READS", "CUSTOMER_WRITES", "SHOP_READS", "SHOP_WRITES", "FAILURES")
BEHIND = {name: services for name, services in contracts.BACKENDS.items() if name != "edge"}


def ids_of(customer: str) -> dict[str, str]:
    """What a request names that is this customer's, or of their ticket's team, by the field's name."""
    uuids = {name: derived_id(customer, name) for name in ("ticket_id", "survey_id", "redemption_id", "message_id")}
    named = {name: f"{name}-{customer}" for name in ("order_id", "content_id")}
    return {**uuids, **named, "customer_id": customer, "friend_id": customer, "team_id": TEAMS[customer]}


# Of the calls that tell whose a thing is: what they are asked for, and what they answer it in.
_LOOKUPS = {
    "GetTicket": ("ticket_id", "ticket"),
    "GetOrder": ("order_id", "order"),
    "GetSurvey": ("survey_id", "survey"),
    "GetRedemption": ("redemption_id", "redemption"),
    "GetContent": ("content_id", "content"),
    "GetMessageTranslation": ("message_id", "translation"),
}


@dataclass
class Services:
    """Every service behind the edge. It says of whose shop it tells, in every text, and keeps what reached it. What is
    somebody's is there in the tenant `shop` alone. `reached`: method, tenant and request of each call, by the trace
    that it belongs to."""

    shop: str
    reached: defaultdict[str, list[tuple[str, str, Message]]] = field(default_factory=lambda: defaultdict(list))

    def servicers(self) -> Iterator[tuple[ServiceDescriptor, object]]:
        for services in BEHIND.values():
            for service in services:
                handlers = {method.name: self._handler(method) for method in service.methods}
                yield service, type(service.name, (), handlers)()

    def _handler(self, method: MethodDescriptor) -> Any:
        if method.server_streaming:

            async def stream(_, request: Message, call: Call) -> AsyncIterator[Message]:
                yield self._answer(method, request, call)

            return stream

        async def unary(_, request: Message, call: Call) -> Message:
            return self._answer(method, request, call)

        return unary

    def _answer(self, method: MethodDescriptor, request: Message, call: Call) -> Message:
        self.reached[call.traceparent.split("-")[1]].append((method.full_name, call.tenant, request))
        made = answer(method.output_type, f"of-{call.tenant}")
        if method.name in _LOOKUPS:
            asked, told = _LOOKUPS[method.name]
            owners = {ids_of(one)[asked]: one for one in TEAMS} if call.tenant == self.shop else {}
            owner = owners.get(getattr(request, asked))
            if owner is None:
                raise Refused("NOT_THERE", "there is no such thing", RefusalKind.NOT_FOUND)
            for name, value in ids_of(owner).items():
                if name in getattr(made, told).DESCRIPTOR.fields_by_name:
                    setattr(getattr(made, told), name, value)
        return made


@dataclass
class Town:
    """The edge with two shops, `shop` and `other`, and who comes to it."""

    http: httpx.AsyncClient
    channel: grpc.aio.Channel
    grpc_address: str
    services: Services
    shop: str
    other: str
    master: dict[str, str]
    token: Any
    keys: dict[str, str] = field(default_factory=dict)


def environment(kafka: str, mongodb: str, prefix: str, shops: str) -> dict[str, Any]:
    http, grpc_port, ops, behind = free_ports(4)
    return {
        "KAFKA_BOOTSTRAP_SERVERS": kafka,
        "MONGODB_URI": mongodb,
        "HELIODESK_DATABASE": prefix,
        "HELIODESK_SHOPS": shops,
        "HELIODESK_HTTP_PORT": http,
        "HELIODESK_GRPC_PORT": grpc_port,
        "HELIODESK_OPS_PORT": ops,
        "HELIODESK_DRAIN_TIMEOUT": 1,
        **{f"HELIODESK_{name.upper()}_ADDRESS": f"127.0.0.1:{behind}" for name in BEHIND},
    }


@pytest.fixture
async def town(kafka_servers, mongodb_uri, database, unique, tmp_path, monkeypatch) -> AsyncIterator[Town]:
    await asyncio.to_thread(apply_topics, kafka_servers)
    for name in LIMITS:
        monkeypatch.setenv(f"HELIODESK_LIMIT_{name}", "1000000")
    plenty = ",".join(f"{route}=1000000" for route in declared(contracts.services()))
    monkeypatch.setenv("HELIODESK_LIMIT_ROUTES", plenty)
    shop, other = f"shop-{unique}", f"other-{unique}"
    master = {tenant: f"master-key-of-{tenant}" for tenant in (shop, other)}
    async with AsyncExitStack() as stack:
        provider = stack.enter_context(OidcProvider())
        told = {"issuer": provider.issuer, "audience": AUDIENCE, "tenant_claim": "shop", "customer_claim": "customer"}
        listed = [{"name": tenant, "keys": [key]} for tenant, key in master.items()]
        path = tmp_path / "shops.yaml"
        path.write_text(str({"shops": listed, "providers": [told]}))
        settings = Settings(service="edge", **environment(kafka_servers, mongodb_uri, database.name, str(path)))
        services = Services(shop)
        port = int(settings.ticketing_address.rpartition(":")[2])
        behind = settings.model_copy(update={"grpc_port": port, "drain_timeout": 0.1})
        stack.push_async_callback((await serve(list(services.servicers()), behind, Health())).stop)

        stop = asyncio.Event()
        running = asyncio.create_task(run(settings, frozenset({"serve"}), stop))
        http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{settings.http_port}", timeout=30)
        await stack.enter_async_context(http)
        address = f"127.0.0.1:{settings.grpc_port}"
        channel = grpc.aio.insecure_channel(address)
        await stack.enter_async_context(channel)
        await eventually(partial(_is_up, running, http))
        yield Town(http, channel, address, services, shop, other, master, provider.token)
        stop.set()
        await asyncio.wait_for(running, 30)


async def _is_up(running: asyncio.Task, http: httpx.AsyncClient) -> bool:
    if running.done():
        running.result()
    try:
        return (await http.get("/")).status_code == 200
    except httpx.TransportError:
        return False


async def make_keys(town: Town) -> None:
    """One of each scope."""
    for scope in sorted(SCOPES):
        made = await town.http.post(
            "/v1/api-keys",
            json={"name": scope, "scopes": [scope], "created_by": "test"},
            headers={"authorization": f"Bearer {town.master[town.shop]}"},
        )
        assert made.status_code == 200, made.text
        town.keys[scope] = made.json()["api_key"]
