"""Puts together what keeps the programmes."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.programme.documents import DOCUMENTS, PROGRAMMES
from services.loyalty.programme.rpc import ProgrammeServicer
from services.loyalty.programmes import Programmes

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> list[tuple[str, ProgrammeServicer]]:
    """Its calls."""
    servicer = ProgrammeServicer(process.store(PROGRAMMES), programmes, process.offer, process.clock.now)
    return [("heliodesk.loyalty.v1.ProgrammeService", servicer)]
