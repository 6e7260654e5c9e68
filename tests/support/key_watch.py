"""Another process of the edge that is shown an API key again and again, and tells when the answer changes."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection

from pymongo import MongoClient

from services.edge.identity.api_key import id_in
from services.edge.identity.kept_keys import KeptKeys
from services.edge.identity.key_ring import KeyRing
from services.kit.errors import Refused


@contextmanager
def watching(uri: str, database: str, key: str, now: datetime) -> Iterator[Connection]:
    """The connection says "good", then the reason of the first refusal."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_watch, args=(there, uri, database, key, now))
    process.start()
    there.close()
    try:
        yield here
    finally:
        process.terminate()
        process.join()


def _watch(told: Connection, uri: str, database: str, key: str, now: datetime) -> None:
    async def watch() -> None:
        ring = KeyRing(KeptKeys(MongoClient(uri, tz_aware=True)[database]["api_keys"], lambda: now))
        await ring.caller_of(id_in(key), key)
        told.send("good")
        try:
            while True:
                await ring.caller_of(id_in(key), key)
                await asyncio.sleep(0.05)
        except Refused as refused:
            told.send(refused.reason)

    asyncio.run(watch())
