"""A process that the kit put together: it says what it lacks, and ends when a part of it fails."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from services.kit import telemetry
from services.kit.aggregate import OutboxEntry, Work
from services.kit.commands import Gathered
from services.kit.documents import AggregateDocument
from services.kit.envelope import Envelope
from services.kit.errors import Refused
from services.kit.process import running
from services.kit.settings import Settings
from services.kit.store import Pending
from services.kit.telemetry import SpanName, current_traceparent, span
from services.ticketing.documents import ORDERS
from tests.support.streams import eventually

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class ThingDocument(AggregateDocument):
    meta = {"db_alias": "ticketing", "collection": "things", "indexes": ["tenant"]}


@pytest.fixture
def settings(kafka_servers, mongodb_uri, database, unused_tcp_port_factory) -> Settings:
    return Settings(
        service="ticketing",
        KAFKA_BOOTSTRAP_SERVERS=kafka_servers,
        MONGODB_URI=mongodb_uri,
        HELIODESK_DATABASE=database.name,
        HELIODESK_GRPC_PORT=unused_tcp_port_factory(),
        HELIODESK_OPS_PORT=unused_tcp_port_factory(),
    )


async def ready(settings: Settings) -> tuple[int, dict[str, str]]:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"http://127.0.0.1:{settings.ops_port}/health/ready")
    return answer.status_code, answer.json()["reasons"]


async def is_ready(settings: Settings) -> bool:
    return await ready(settings) == (200, {})


async def test_it_is_not_ready_before_all_of_it_has_been_put_together(settings):
    stop = asyncio.Event()
    async with running(settings, frozenset({"serve"}), stop) as process:
        assert await ready(settings) == (503, {"process": "starting"})
        await process.ensure_indexes(ThingDocument)
        await process.serve([])
        assert await ready(settings) == (503, {"process": "starting"})
        waiting = asyncio.create_task(process.until_stopped())
        await eventually(lambda: is_ready(settings))
        stop.set()
        await waiting


async def test_it_waits_for_the_store_and_says_so(settings, store_process):
    await asyncio.to_thread(store_process.stop)
    async with running(settings, frozenset({"serve"}), asyncio.Event()) as process:
        waiting = asyncio.create_task(process.ensure_indexes(ThingDocument))

        async def says() -> bool:
            return "store is away" in (await ready(settings))[1].get("store", "")

        await eventually(says)
        assert (await ready(settings))[0] == 503
        await asyncio.to_thread(store_process.start)
        await asyncio.wait_for(waiting, 30)
        assert "store" not in (await ready(settings))[1]
        assert "tenant_1" in ThingDocument._get_collection().index_information()


async def test_it_gives_up_waiting_when_it_is_told_to_stop(settings, store_process):
    await asyncio.to_thread(store_process.stop)
    stop = asyncio.Event()
    async with running(settings, frozenset(), stop) as process:
        waiting = asyncio.create_task(process.ensure_indexes(ThingDocument))
        stop.set()
        await asyncio.wait_for(waiting, 30)


async def test_a_command_that_is_refused_is_its_callers_alone(settings):
    def refuse(state):
        raise Refused("NO", "a rule says no")

    async with running(settings, frozenset(), asyncio.Event()) as process:
        command = process.commands(ORDERS)
        works = [Work("shop/o1", refuse), Work("shop/o2", lambda state: None)]
        refused, unchanged = await asyncio.gather(*map(command, works), return_exceptions=True)
    assert isinstance(refused, Refused)
    assert unchanged.state is None


@pytest.mark.parametrize("part", ["task", "publisher"])
async def test_when_a_part_of_it_fails_it_ends_for_the_supervisor_to_start_it_anew(settings, part):
    async def fail() -> None:
        raise KeyError("a bug")

    stop = asyncio.Event()
    async with running(settings, frozenset(), stop) as process:
        if part == "task":
            process.task(fail())
        else:
            envelope = Envelope("e", "heliodesk.commerce.v1.OrderPaid", "test", "o1", NOON, "shop", 1)
            unsendable = OutboxEntry("heliodesk.commerce.order.v1", None, envelope, b"")
            process.publisher.offer([Pending(process.store(ORDERS), "shop/o1", (unsendable,))])
        await asyncio.wait_for(stop.wait(), 10)


async def test_it_ends_cleanly_and_can_be_started_again(settings):
    for _ in range(2):
        stop = asyncio.Event()
        async with running(settings, frozenset(), stop) as process:
            await process.ensure_indexes(ThingDocument)
            process.relay()
            await process.serve([])
            waiting = asyncio.create_task(process.until_stopped())
            await eventually(lambda: is_ready(settings))
            stop.set()
            await asyncio.wait_for(waiting, 10)
        with pytest.raises(httpx.ConnectError):
            await ready(settings)


async def test_roles_that_it_was_not_given_are_not_its_work(settings):
    async with running(settings, frozenset({"relay"}), asyncio.Event()) as process:
        await process.serve([("heliodesk.ticketing.v1.TicketingService", object())])
        with pytest.raises(OSError):
            await asyncio.open_connection("127.0.0.1", settings.grpc_port)


async def test_commands_that_run_together_keep_their_own_traces():
    """The batch runs in the context of none of them, though one of them started it."""
    gathered: Gathered[str, str] = Gathered(lambda commands: [current_traceparent()] * len(commands))
    with span(SpanName.RPC_SERVE, tenant="first"):
        assert await gathered("a") == ""
    assert telemetry.current_span() is None
