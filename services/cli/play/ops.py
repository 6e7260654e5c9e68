"""What the services say of themselves on their ops ports."""

from __future__ import annotations

import asyncio

import httpx
from prometheus_client.parser import text_string_to_metric_families

from services.kit.settings import SERVICES, Settings

_PENDING = "heliodesk_outbox_pending"


async def outbox_pending(settings: Settings) -> dict[str, int | None]:
    """How many events wait in each service's outboxes; None where it doesn't say."""
    addresses = {name: _ops_address(settings, name) for name in SERVICES}
    async with httpx.AsyncClient(timeout=5.0, trust_env=False) as http:
        counts = await asyncio.gather(*(_pending(http, address) for address in addresses.values()))
    return dict(zip(addresses, counts, strict=True))


def _ops_address(settings: Settings, name: str) -> str:
    """A service's ops port is the one after its gRPC port, on the same host."""
    host, _, port = settings.address_of(name).rpartition(":")
    return f"{host}:{int(port) + 1}"


async def _pending(http: httpx.AsyncClient, address: str) -> int | None:
    try:
        response = await http.get(f"http://{address}/metrics")
    except httpx.TransportError:
        return None
    if not response.is_success:
        return None
    for family in text_string_to_metric_families(response.text):
        if family.name == _PENDING and family.samples:
            return int(sum(sample.value for sample in family.samples))
    return None
