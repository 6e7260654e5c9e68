"""Puts the contents together."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.contents.documents import CONTENTS, DOCUMENTS, QUOTAS
from services.loyalty.contents.moderating import Moderating
from services.loyalty.contents.rpc import ContentServicer
from services.loyalty.contents.stream import stream
from services.loyalty.contents.surveying import Surveying
from services.loyalty.programmes import Programmes

__all__ = ["DOCUMENTS", "start"]


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """Starts the roles that the process has; answers who answers which calls."""
    contents, quotas, now = process.store(CONTENTS), process.store(QUOTAS), process.clock.now
    moderating = Moderating(contents, quotas, programmes, process.offer, now)
    process.stream(stream(Surveying(contents, moderating, programmes)))
    return [("heliodesk.loyalty.v1.ContentService", ContentServicer(contents, moderating, now))]
