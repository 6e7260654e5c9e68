"""Puts the statements together."""

from __future__ import annotations

from services.kit.process import Process
from services.loyalty.documents import ACCOUNTS
from services.loyalty.programmes import Programmes
from services.loyalty.statements.rpc import StatementServicer

# It reads what the accounts keep.
DOCUMENTS = ()


def start(process: Process, programmes: Programmes) -> list[tuple[str, object]]:
    """What it serves."""
    servicer = StatementServicer(process.store(ACCOUNTS), programmes, process.clock.now)
    return [("heliodesk.loyalty.v1.StatementService", servicer)]
