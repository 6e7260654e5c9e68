"""Two processes that write the same things at once."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest
from google.protobuf.message import Message
from heliodesk.ticketing.v1 import service_pb2 as pb
from heliodesk.ticketing.v1 import types_pb2 as types

from services.cli.play.invariants import unpublished
from services.cli.play.kafka import Event, Offsets
from services.cli.play.stored import read_stored
from services.kit.ids import new_id
from services.kit.rpc import Client
from services.kit.settings import Settings
from tests.faults.platform import Platform, service_process
from tests.support.streams import eventually

TENANT = "nordlicht"
TICKETING = "heliodesk.ticketing.v1.TicketingService"
NOTES = 1_000
CONVERSATIONS = 200
# Calls that each process has in hand at a time.
AT_ONCE = 8

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Writers:
    """Two processes of ticketing on one database, and how Kafka stood before they wrote."""

    platform: Platform
    clients: Sequence[Client]
    before: Offsets

    async def events(self, tickets: set[str]) -> list[Event]:
        """What Kafka has of these tickets once no outbox holds anything of them; without gaps, in order, all of it."""

        def stored() -> list:
            settings = self.platform.settings
            return read_stored(settings.mongodb_uri, settings.database_prefix, TENANT, tickets.__contains__)

        await eventually(lambda: not any(one.waiting for one in stored()), within=60)
        await self.platform.caught_up()
        kafka = self.platform.kafka
        read = await kafka.read(self.before, await kafka.ends())
        events = [event for event in read if event.envelope.subject in tickets]
        ticketing = [event for event in events if event.topic.startswith("heliodesk.ticketing.")]
        assert list(unpublished(ticketing, [one for one in stored() if one.service == "ticketing"])) == []
        return ticketing


@pytest.fixture
async def writers(platform: Platform, tmp_path) -> AsyncIterator[Writers]:
    other_base = platform.port_base + 100
    # Its peers and servers are the platform's; only its own ports are others.
    other = service_process("ticketing", tmp_path, other_base, platform.env | {"HELIODESK_PORT_BASE": str(other_base)},
                            "serve", "relay")  # fmt: skip
    before = await platform.kafka.ends()
    await asyncio.to_thread(other.start)
    addresses = [
        platform.settings.ticketing_address,
        Settings(service="ticketing", HELIODESK_PORT_BASE=str(other_base)).ticketing_address,
    ]
    clients = [Client(address, TICKETING, timeout=60) for address in addresses]
    yield Writers(platform, clients, before)
    for client in clients:
        await client.close()
    await asyncio.to_thread(other.stop)


def first_message(thread: str, name: str) -> pb.ReceiveMessageRequest:
    sender = types.Sender(address="visitor", name="Ada Lang", customer_id="customer-1")
    return pb.ReceiveMessageRequest(
        channel=types.CHANNEL_CHAT, thread=thread, external_id=f"{thread}-{name}", text="Hello?", **{"from": sender}
    )


async def ask(client: Client, method: str, request: Message) -> Message:
    return await client.call(method, request, tenant=TENANT, command_id=new_id())


async def test_a_thousand_notes_from_two_processes_all_count_and_are_told_in_order(writers: Writers, unique: str):
    opened = await ask(writers.clients[0], "ReceiveMessage", first_message(f"notes-{unique}", "1"))
    ticket_id = opened.ticket_id

    async def write(client: Client, texts: list[str]) -> list[int]:
        """Until there are no more; answers the places of the notes in the ticket."""
        places = []
        while texts:
            request = pb.AddNoteRequest(ticket_id=ticket_id, agent_id="agent-1", text=texts.pop())
            places.append((await ask(client, "AddNote", request)).message.number)
        return places

    texts = [f"note {number}" for number in range(NOTES)]
    halves = [texts[0::2], texts[1::2]]
    written = [
        write(client, half) for client, half in zip(writers.clients, halves, strict=True) for _ in range(AT_ONCE)
    ]
    places = [place for found in await asyncio.gather(*written) for place in found]

    assert sorted(places) == list(range(2, NOTES + 2))
    listed = await all_messages(writers.clients[0], ticket_id)
    assert [message.number for message in listed] == list(range(1, NOTES + 2))
    assert Counter(message.text for message in listed) == Counter(["Hello?", *(f"note {n}" for n in range(NOTES))])
    ticket = (await ask(writers.clients[1], "GetTicket", pb.GetTicketRequest(ticket_id=ticket_id))).ticket
    assert ticket.message_count == NOTES + 1
    events = await writers.events({ticket_id})
    assert len({event.envelope.id for event in events if event.name == "NoteAdded"}) == NOTES


async def all_messages(client: Client, ticket_id: str) -> list[types.Message]:
    listed, cursor = [], ""
    while True:
        request = pb.ListMessagesRequest(ticket_id=ticket_id, page_size=500, cursor=cursor)
        page = await ask(client, "ListMessages", request)
        listed.extend(page.messages)
        cursor = page.next_cursor
        if not cursor:
            return listed


async def test_two_first_messages_at_once_open_one_ticket_each_time(writers: Writers, unique: str):
    gate = asyncio.Semaphore(AT_ONCE)

    async def begin(number: int) -> list[pb.ReceiveMessageResponse]:
        thread = f"first-{unique}-{number}"
        async with gate:
            return await asyncio.gather(
                *(
                    ask(client, "ReceiveMessage", first_message(thread, str(n)))
                    for n, client in enumerate(writers.clients)
                )
            )

    answers = await asyncio.gather(*(begin(number) for number in range(CONVERSATIONS)))
    assert all(first.ticket_id == second.ticket_id for first, second in answers)
    assert all({first.number, second.number} == {1, 2} for first, second in answers)
    assert all(first.opened != second.opened for first, second in answers)
    tickets = {first.ticket_id for first, _ in answers}
    assert len(tickets) == CONVERSATIONS
    told: dict[str, set[str]] = defaultdict(set)
    for event in await writers.events(tickets):
        told[event.name].add(event.envelope.id)
    # Translation may have told their languages by now.
    assert len(told.pop("TicketLanguageDetected", ())) <= CONVERSATIONS
    assert {name: len(ids) for name, ids in told.items()} == {
        "TicketOpened": CONVERSATIONS,
        "MessageReceived": 2 * CONVERSATIONS,
    }
