"""MemoryService as its callers see it, over gRPC, in two processes on one store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from heliodesk.translation.v1 import memory_service_pb2 as pb

from services.kit.errors import Refused
from services.kit.health import Health
from services.kit.rpc import Client, serve
from services.kit.settings import Settings
from services.translation.memory.documents import SegmentDocument
from services.translation.memory.rpc import MemoryServicer

SERVICE = "heliodesk.translation.v1.MemoryService"
PAIR = {"source_language": "en", "target_language": "de"}
SENT = "Your order 123-4567 was sent."


class Clients:
    """Calls the two processes in turn."""

    def __init__(self, clients: list[Client]) -> None:
        self._clients = clients

    async def call(self, method: str, request, tenant: str = "shop", command: str = ""):
        self._clients.reverse()
        return await self._clients[0].call(method, request, tenant=tenant, command_id=command)

    async def look_up(self, *texts: str, **fields) -> list[pb.MemoryAnswer]:
        return list((await self.call("LookUpMemory", pb.LookUpMemoryRequest(**PAIR, texts=texts, **fields))).answers)

    async def remember(self, target: str, source: str = SENT, command: str = "", **fields) -> pb.MemoryUnit:
        request = pb.RememberTranslationRequest(**PAIR, source=source, target=target, author="ana", **fields)
        return (await self.call("RememberTranslation", request, command=command)).unit

    async def withdraw(self, unit: pb.MemoryUnit) -> pb.WithdrawTranslationResponse:
        said = {"unit_id": unit.unit_id, "correction_id": unit.correction_id}
        return await self.call("WithdrawTranslation", pb.WithdrawTranslationRequest(**said, author="ben"))

    async def listed(self, size: int = 2, origin: int = pb.MEMORY_ORIGIN_PERSON) -> list[pb.MemoryUnit]:
        found, cursor = [], ""
        while True:
            request = pb.ListMemoryRequest(**PAIR, origin=origin, page_size=size, cursor=cursor)
            answer = await self.call("ListMemory", request)
            assert len(answer.units) <= size
            found += answer.units
            if not (cursor := answer.next_cursor):
                return found


@pytest.fixture
async def clients(a_memory, clock) -> AsyncIterator[Clients]:
    settings = Settings(service="translation", HELIODESK_GRPC_PORT=0)
    servers = [await serve([(SERVICE, MemoryServicer(a_memory(), clock.now))], settings, Health()) for _ in range(2)]
    made = [Client(f"127.0.0.1:{server.port}", SERVICE) for server in servers]
    yield Clients(list(made))
    for client in made:
        await client.close()
    for server in servers:
        await server.stop()


async def test_what_a_person_says_answers_the_next_text_in_the_other_process(clients):
    unit = await clients.remember("Ihre Bestellung 123-4567 ist unterwegs.")
    assert (unit.source, unit.origin, unit.author) == (SENT, pb.MEMORY_ORIGIN_PERSON, "ana")
    hit, miss = await clients.look_up("Your order 987-6543 was sent.", "Where is it?")
    assert hit.exact.target == "Ihre Bestellung 987-6543 ist unterwegs."
    assert (hit.exact.unit_id, hit.exact.correction_id) == (unit.unit_id, unit.correction_id)
    assert not miss.HasField("exact")


async def test_a_correction_that_is_told_again_is_one(clients):
    units = [await clients.remember("Danke!", "Thanks!", command="once") for _ in range(3)]
    assert len({unit.correction_id for unit in units}) == 1
    assert not (await clients.withdraw(units[0])).HasField("unit")
    assert not (await clients.withdraw(units[0])).HasField("unit")


async def test_a_memory_of_another_tool_is_imported_once(clients, rows):
    pairs = [("Thanks!", "Danke!"), ("Order 123-4567 is lost.", "Bestellung 123-4567 ist verloren."), ("Hi", " ")]
    units = "".join(
        f'<tu><tuv xml:lang="en-US"><seg>{one}</seg></tuv><tuv xml:lang="de-DE"><seg>{other}</seg></tuv></tu>'
        for one, other in pairs
    )
    request = pb.ImportMemoryRequest(**PAIR, tmx=f"<tmx><body>{units}</body></tmx>", author="ana")
    for _ in range(2):
        answer = await clients.call("ImportMemory", request)
        assert (answer.remembered, answer.passed_over) == (2, 1)
    assert {row["version"] for row in rows.find({})} == {1}
    thanks, lost = await clients.look_up("Thanks!", "Order 987-6543 is lost.")
    assert (thanks.exact.target, lost.exact.target) == ("Danke!", "Bestellung 987-6543 ist verloren.")


async def test_a_withdrawn_correction_leaves_what_was_said_before(clients):
    first, second = [await clients.remember(target, "Thanks!") for target in ("Danke!", "Dank!")]
    assert (await clients.withdraw(second)).unit.correction_id == first.correction_id
    (answer,) = await clients.look_up("Thanks!")
    assert answer.exact.target == "Danke!"


async def test_what_is_like_a_text_is_shown_where_there_is_no_hit_and_somebody_asks(clients):
    await clients.remember("Ihre Bestellung 123-4567 ist unterwegs.")
    texts = ("Your order 987-6543 was sent!", SENT)
    near, exact = await clients.look_up(*texts, similar=3)
    assert [one.unit.target for one in near.similar] == ["Ihre Bestellung 987-6543 ist unterwegs."]
    assert near.similar[0].complete
    assert 0.75 <= near.similar[0].score < 1
    assert exact.HasField("exact")
    assert not exact.similar
    assert not (await clients.look_up(*texts))[0].similar
    assert not (await clients.look_up(*texts, similar=3, threshold=100))[0].similar


async def test_many_who_ask_at_once_have_each_their_own_answer(clients):
    words = [f"word {chr(97 + number)}" for number in range(20)]
    for word in words[:10]:
        await clients.remember(word.upper(), word)
    answers = await asyncio.gather(*(clients.look_up(word) for word in words for _ in range(5)))
    found = [answer.exact.target for (answer,) in answers]
    assert found == [word.upper() if word in words[:10] else "" for word in words for _ in range(5)]


async def test_the_list_has_what_stands_the_newest_first(clients, clock):
    units = []
    for number in range(5):
        clock.advance(timedelta(minutes=1))
        units.append(await clients.remember(f"Ziel {chr(97 + number)}", f"Text {chr(97 + number)}"))
    await clients.withdraw(units[2])
    assert [one.target for one in await clients.listed()] == ["Ziel e", "Ziel d", "Ziel b", "Ziel a"]
    assert await clients.listed(origin=pb.MEMORY_ORIGIN_ENGINE) == []


async def test_the_list_shows_no_order_numbers(clients):
    await clients.remember("Ihre Bestellung 123-4567 ist unterwegs.")
    (unit,) = await clients.listed()
    assert "123-4567" not in unit.source + unit.target
    assert unit.target.startswith("Ihre Bestellung [")


async def test_the_list_reads_its_index(clients, rows):
    await clients.remember("Danke!", "Thanks!")
    filters = {"state.source_language": "en", "state.target_language": "de", "state.origin": "person"}
    found = rows.find({"tenant": "shop", **filters}).sort([("state.changed_at", -1), ("_id", -1)])
    assert "IXSCAN" in str(found.explain()["queryPlanner"]["winningPlan"])
    assert SegmentDocument.list_indexes()


@pytest.mark.parametrize(("source", "target", "field"), [(" \n", "Hallo", "source"), ("Hi", " ", "target")])
async def test_a_text_of_nothing_but_space_isnt_remembered(clients, source, target, field):
    with pytest.raises(Refused, match="BLANK") as refused:
        await clients.remember(target, source)
    assert refused.value.violations[0].field == field


@pytest.mark.parametrize(
    "request_",
    [
        pb.LookUpMemoryRequest(**PAIR),
        pb.LookUpMemoryRequest(**PAIR, texts=["x"] * 201),
        pb.LookUpMemoryRequest(**PAIR, texts=["x" * 5001]),
        pb.LookUpMemoryRequest(source_language="nope!", target_language="de", texts=["x"]),
    ],
)
async def test_a_question_keeps_to_its_contract(clients, request_):
    with pytest.raises(Refused, match="INVALID_FIELDS"):
        await clients.call("LookUpMemory", request_)


async def test_a_cursor_is_one_that_was_given_out(clients):
    with pytest.raises(Refused, match="BAD_CURSOR"):
        await clients.call("ListMemory", pb.ListMemoryRequest(**PAIR, origin=1, cursor="nonsense"))
