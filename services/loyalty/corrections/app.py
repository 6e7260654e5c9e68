"""Puts corrections together. Their points are booked by the stream of the accounts."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.corrections.documents import ALLOWANCES, CORRECTIONS, DOCUMENTS
from services.loyalty.corrections.rpc import CorrectionServicer, Stores
from services.loyalty.programmes import Programmes

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> list[tuple[str, CorrectionServicer]]:
    """Its calls."""
    stores = Stores(process.store(CORRECTIONS), process.commands(CORRECTIONS), process.commands(ALLOWANCES))
    servicer = CorrectionServicer(stores, programmes, process.clock.now)
    return [("heliodesk.loyalty.v1.CorrectionService", servicer)]
