"""Puts the role `load` together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.kit.process import Process
from services.kit.topics import TICKET
from services.sla.load.documents import SURGES, LoadDocument, Loads, PastDocument, SurgeDocument

if TYPE_CHECKING:
    from services.sla.load.role import TermsOf

DOCUMENTS = (LoadDocument, PastDocument, SurgeDocument)


def start_load(process: Process, terms: TermsOf) -> None:
    """Counts, where the process has the role; its surges are the relay's in any case, so call this before it."""
    surges = process.store(SURGES)
    if "load" in process.roles:
        # Faust and what it takes are for this role alone.
        from services.sla.load.role import LoadRole

        settings, offer = process.settings, process.publisher.offer
        servers = settings.kafka_bootstrap_servers
        role = LoadRole(servers, TICKET, Loads(), surges, terms, offer, process.clock, process.health)
        process.task(role.run(process.stop))
