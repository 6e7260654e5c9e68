"""gRPC for the outside: the services' own calls, byte for byte, for whoever has a shop's key.

A caller says who it is with `authorization: Bearer <key>` (or `x-api-key`), and may give an `idempotency-key`. The
tenant comes from the key alone: what else a caller puts into the metadata goes no further. The services enforce the
rules.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from time import perf_counter

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.rpc import status_pb2

from services.edge import idempotency
from services.edge.contracts import bindings, is_bound
from services.edge.idempotency import Answer, Idempotency
from services.edge.shops import Shops, bearer
from services.kit import rpc_status
from services.kit.errors import Away, Refused
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.logs import get_logger
from services.kit.rpc import Server, start
from services.kit.rpc_call import CHANNEL_OPTIONS, COMMAND, TENANT, TRACEPARENT
from services.kit.settings import Settings
from services.kit.telemetry import RPC_SECONDS, SpanName, TimesByCode, exemplar, span

_DETAILS = "grpc-status-details-bin"
_CODES = {code.value[0]: code for code in grpc.StatusCode}
_FINAL = {
    grpc.StatusCode.OK,
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.ALREADY_EXISTS,
    grpc.StatusCode.ABORTED,
    grpc.StatusCode.FAILED_PRECONDITION,
    grpc.StatusCode.PERMISSION_DENIED,
}

_log = get_logger("gateway")
# Without a deadline of the caller's own a call takes no longer than this (wall seconds).
_LONGEST_CALL = 30.0
_LONGEST_STREAM = 300.0


async def serve_gateway(
    services: Mapping[ServiceDescriptor, grpc.aio.Channel],
    shops: Shops,
    keys: Idempotency,
    settings: Settings,
    health: Health,
) -> Server:
    """Forwards each service's calls to its channel. Raises OSError where the port is taken."""
    server = grpc.aio.server(options=(*CHANNEL_OPTIONS, ("grpc.so_reuseport", 0)))
    writes = {binding.method.full_name for binding in bindings() if binding.verb != "GET"}
    handlers = {
        f"/{service.full_name}/{method.name}": _handler(
            channel, method, shops, keys if method.full_name in writes else None
        )
        for service, channel in services.items()
        for method in service.methods
        if is_bound(method) or method.server_streaming
    }
    server.add_generic_rpc_handlers((_Calls(handlers),))
    return await start(server, [service.full_name for service in services], settings, health)


def _handler(
    channel: grpc.aio.Channel, method: MethodDescriptor, shops: Shops, keys: Idempotency | None
) -> grpc.RpcMethodHandler:
    # Without (de)serializers the messages stay bytes.
    if method.server_streaming:
        return grpc.unary_stream_rpc_method_handler(_ForwardStream(channel, method, shops).serve)
    return grpc.unary_unary_rpc_method_handler(_Forward(channel, method, shops, keys).serve)


class _Calls(grpc.GenericRpcHandler):
    def __init__(self, handlers: Mapping[str, grpc.RpcMethodHandler]) -> None:
        self._handlers = handlers

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        return self._handlers.get(handler_call_details.method)


