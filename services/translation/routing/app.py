"""Puts together what chooses engines."""

from __future__ import annotations

from services.kit.process import Process
from services.translation.routing.documents import DOCUMENTS, POLICIES
from services.translation.routing.routing import Routing
from services.translation.routing.rpc import RoutingServicer

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, routing: Routing) -> list[tuple[str, RoutingServicer]]:
    """Looks after the engines, in every role, since every role may ask them; answers who answers which calls."""
    process.task(routing.watch(process.stop))
    servicer = RoutingServicer(process.store(POLICIES), routing, process.clock.now)
    return [("heliodesk.translation.v1.RoutingService", servicer)]
