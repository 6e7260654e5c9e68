"""gRPC for the outside: the services' own calls, byte for byte where nobody has to look into them.

A caller says who it is with `authorization: Bearer <credential>` (or `x-api-key`), and may give an `idempotency-key`.
The tenant comes from the credential alone: what else a caller puts into the metadata goes no further. The services
enforce the rules of the contracts.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from time import perf_counter

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2, status_pb2

from services.edge import idempotency
from services.edge.access.access import Grant
from services.edge.audit.line import Outcome
from services.edge.contracts import bindings, is_bound, tells_secret
from services.edge.door import Door, Ended, Visit, token_in
from services.edge.idempotency import Answer, Idempotency
from services.edge.limits.proxies import peer_of_grpc
from services.kit import rpc_status
from services.kit.errors import Away, Refused
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.logs import get_logger
from services.kit.rpc import Server, start
from services.kit.rpc_call import COMMAND, TENANT, TRACEPARENT
from services.kit.rpc_server import server_options
from services.kit.settings import Settings
from services.kit.telemetry import (
    REQUESTS_IN_FLIGHT,
    RPC_SECONDS,
    SpanName,
    TimesByCode,
    current_traceparent,
    exemplar,
    span,
)

Failure = tuple[grpc.StatusCode, str, tuple[tuple[str, bytes], ...]]
"""(code, message, trailing metadata)."""

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
# A rule said no; of any other failure it isn't known what was done.
_REFUSALS = {code.value[0] for code in _FINAL} | {grpc.StatusCode.RESOURCE_EXHAUSTED.value[0]}

_log = get_logger("gateway")
_WAITING = REQUESTS_IN_FLIGHT.labels("rpc")
# Without a deadline of the caller's own a call takes no longer than this (wall seconds).
_LONGEST_CALL = 30.0
_LONGEST_STREAM = 300.0


async def serve_gateway(
    services: Mapping[ServiceDescriptor, grpc.aio.Channel],
    door: Door,
    keys: Idempotency,
    settings: Settings,
    health: Health,
) -> Server:
    """Forwards each service's calls to its channel. Raises OSError where the port is taken."""
    server = grpc.aio.server(options=server_options(settings))
    writes = {binding.method.full_name for binding in bindings() if binding.writes}
    handlers = {
        f"/{service.full_name}/{method.name}": _handler(channel, method, door, keys, method.full_name in writes)
        for service, channel in services.items()
        for method in service.methods
        if is_bound(method) or method.server_streaming
    }
    server.add_generic_rpc_handlers((_Calls(handlers),))
    return await start(server, [service.full_name for service in services], settings, health)


def _handler(
    channel: grpc.aio.Channel, method: MethodDescriptor, door: Door, keys: Idempotency, writes: bool
) -> grpc.RpcMethodHandler:
    # Without (de)serializers the messages stay bytes.
    if method.server_streaming:
        return grpc.unary_stream_rpc_method_handler(_ForwardStream(channel, method, door).serve)
    forward = _ForwardWrite(channel, method, door, keys) if writes else _ForwardRead(channel, method, door)
    return grpc.unary_unary_rpc_method_handler(forward.serve)


class _Calls(grpc.GenericRpcHandler):
    def __init__(self, handlers: Mapping[str, grpc.RpcMethodHandler]) -> None:
        self._handlers = handlers

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        return self._handlers.get(handler_call_details.method)


class _Forward:
    """What every call has in common: the way in, and what is told of a failure."""

    writes = False
    longest = _LONGEST_CALL

    def __init__(self, channel: grpc.aio.Channel, method: MethodDescriptor, door: Door) -> None:
        self._name = method.full_name
        self._door = door
        self._times = TimesByCode(RPC_SECONDS, method.full_name)
        self._request = GetMessageClass(method.input_type)
        self._answer = GetMessageClass(method.output_type)
        kind = channel.unary_stream if method.server_streaming else channel.unary_unary
        self._send = kind(f"/{method.containing_service.full_name}/{method.name}")

    async def enter(self, metadata: Mapping[str, str], context: grpc.aio.ServicerContext) -> tuple[Visit, Grant]:
        """Who calls, and what lets them. Raises Refused, Away."""
        peer, forwarded = peer_of_grpc(context.peer()), metadata.get("x-forwarded-for", "")
        visit = await self._door.enter(token_in(metadata), peer, forwarded, route=self._name, writes=self.writes)
        visit.taken.check()
        return visit, await self._door.may(visit)

    async def looked_at(self, visit: Visit, grant: Grant, message: bytes) -> tuple[Message, bytes]:
        """The request as the door lets it in, and its bytes. Raises Refused, Away."""
        request = self.parsed(message)
        await self._door.admit(visit, grant, request)
        return request, request.SerializeToString()

    def parsed(self, message: bytes) -> Message:
        """Raises Refused."""
        try:
            return self._request.FromString(message)
        except DecodeError:
            raise Refused("MALFORMED_MESSAGE", f"these bytes are no {self._request.DESCRIPTOR.full_name}") from None

    def told(self, grant: Grant, answer: bytes) -> bytes:
        """The answer as far as the caller is told."""
        if not grant.withholds:
            return answer
        found = self._answer.FromString(answer)
        grant.withhold(found)
        return found.SerializeToString()

    def seconds(self, context: grpc.aio.ServicerContext) -> float:
        """That the service has: what the caller gives, up to our own bound."""
        left = context.time_remaining()
        return self.longest if left is None else min(left, self.longest)

    def failure(self, error: Exception) -> Failure:
        """How the caller is told."""
        if isinstance(error, Refused):
            return rpc_status.of_refusal(error)
        if isinstance(error, Away):
            return rpc_status.of_absence(error)
        if isinstance(error, grpc.aio.AioRpcError):
            return _failure_of(_answer_of(error))
        _log.error("call failed", method=self._name, exc_info=error)
        return rpc_status.of_fault()


