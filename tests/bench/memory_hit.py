"""An exact hit of the translation memory through `kit/rpc` against a bare grpc.aio handler that does one find by `_id`,
both on the same documents of the same store. A call asks for one text, a sentence with an order number that the memory
has not seen; the bare handler is told the `_id` and answers what stands there. Both servers are processes of their own;
rounds alternate, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from itertools import cycle
from statistics import mean
from time import perf_counter

import grpc
from heliodesk.translation.v1 import memory_service_pb2 as pb
from pymongo import AsyncMongoClient, MongoClient

from services.kit.clock import SystemClock
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.mongo import CLIENT_OPTIONS
from services.kit.rpc import Client, serve
from services.kit.settings import Settings
from services.kit.store import Store
from services.translation.domain.memory.unit import Origin, Unit
from services.translation.memory.documents import SEGMENTS
from services.translation.memory.memory import Memory
from services.translation.memory.rpc import MemoryServicer
from tests.support.servers import TestServers

_SERVICE = "heliodesk.translation.v1.MemoryService"
_DATABASE = "bench_memory_hit"
_TENANT = "acme"
_PAIR = {"source_language": "en", "target_language": "de"}
_UNITS = 1_000
_AT_ONCE = 32
# Short and many: a neighbour's burst then hits both sides of some rounds, not one side of all.
_ROUND_SECONDS = 0.3
_ROUNDS = 40
_COLOURS = ["red", "blue", "green", "black", "white", "yellow", "brown", "pink", "grey", "purple"]
_THINGS = ["cups", "plates", "forks", "lamps", "chairs", "tables", "bags", "boots", "coats", "hats"]
_PLACES = ["Bremen", "Lyon", "Porto", "Madrid", "Milan", "Athens", "Oslo", "Krakow", "Dublin", "Vienna"]

Ask = Callable[[], Awaitable[pb.LookUpMemoryResponse]]


def _source(number: int, order: str) -> str:
    place, colour, thing = number % 10, number // 10 % 10, number // 100
    what = f"{_COLOURS[colour]} {_THINGS[thing]}"
    return f"Your order {order} of {what} has left our house in {_PLACES[place]} this morning."


def _memory(uri: str) -> Memory:
    database = MongoClient(uri, **CLIENT_OPTIONS)[_DATABASE]
    return Memory(Store(database, SEGMENTS, "heliodesk/translation", SystemClock().now))


def _fill(uri: str) -> list[str]:
    """The `_id`s of the units, in their order."""
    with MongoClient(uri) as client:
        client.drop_database(_DATABASE)
    memory, now = _memory(uri), SystemClock().now()
    ids = []
    for number in range(_UNITS):
        source = _source(number, "104-2231")
        unit = Unit(
            **_PAIR,
            source=source,
            target="Ihre Bestellung 104-2231 hat heute früh unser Haus verlassen.",
            origin=Origin.PERSON,
            author="ana",
            remembered_at=now,
            correction_id=new_id(),
        )
        (known,) = memory.remember(_TENANT, unit)
        ids.append(f"{_TENANT}/{known.unit_id}")
    return ids


def _bare_server(uri: str) -> grpc.aio.Server:
    rows = AsyncMongoClient(uri, **CLIENT_OPTIONS)[_DATABASE][SEGMENTS.collection]

    async def look_up(request: pb.LookUpMemoryRequest, _: object) -> pb.LookUpMemoryResponse:
        row = await rows.find_one({"_id": request.texts[0]}, {"state.corrections": 1})
        unit = pb.MemoryUnit(target=row["state"]["corrections"][-1]["target"])
        return pb.LookUpMemoryResponse(answers=[pb.MemoryAnswer(exact=unit)])

    handler = grpc.unary_unary_rpc_method_handler(
        look_up,
        request_deserializer=pb.LookUpMemoryRequest.FromString,
        response_serializer=pb.LookUpMemoryResponse.SerializeToString,
    )
    server = grpc.aio.server()
    server.add_registered_method_handlers(_SERVICE, {"LookUpMemory": handler})
    return server


async def _serve(kind: str, uri: str) -> None:
    """Prints its port, and serves until its standard input ends."""
    if kind == "bare":
        server = _bare_server(uri)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
    else:
        servicer = MemoryServicer(_memory(uri), SystemClock().now)
        settings = Settings(service="translation", HELIODESK_GRPC_PORT=0)
        server = await serve([(_SERVICE, servicer)], settings, Health())
        port = server.port
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)


async def _round(ask: Ask, seconds: float) -> float:
    """Hits in a second."""
    end = perf_counter() + seconds

    async def worker() -> int:
        count = 0
        while perf_counter() < end:
            if not (await ask()).answers[0].exact.target:
                raise RuntimeError("no hit")
            count += 1
        return count

    started = perf_counter()
    done = sum(await asyncio.gather(*(worker() for _ in range(_AT_ONCE))))
    return done / (perf_counter() - started)


def _requests(texts: list[str]) -> cycle[pb.LookUpMemoryRequest]:
    return cycle([pb.LookUpMemoryRequest(**_PAIR, texts=[text]) for text in texts])


async def _measure(bare_port: str, our_port: str, ids: list[str]) -> dict[str, object]:
    by_id = _requests(ids)
    by_text = _requests([_source(number, f"{number % 900 + 100}-{number + 1000}") for number in range(_UNITS)])
    client = Client(f"127.0.0.1:{our_port}", _SERVICE)
    async with grpc.aio.insecure_channel(f"127.0.0.1:{bare_port}") as channel:
        send = channel.unary_unary(
            f"/{_SERVICE}/LookUpMemory",
            request_serializer=pb.LookUpMemoryRequest.SerializeToString,
            response_deserializer=pb.LookUpMemoryResponse.FromString,
            _registered_method=True,
        )

        async def ours() -> pb.LookUpMemoryResponse:
            return await client.call("LookUpMemory", next(by_text), tenant=_TENANT, command_id="bench")

        async def bare() -> pb.LookUpMemoryResponse:
            return await send(next(by_id))

        await _round(bare, 0.5)
        await _round(ours, 0.5)
        rates: dict[str, list[float]] = {"ours": [], "bare": []}
        for number in range(_ROUNDS):
            # Who goes first changes each time: neither side always follows the other.
            for side in ("ours", "bare") if number % 2 else ("bare", "ours"):
                rates[side].append(await _round(ours if side == "ours" else bare, _ROUND_SECONDS))
    await client.close()
    value, baseline = mean(rates["ours"]), mean(rates["bare"])
    return {
        "name": "memory_hit",
        "value": round(value),
        "unit": "hits/s",
        "baseline": round(baseline),
        "ratio": round(value / baseline, 3),
    }


def run(running: TestServers) -> dict[str, object]:
    """Rates are means over all rounds of a side, and `ratio` is the one divided by the other."""
    uri = running.mongodb_uri
    ids = _fill(uri)
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.memory_hit", kind, uri],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for kind in ("bare", "ours")
    ]
    try:
        ports = [server.stdout.readline().strip() for server in servers]
        return asyncio.run(_measure(*ports, ids))
    finally:
        for server in servers:
            server.stdin.close()
            server.wait(10)


if __name__ == "__main__":
    asyncio.run(_serve(*sys.argv[1:]))