class _Forward:
    """One call. `keys` is None where the call only reads."""

    def __init__(
        self, channel: grpc.aio.Channel, method: MethodDescriptor, shops: Shops, keys: Idempotency | None
    ) -> None:
        self._name = method.full_name
        self._send = channel.unary_unary(f"/{method.containing_service.full_name}/{method.name}")
        self._shops = shops
        self._keys = keys
        self._times = TimesByCode(RPC_SECONDS, method.full_name)

    async def serve(self, message: bytes, context: grpc.aio.ServicerContext) -> bytes:
        started = perf_counter()
        metadata = dict(context.invocation_metadata() or ())
        code = grpc.StatusCode.OK
        with span(SpanName.RPC_SERVE, metadata.get(TRACEPARENT), method=self._name) as work:
            try:
                answer = await self._answer(message, metadata, context.time_remaining(), work)
                if answer.status == 0:
                    return answer.body
                code = _CODES[answer.status]
                await context.abort(code, _message_of(answer.body), ((_DETAILS, answer.body),) if answer.body else ())
            except (Refused, Away) as error:
                known = rpc_status.of_refusal(error) if isinstance(error, Refused) else rpc_status.of_absence(error)
                code = known[0]
                await context.abort(*known)
            except grpc.aio.AbortError:
                raise
            except Exception as error:
                _log.error("call failed", method=self._name, exc_info=error)
                code, text, details = rpc_status.of_fault()
                await context.abort(code, text, details)
            finally:
                self._times[code.name].observe(perf_counter() - started, exemplar())

    async def _answer(self, message: bytes, metadata: dict, seconds: float | None, work: span) -> Answer:
        work.tenant = tenant = self._shops.tenant_of(_key_of(metadata))
        timeout = _LONGEST_CALL if seconds is None else min(seconds, _LONGEST_CALL)

        async def forward(command_id: str) -> Answer:
            told = ((TENANT, tenant), (COMMAND, command_id), (TRACEPARENT, work.traceparent))
            try:
                return Answer(0, await self._send(message, timeout=timeout, metadata=told))
            except grpc.aio.AioRpcError as error:
                return _answer_of(error)

        idempotency_key = metadata.get(idempotency.HEADER)
        if idempotency_key is None or self._keys is None:
            return await forward(new_id())
        request = idempotency.request_of(tenant, idempotency_key, b"grpc", self._name.encode(), message)
        answer, _ = await self._keys.once(request, forward)
        return answer


class _ForwardStream:
    """One call that answers with a stream; it only reads."""

    def __init__(self, channel: grpc.aio.Channel, method: MethodDescriptor, shops: Shops) -> None:
        self._name = method.full_name
        self._send = channel.unary_stream(f"/{method.containing_service.full_name}/{method.name}")
        self._shops = shops
        self._times = TimesByCode(RPC_SECONDS, method.full_name)

    async def serve(self, message: bytes, context: grpc.aio.ServicerContext) -> AsyncIterator[bytes]:
        started = perf_counter()
        metadata = dict(context.invocation_metadata() or ())
        code = grpc.StatusCode.CANCELLED
        with span(SpanName.RPC_SERVE, metadata.get(TRACEPARENT), method=self._name) as work:
            try:
                work.tenant = tenant = self._shops.tenant_of(_key_of(metadata))
                told = ((TENANT, tenant), (TRACEPARENT, work.traceparent))
                left = context.time_remaining()
                timeout = _LONGEST_STREAM if left is None else min(left, _LONGEST_STREAM)
                async for answer in self._send(message, timeout=timeout, metadata=told):
                    yield answer
                code = grpc.StatusCode.OK
            except Refused as refusal:
                code, text, details = rpc_status.of_refusal(refusal)
                await context.abort(code, text, details)
            except grpc.aio.AioRpcError as error:
                answer = _answer_of(error)
                code = _CODES[answer.status]
                await context.abort(code, _message_of(answer.body), ((_DETAILS, answer.body),) if answer.body else ())
            finally:
                self._times[code.name].observe(perf_counter() - started, exemplar())


def _key_of(metadata: dict) -> str:
    return metadata.get("x-api-key") or bearer(metadata.get("authorization", ""))


def _answer_of(error: grpc.aio.AioRpcError) -> Answer:
    """The service's status as it came, with its details."""
    details = next((value for key, value in error.trailing_metadata() or () if key == _DETAILS), b"")
    if not details:
        # The transport's own words (where it tried to connect) are not for the outside.
        code, _, ((_, details),) = rpc_status.of_absence(Away("the service", error.code().name))
        if error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN):
            return Answer(code.value[0], details, final=False)
        details = status_pb2.Status(code=error.code().value[0], message=error.code().name).SerializeToString()
    return Answer(error.code().value[0], details, final=error.code() in _FINAL)


def _message_of(details: bytes) -> str:
    return status_pb2.Status.FromString(details).message
