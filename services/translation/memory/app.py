"""Puts the memory together."""

from __future__ import annotations

from services.kit.process import Process
from services.translation.memory.documents import DOCUMENTS, SEGMENTS
from services.translation.memory.forgetting import forgetting
from services.translation.memory.memory import Memory
from services.translation.memory.rpc import MemoryServicer

__all__ = ["DOCUMENTS", "start"]


def start(process: Process) -> list[tuple[str, object]]:
    """Starts the roles that the process has; answers who answers which calls."""
    store = process.store(SEGMENTS)
    if "tick" in process.roles:
        process.task(forgetting(store.collection, process.clock, process.health, process.stop))
    return [("heliodesk.translation.v1.MemoryService", MemoryServicer(Memory(store), process.clock.now))]
