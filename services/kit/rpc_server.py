"""gRPC servers. A servicer is a plain object with an `async def GetTicket(self, request, call) -> response` for each
call of its service (of one that answers with a stream, an async generator); everything around it (identity, rules,
errors, deadlines, traces, times) happens here, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from time import perf_counter
from typing import Any

import grpc
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_health.v1.health import aio as grpc_health
from grpc_reflection.v1alpha import reflection

from services.kit import peers, rpc_status
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.health import Health
from services.kit.ids import is_tenant, new_id
from services.kit.logs import get_logger
from services.kit.rpc_call import CHANNEL_OPTIONS, COMMAND, CURRENT, TENANT, TRACEPARENT, Call
from services.kit.rules import check
from services.kit.settings import Settings
from services.kit.telemetry import REQUESTS_IN_FLIGHT, RPC_SECONDS, SpanName, TimesByCode, exemplar, span

Metadata = tuple[tuple[str, str | bytes], ...]
Identify = Callable[[Metadata], str]
Handler = Callable[[Message, Call], Awaitable[Message]]
StreamHandler = Callable[[Message, Call], AsyncIterator[Message]]

# How long a stream may go on, on a connection that has reached its age.
_LAST_CALL_MS = 300_000

_log = get_logger("rpc")


class Server:
    """A server that runs for as long as somebody holds it."""

    def __init__(self, server: grpc.aio.Server, port: int, retire: Callable[[], Awaitable[None]], grace: float) -> None:
        self.port = port
        self._server = server
        self._retire = retire
        self._grace = grace

    async def stop(self) -> None:
        """Takes no more calls, and gives those in hand the settings' drain time."""
        await self._retire()
        await self._server.stop(self._grace)


def tenant_of_peer(metadata: Metadata) -> str:
    """Peers say for whom they call; nobody but our own services reaches these ports. Raises Refused."""
    for key, value in metadata:
        if key == TENANT and is_tenant(value):
            return value
    raise Refused("NO_TENANT", f"the call names no tenant in {TENANT}", RefusalKind.UNAUTHENTICATED)


async def serve(
    servicers: Sequence[tuple[ServiceDescriptor | str, object]],
    settings: Settings,
    health: Health,
    identify: Identify = tenant_of_peer,
) -> Server:
    """Serves these on the settings' host and gRPC port, with health and reflection, to peers with papers where the
    settings have some. `identify` finds the tenant in a call's metadata, or raises Refused. Raises OSError where the
    port is taken or papers can't be read, TypeError where a servicer lacks one."""
    server = grpc.aio.server(options=server_options(settings))
    names = []
    for service, servicer in servicers:
        descriptor = _descriptor(service)
        names.append(descriptor.full_name)
        server.add_generic_rpc_handlers((_generic_handler(descriptor, servicer, identify),))
    credentials = peers.server_credentials(settings.papers) if settings.papers else None
    return await start(server, names, settings, health, credentials)


def server_options(settings: Settings) -> list[tuple[str, Any]]:
    """Connections end at a certain age, so that callers look their peer up again and find those that were added."""
    return [
        *CHANNEL_OPTIONS,
        ("grpc.so_reuseport", 0),
        ("grpc.max_connection_age_ms", int(1000 * settings.connection_age)),
        ("grpc.max_connection_age_grace_ms", _LAST_CALL_MS),
    ]


async def start(
    server: grpc.aio.Server,
    names: Sequence[str],
    settings: Settings,
    health: Health,
    credentials: grpc.ServerCredentials | None = None,
) -> Server:
    """Has a server with these services listen, with health and reflection; without credentials in plain text. Raises
    OSError where the port is taken."""
    status = grpc_health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(status, server)
    reflection.enable_server_reflection(
        (*names, health_pb2.DESCRIPTOR.services_by_name["Health"].full_name, reflection.SERVICE_NAME), server
    )
    port = _bind(server, settings, credentials)
    await server.start()
    return Server(server, port, _follow(health, status, names), settings.drain_timeout)


def _bind(server: grpc.aio.Server, settings: Settings, credentials: grpc.ServerCredentials | None) -> int:
    address = f"{settings.host}:{settings.grpc_port}"
    try:
        return server.add_secure_port(address, credentials) if credentials else server.add_insecure_port(address)
    except RuntimeError as error:
        raise OSError(f"gRPC can't listen on {address}: is the port taken? HELIODESK_GRPC_PORT sets another") from error


