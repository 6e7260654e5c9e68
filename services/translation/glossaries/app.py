"""Puts together what keeps the glossaries."""

from __future__ import annotations

from services.kit.process import Process
from services.translation.glossaries.documents import BOOKS, DOCUMENTS
from services.translation.glossaries.publishing import Publishing
from services.translation.glossaries.reading import Glossaries
from services.translation.glossaries.rpc import GlossaryServicer

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, glossaries: Glossaries) -> list[tuple[str, GlossaryServicer]]:
    """Its calls."""
    publishing = Publishing(process.store(BOOKS), process.offer, process.clock.now)
    return [("heliodesk.translation.v1.GlossaryService", GlossaryServicer(publishing, glossaries))]
