"""What both sides of a gRPC call agree on: its metadata, its deadline, its size."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

TENANT = "heliodesk-tenant"
COMMAND = "heliodesk-command"
TRACEPARENT = "traceparent"

LARGEST_MESSAGE = 1_500_000
"""Bytes. More than the edge's largest body, so that what the edge takes its peers take."""

CHANNEL_OPTIONS = (
    # A peer's name may stand for many processes; without it all calls would go to whichever answered first.
    ("grpc.service_config", '{"loadBalancingConfig":[{"round_robin":{}}]}'),
    ("grpc.max_receive_message_length", LARGEST_MESSAGE),
    ("grpc.max_send_message_length", LARGEST_MESSAGE),
)


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, and how. `command_id` is the same when the caller repeats itself; `deadline` is the instant of the
    event loop's own clock (`asyncio.timeout_at`) at which the caller gives up, None where it never does."""

    tenant: str
    command_id: str
    deadline: float | None
    traceparent: str
    metadata: tuple[tuple[str, str | bytes], ...]


CURRENT: ContextVar[Call | None] = ContextVar("heliodesk_call", default=None)
"""The call that this task serves; calls that it makes in turn end no later."""