class _ForwardUnary(_Forward, ABC):
    async def serve(self, message: bytes, context: grpc.aio.ServicerContext) -> bytes:
        started = perf_counter()
        metadata = dict(context.invocation_metadata() or ())
        failure: Failure | None = None
        code = "CANCELLED"
        with _WAITING.track_inprogress(), span(SpanName.RPC_SERVE, metadata.get(TRACEPARENT), method=self._name):
            try:
                answer = await self.answer(message, metadata, context)
                failure = _failure_of(answer) if answer.status else None
                code = failure[0].name if failure else "OK"
            except Exception as error:
                failure = self.failure(error)
                code = failure[0].name
            finally:
                self._times[code].observe(perf_counter() - started, exemplar())
            if failure is not None:
                await context.abort(*failure)
            return answer.body

    @abstractmethod
    async def answer(self, message: bytes, metadata: Mapping[str, str], context: grpc.aio.ServicerContext) -> Answer:
        """Raises what `failure` knows."""

    async def forward(
        self, visit: Visit, grant: Grant, message: bytes, seconds: float, *told: tuple[str, str], final: bool = True
    ) -> Answer:
        """The service's answer; `final`: a good one may be kept."""
        told = ((TENANT, visit.tenant), (TRACEPARENT, current_traceparent()), *told)
        try:
            answer = await self._send(message, timeout=seconds, metadata=told)
        except grpc.aio.AioRpcError as error:
            return _answer_of(error)
        return Answer(0, self.told(grant, answer), final)


class _ForwardRead(_ForwardUnary):
    """One call that only reads."""

    async def answer(self, message: bytes, metadata: Mapping[str, str], context: grpc.aio.ServicerContext) -> Answer:
        visit, grant = await self.enter(metadata, context)
        if grant.looks:
            _, message = await self.looked_at(visit, grant, message)
        return await self.forward(visit, grant, message, self.seconds(context))


class _ForwardWrite(_ForwardUnary):
    """One call that may change something: the audit has its line before it goes on, and it may be asked twice."""

    writes = True

    def __init__(self, channel: grpc.aio.Channel, method: MethodDescriptor, door: Door, keys: Idempotency) -> None:
        super().__init__(channel, method, door)
        self._keys = keys
        self._keeps = not tells_secret(method)

    async def answer(self, message: bytes, metadata: Mapping[str, str], context: grpc.aio.ServicerContext) -> Answer:
        visit, grant = await self.enter(metadata, context)
        asked = message
        if grant.looks:
            request, message = await self.looked_at(visit, grant, message)
        else:
            request = self.parsed(message)

        async def send(command_id: str) -> Answer:
            told = (COMMAND, command_id)
            return await self.forward(visit, grant, message, self.seconds(context), told, final=self._keeps)

        async def forward() -> Answer:
            key = metadata.get(idempotency.HEADER)
            if key is None:
                return await send(new_id())
            use = idempotency.request_of(visit.caller, key, b"grpc", self._name.encode(), asked)
            answer, _ = await self._keys.once(use, send)
            return answer

        return await self._door.audited(visit, request, forward, _ended)


class _ForwardStream(_Forward):
    """One call that answers with a stream; it only reads."""

    longest = _LONGEST_STREAM

    async def serve(self, message: bytes, context: grpc.aio.ServicerContext) -> AsyncIterator[bytes]:
        started = perf_counter()
        metadata = dict(context.invocation_metadata() or ())
        code, failure = "CANCELLED", None
        with span(SpanName.RPC_SERVE, metadata.get(TRACEPARENT), method=self._name) as work:
            try:
                visit, grant = await self.enter(metadata, context)
                if grant.looks:
                    _, message = await self.looked_at(visit, grant, message)
                told = ((TENANT, visit.tenant), (TRACEPARENT, work.traceparent))
                async for answer in self._send(message, timeout=self.seconds(context), metadata=told):
                    yield self.told(grant, answer)
                code = "OK"
            except Exception as error:
                failure = self.failure(error)
                code = failure[0].name
            finally:
                self._times[code].observe(perf_counter() - started, exemplar())
            if failure is not None:
                await context.abort(*failure)


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


def _failure_of(answer: Answer) -> Failure:
    message = status_pb2.Status.FromString(answer.body).message
    return _CODES[answer.status], message, ((_DETAILS, answer.body),) if answer.body else ()


def _ended(answer: Answer) -> Ended:
    if not answer.status:
        return Outcome.DONE, ""
    info = error_details_pb2.ErrorInfo()
    for detail in status_pb2.Status.FromString(answer.body).details:
        if detail.Unpack(info):
            break
    reason = info.reason or _CODES[answer.status].name
    return Outcome.REFUSED if answer.status in _REFUSALS else Outcome.FAILED, reason