def _follow(health: Health, status: grpc_health.HealthServicer, names: Sequence[str]) -> Callable:
    """The server's status is the process's readiness, until the answered function retires it."""
    loop = asyncio.get_running_loop()

    def change(ready: bool) -> None:
        serving = health_pb2.HealthCheckResponse.SERVING if ready else health_pb2.HealthCheckResponse.NOT_SERVING
        for name in ("", *names):
            asyncio.run_coroutine_threadsafe(status.set(name, serving), loop)

    forget = health.on_change(change)

    async def retire() -> None:
        forget()
        await status.enter_graceful_shutdown()

    return retire


def _descriptor(service: ServiceDescriptor | str) -> ServiceDescriptor:
    return descriptor_pool.Default().FindServiceByName(service) if isinstance(service, str) else service


def _generic_handler(service: ServiceDescriptor, servicer: object, identify: Identify) -> grpc.GenericRpcHandler:
    lacking = [method.name for method in service.methods if not hasattr(servicer, method.name)]
    if lacking:
        raise TypeError(f"{type(servicer).__name__} lacks {', '.join(lacking)} of {service.full_name}")
    return grpc.method_handlers_generic_handler(
        service.full_name,
        {method.name: _method_handler(method, getattr(servicer, method.name), identify) for method in service.methods},
    )


def _method_handler(method: MethodDescriptor, handler: Any, identify: Identify) -> grpc.RpcMethodHandler:
    if method.server_streaming:
        make, behaviour = grpc.unary_stream_rpc_method_handler, _streaming(method, handler, identify)
    else:
        make, behaviour = grpc.unary_unary_rpc_method_handler, _behaviour(method, handler, identify)
    return make(
        behaviour,
        request_deserializer=GetMessageClass(method.input_type).FromString,
        response_serializer=GetMessageClass(method.output_type).SerializeToString,
    )


def _behaviour(method: MethodDescriptor, handler: Handler, identify: Identify):
    """The one wrapper around every call."""
    name = method.full_name
    times = TimesByCode(RPC_SECONDS, name)
    waiting = REQUESTS_IN_FLIGHT.labels("rpc")

    async def serve_call(request: Message, context: grpc.aio.ServicerContext) -> Message:
        started = perf_counter()
        metadata = context.invocation_metadata() or ()
        code = "OK"
        with waiting.track_inprogress(), span(SpanName.RPC_SERVE, _told(metadata, TRACEPARENT), method=name) as work:
            try:
                return await handler(request, _call(request, context, metadata, identify, work))
            except asyncio.CancelledError:
                code = "CANCELLED"
                raise
            except Exception as error:
                status, message, details = _status_of(error, name)
                code = status.name
                await context.abort(status, message, details)
            finally:
                times[code].observe(perf_counter() - started, exemplar())

    return serve_call


def _streaming(method: MethodDescriptor, handler: StreamHandler, identify: Identify):
    """The same around a call that answers with a stream."""
    name = method.full_name
    times = TimesByCode(RPC_SECONDS, name)
    waiting = REQUESTS_IN_FLIGHT.labels("rpc")

    async def serve_stream(request: Message, context: grpc.aio.ServicerContext) -> AsyncIterator[Message]:
        started = perf_counter()
        metadata = context.invocation_metadata() or ()
        code = "CANCELLED"
        with waiting.track_inprogress(), span(SpanName.RPC_SERVE, _told(metadata, TRACEPARENT), method=name) as work:
            try:
                async for message in handler(request, _call(request, context, metadata, identify, work)):
                    yield message
                code = "OK"
            except Exception as error:
                status, message, details = _status_of(error, name)
                code = status.name
                await context.abort(status, message, details)
            finally:
                times[code].observe(perf_counter() - started, exemplar())

    return serve_stream


def _call(
    request: Message, context: grpc.aio.ServicerContext, metadata: Metadata, identify: Identify, work: span
) -> Call:
    """Who calls, once the request meets its rules. Raises Refused."""
    work.tenant = tenant = identify(metadata)
    if broken := check(request):
        raise Refused("INVALID_FIELDS", "the request breaks its contract", violations=tuple(broken))
    left = context.time_remaining()
    deadline = None if left is None else asyncio.get_running_loop().time() + left
    call = Call(tenant, _told(metadata, COMMAND) or new_id(), deadline, work.traceparent, metadata)
    CURRENT.set(call)
    return call


def _told(metadata: Metadata, key: str) -> Any:
    """The last one of this name; empty where there is none."""
    return next((value for name, value in reversed(metadata) if name == key), "")


def _status_of(error: Exception, method: str):
    if isinstance(error, Refused):
        return rpc_status.of_refusal(error)
    if isinstance(error, Away):
        _log.warning("away", method=method, what=error.what, why=error.why)
        return rpc_status.of_absence(error)
    _log.error("call failed", method=method, exc_info=error)
    return rpc_status.of_fault()
