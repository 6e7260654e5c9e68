"""Puts together what renders system messages. It keeps nothing."""

from __future__ import annotations

from services.kit.process import Process
from services.translation.rendering.catalogue import builtin
from services.translation.rendering.rendering import Renderer
from services.translation.rendering.rpc import RenderServicer
from services.translation.tone.keeper import ToneProfiles

__all__ = ["DOCUMENTS", "start"]

DOCUMENTS = ()


def start(process: Process, profiles: ToneProfiles) -> list[tuple[str, RenderServicer]]:
    """Its calls. Raises Incomplete where a message is."""
    servicer = RenderServicer(Renderer(builtin(), profiles.of))
    return [("heliodesk.translation.v1.RenderService", servicer)]
