"""`make docs`: writes docs/api, all of it, and beside it docs/permissions.md. What is no longer made goes away."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import orjson

from services.edge.access.page import permissions_page
from services.edge.api import make_api
from services.edge.contracts import bindings, services
from services.edge.live.hub import Hub
from services.edge.reference.asyncapi import asyncapi
from services.edge.reference.contracts import index_page, package_page, packages
from services.edge.reference.events import events_page
from services.kit.rpc import Client

# Describing a call calls nobody, and nobody comes in.
_NOBODY = "127.0.0.1:9"


def write(folder: Path) -> None:
    """Writes the pages into the folder."""
    pages = {
        "openapi.json": _json(asyncio.run(_openapi())),
        "asyncapi.json": _json(asyncapi()),
        "events.md": events_page(),
        "contracts.md": index_page(),
        **{f"contracts/{package}.md": package_page(package) for package in packages()},
    }
    (folder / "contracts").mkdir(parents=True, exist_ok=True)
    for kept in folder.glob("contracts/*.md"):
        if f"contracts/{kept.name}" not in pages:
            kept.unlink()
    for name, said in pages.items():
        (folder / name).write_text(said, encoding="utf-8")


async def _openapi() -> dict[str, Any]:
    """What the edge answers to GET /openapi.json."""
    async with AsyncExitStack() as stack:
        clients = {service.full_name: Client(_NOBODY, service, timeout=1) for service in services()}
        for client in clients.values():
            stack.push_async_callback(client.close)
        return make_api(bindings(), clients, None, None, Hub(_NOBODY, [])).openapi()


def _json(made: dict[str, Any]) -> str:
    return orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


if __name__ == "__main__":
    api = Path(sys.argv[1])
    write(api)
    (api.parent / "permissions.md").write_text(permissions_page(), encoding="utf-8")
