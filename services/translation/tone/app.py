"""Puts together what keeps the tone profiles."""

from __future__ import annotations

from services.kit.process import Process
from services.translation.tone.documents import DOCUMENTS, TONES
from services.translation.tone.keeper import ToneProfiles
from services.translation.tone.rpc import ToneServicer

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, profiles: ToneProfiles) -> list[tuple[str, ToneServicer]]:
    """Its calls."""
    servicer = ToneServicer(process.store(TONES), profiles, process.offer, process.clock.now)
    return [("heliodesk.translation.v1.ToneService", servicer)]
