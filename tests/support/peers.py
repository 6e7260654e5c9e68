"""Clients of servers that tests start and stop."""

from __future__ import annotations

import asyncio

from services.kit.rpc import Client


async def reached(client: Client) -> None:
    """Waits until the client has its peer. Channels of one process share their connections: one to a port where nobody
    listened a moment ago is tried again only after up to a second."""
    await asyncio.wait_for(client._channel.channel_ready(), 30)
