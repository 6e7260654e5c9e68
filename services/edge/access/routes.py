"""What the edge answers beside the contracts' calls. A route that is neither a call nor listed here has no business at
the edge: a test walks them all."""

from __future__ import annotations

from heliodesk.common.v1 import access_pb2 as pb

from services.edge.access.rules import Rule, scope_name
from services.edge.identity.caller import Role

STREAM = "/v1/stream"

FOLLOW = Rule(staff=Role.AGENT, scope=scope_name(pb.SCOPE_EVENTS_READ))
"""It tells of every ticket: neither customers nor partners have a place there."""

PUBLIC: dict[str, str] = {
    "/": "where the pages are",
    "/docs": "the calls over HTTP, to try out",
    "/docs/assets": "what that page is made of",
    "/docs/contracts": "the contracts",
    "/docs/contracts/{package}": "a package of them",
    "/docs/events": "events by topic",
    "/openapi.json": "the calls over HTTP, for machines",
    "/asyncapi.json": "the events, for machines",
}
"""For everybody, with and without a credential: they say nothing of any shop."""

PUBLIC_RPC: dict[str, str] = {
    "grpc.health.v1.Health": "whether the gateway answers",
    "grpc.reflection.v1alpha.ServerReflection": "what the calls look like",
}
"""Whole gRPC services, of the same kind."""
