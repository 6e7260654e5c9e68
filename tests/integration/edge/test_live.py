"""`GET /v1/stream`: what happens, as it happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from heliodesk.sla.v1 import events_pb2 as sla
from heliodesk.ticketing.v1 import events_pb2 as ticketing
from heliodesk.ticketing.v1.types_pb2 import CHANNEL_EMAIL, PRIORITY_NORMAL

from services.kit.ids import new_id
from services.kit.instants import to_timestamp
from services.kit.producer import OrderedProducer, Record
from services.kit.topics import CLOCK, TICKET
from tests.integration.edge.conftest import Edge
from tests.support.streams import NOON, event_record


class Follower:
    """A front end: it remembers the id that it would come back with."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()
        self.last_id = ""

    async def next(self) -> dict[str, Any]:
        """The next event; its id is remembered, as that of a block without data is."""
        async with asyncio.timeout(20):
            async for line in self._lines:
                if line.startswith("id: "):
                    self.last_id = line[4:]
                elif line.startswith("data: "):
                    return json.loads(line[6:])
        raise AssertionError("the stream has ended")

    async def joined(self) -> str:
        async with asyncio.timeout(20):
            while not self.last_id:
                line = await anext(self._lines)
                self.last_id = line.removeprefix("id: ") if line.startswith("id: ") else ""
        return self.last_id


@asynccontextmanager
async def following(edge: Edge, last_id: str = "") -> AsyncIterator[Follower]:
    headers = {"last-event-id": last_id} if last_id else {}
    async with edge.http.stream("GET", "/v1/stream", headers=headers) as response:
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"].startswith("text/event-stream")
        follower = Follower(response)
        await follower.joined()
        yield follower


def opened(tenant: str, subject: str = "Where?") -> Record:
    ticket = new_id()
    # Whole, since other tests' services read the same topic.
    message = ticketing.TicketOpened(
        ticket_id=ticket,
        channel=CHANNEL_EMAIL,
        subject=subject,
        priority=PRIORITY_NORMAL,
        opened_at=to_timestamp(NOON),
    )
    return event_record(TICKET.name, message, ticket, 1, tenant=tenant)


@asynccontextmanager
async def sending(edge: Edge) -> AsyncIterator[OrderedProducer]:
    producer = OrderedProducer(edge.settings.kafka_bootstrap_servers)
    yield producer
    await producer.stop()


async def test_a_tenants_events_come_as_they_happen(edge: Edge):
    async with sending(edge) as producer, following(edge) as follower:
        ticket = opened(edge.tenant)
        await producer.send([ticket, opened("somebody-else")])
        event = await follower.next()
        assert (event["type"], event["sequence"]) == ("heliodesk.ticketing.v1.TicketOpened", 1)
        assert (event["data"]["channel"], event["data"]["subject"]) == ("email", "Where?")
        assert event["subject"] == event["data"]["ticket_id"] == ticket.key.decode()
        breach = sla.ClockBreached(ticket_id=event["subject"])
        await producer.send([event_record(CLOCK.name, breach, event["subject"], 3, tenant=edge.tenant)])
        assert (await follower.next())["type"] == "heliodesk.sla.v1.ClockBreached"


async def test_who_comes_back_gets_what_it_missed(edge: Edge):
    async with sending(edge) as producer:
        async with following(edge) as follower:
            await producer.send([opened(edge.tenant, "seen")])
            assert (await follower.next())["data"]["subject"] == "seen"
        missed = [f"missed {number}" for number in range(30)]
        await producer.send([opened(edge.tenant, subject) for subject in missed])
        async with following(edge, follower.last_id) as back:
            first_ten = [(await back.next())["data"]["subject"] for _ in range(10)]
        async with following(edge, back.last_id) as again:
            the_rest = [(await again.next())["data"]["subject"] for _ in range(20)]
            await producer.send([opened(edge.tenant, "new")])
            assert (await again.next())["data"]["subject"] == "new"
    assert sorted(first_ten + the_rest) == sorted(missed)


async def test_every_follower_gets_every_event_and_one_tenant_nothing_of_another(edge: Edge):
    other = {"authorization": f"Bearer {edge.other_key}"}
    async with (
        sending(edge) as producer,
        following(edge) as one,
        following(edge) as two,
        edge.http.stream("GET", "/v1/stream", headers=other) as response,
    ):
        stranger = Follower(response)
        await stranger.joined()
        await producer.send([opened(edge.tenant)])
        assert (await one.next())["id"] == (await two.next())["id"]
        await producer.send([opened(f"other-{edge.tenant.removeprefix('shop-')}", "theirs")])
        assert (await stranger.next())["data"]["subject"] == "theirs"


async def test_what_is_no_event_is_passed_over(edge: Edge):
    async with sending(edge) as producer, following(edge) as follower:
        headers = [("ce_tenant", edge.tenant.encode())]
        await producer.send([Record(TICKET.name, b"k", b"\xff\xff", headers), Record(TICKET.name, b"k", b"", [])])
        await producer.send([opened(edge.tenant, "good")])
        assert (await follower.next())["data"]["subject"] == "good"


async def test_an_id_that_is_none_of_ours_is_422(edge: Edge):
    for wrong in ("x", "1-2", "1.2.3.4.5.6-1-1-1", "-1"):
        answer = await edge.http.get("/v1/stream", headers={"last-event-id": wrong})
        assert (answer.status_code, answer.json()["reason"]) == (422, "INVALID_LAST_EVENT_ID"), wrong


async def test_nobody_follows_without_a_key(edge: Edge):
    answer = await edge.http.get("/v1/stream", headers={"authorization": ""})
    assert answer.status_code == 401


async def test_the_edge_stops_while_somebody_follows(edge: Edge):
    async with following(edge) as follower:
        edge.stop.set()
        try:
            await follower.next()
        except (AssertionError, httpx.TransportError):
            return
        raise AssertionError("an event out of nowhere")


async def test_a_stream_ends_when_its_key_is_revoked(edge: Edge, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.edge.live.endpoint._LOOKED_AT_AGAIN", 0.2)
    key_id, key = await edge.make_key("events:read")
    async with asyncio.timeout(60):
        async with edge.http.stream("GET", "/v1/stream", headers={"authorization": f"Bearer {key}"}) as stream:
            assert stream.status_code == 200
            await edge.http.post(f"/v1/api-keys/{key_id}/revocation", json={})
            async for _ in stream.aiter_lines():
                pass
    again = await edge.http.get("/v1/stream", headers={"authorization": f"Bearer {key}"})
    assert (again.status_code, again.json()["reason"]) == (401, "KEY_REVOKED")
