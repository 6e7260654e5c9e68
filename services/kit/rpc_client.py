"""gRPC clients: one persistent channel to a peer, a deadline on every call, errors that our code knows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter

import grpc
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from services.kit import peers, rpc_status
from services.kit.errors import Away
from services.kit.peers import Papers
from services.kit.rpc_call import CHANNEL_OPTIONS, COMMAND, CURRENT, TENANT, TRACEPARENT
from services.kit.telemetry import RPC_CLIENT_SECONDS, SpanName, TimesByCode, exemplar, span

# A peer that was restarted is found again within a second, not after gRPC's two minutes; one that was added, within
# seconds of a connection's end.
_OPTIONS = (
    *CHANNEL_OPTIONS,
    ("grpc.initial_reconnect_backoff_ms", 100),
    # Also how long a connection may take to come up, on a machine that has much to do: one refused is known at once.
    ("grpc.min_reconnect_backoff_ms", 2000),
    ("grpc.max_reconnect_backoff_ms", 1000),
    ("grpc.dns_min_time_between_resolutions_ms", 5_000),
)


def channel(address: str, papers: Papers | None) -> grpc.aio.Channel | peers.Channel:
    """A channel to a peer at `host:port`; with papers both sides prove who they are. Raises OSError for papers that
    can't be read."""
    return peers.channel(address, papers, _OPTIONS)


class Client:
    """One service of a peer at `host:port`. Make it inside the event loop that uses it. Calls that are made while
    a call is served end no later than that one. `timeout` is in wall seconds; `papers` are the settings'."""

    def __init__(
        self, address: str, service: ServiceDescriptor | str, timeout: float = 5.0, papers: Papers | None = None
    ) -> None:
        if isinstance(service, str):
            service = descriptor_pool.Default().FindServiceByName(service)
        self._peer = service.full_name
        self._timeout = timeout
        self._channel = channel(address, papers)
        self._methods = {method.name: self._method(method) for method in service.methods}

    async def call(
        self,
        method: str,
        request: Message,
        *,
        tenant: str,
        command_id: str = "",
        timeout: float | None = None,
    ) -> Message:
        """The peer's answer. Raises Refused (as the peer raised it), Away (the peer can't be reached, or is late: what
        it did isn't known), PeerFailed."""
        send, name, times = self._methods[method]
        started = perf_counter()
        code = "OK"
        with span(SpanName.RPC_CALL, method=name, tenant=tenant) as work:
            metadata = ((TENANT, tenant), (TRACEPARENT, work.traceparent))
            if command_id:
                metadata = (*metadata, (COMMAND, command_id))
            try:
                return await send(request, timeout=self._time_left(timeout), metadata=metadata)
            except grpc.aio.AioRpcError as error:
                code = error.code().name
                raise rpc_status.to_error(self._peer, error) from error
            except Away:
                code = "DEADLINE_EXCEEDED"
                raise
            finally:
                times[code].observe(perf_counter() - started, exemplar())

    async def close(self) -> None:
        """Ends calls in hand."""
        await self._channel.close()

    def _time_left(self, timeout: float | None) -> float:
        """Wall seconds."""
        timeout = self._timeout if timeout is None else timeout
        served = CURRENT.get()
        if served is None or served.deadline is None:
            return timeout
        left = served.deadline - asyncio.get_running_loop().time()
        if left <= 0:
            raise Away(self._peer, "the deadline of the call that needs it has passed")
        return min(timeout, left)

    def _method(self, method: MethodDescriptor) -> tuple[Callable, str, TimesByCode]:
        """(how to send it, its full name, the histograms of its times)."""
        send = self._channel.unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=GetMessageClass(method.input_type).SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return send, method.full_name, TimesByCode(RPC_CLIENT_SECONDS, method.full_name)
