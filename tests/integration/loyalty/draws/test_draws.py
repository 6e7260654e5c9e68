"""Draws from the commitment to the winners, over the real Kafka."""

from __future__ import annotations

import asyncio

import orjson
import pytest
from heliodesk.loyalty.v1 import draw_service_pb2 as calls
from heliodesk.loyalty.v1 import draw_types_pb2 as types

from services.cli.loyalty.verify_draw import read_proof
from services.kit.errors import Refused
from services.kit.ids import new_id
from services.loyalty.domain.draws.proof import differences
from tests.support.streams import eventually


async def test_a_draw_is_held_and_anybody_can_work_its_winners_out(shop, tmp_path):
    async with shop.running():
        mugs = types.Prize(prize_id="mug", name="A mug", winners=3)
        draw = await shop.scheduled("spring", closes_in=6, prizes=[mugs])
        for number in range(6):
            await shop.member(f"cust-{number}", 100)
        entered = [await shop.entered("spring", f"cust-{number}", 1 + number % 3) for number in range(6)]
        completed = await shop.becomes("spring", "completed")
        told = await shop.told("spring")
        pages = await shop.proof("spring", page_size=4)

    assert draw.commitment == completed.commitment and draw.seed == "" != completed.seed
    assert (completed.places, completed.entries) == (6, 12)
    assert [win.prize_id for win in completed.winners] == ["weekend", "mug", "mug", "mug"]
    names = {one.participant_id: f"cust-{number}" for number, one in enumerate(entered)}
    assert all(names[win.participant_id] == win.customer_id for win in completed.winners)
    kinds = [type(one).__name__ for one in told]
    assert kinds == ["DrawScheduled", *["DrawEntered"] * 6, "DrawClosed", "DrawCompleted"]
    assert told[-1].seed == completed.seed and list(told[-1].winners) == list(completed.winners)
    assert told[-3].list_hash == told[-2].list_hash == completed.list_hash

    files = [tmp_path / f"{number}.json" for number in range(len(pages))]
    for file, page in zip(files, pages, strict=True):
        file.write_bytes(orjson.dumps(page))
        assert b"cust-" not in file.read_bytes()
    assert len(files) == 2 and differences(read_proof(files)) == []


async def test_entries_are_paid_in_points_and_each_command_pays_once(shop):
    async with shop.running():
        await shop.scheduled("spring")
        await shop.member("lena", 100)
        command = new_id()
        first, again, other = [await shop.entered("spring", "lena", 2, one) for one in (command, command, new_id())]
        draw = await shop.lists("spring", 2)
        mine = await shop.call("ListDrawEntries", calls.ListDrawEntriesRequest(draw_id="spring", customer_id="lena"))
    assert first.redemption_id == again.redemption_id != other.redemption_id
    assert (first.points, first.balance, other.balance) == (20, 80, 60)
    assert (draw.places, draw.entries) == (2, 4)
    assert [(one.number, one.entries, one.participant_id) for one in mine.entries] == [
        (1, 2, first.participant_id),
        (2, 2, first.participant_id),
    ]


async def test_what_the_rules_forbid_is_refused_and_costs_nothing(shop):
    async with shop.running():
        await shop.scheduled("spring", entries_per_member=3)
        await shop.scheduled("gold-only", tiers=["gold"])
        await shop.scheduled("portugal", markets=["PT"])
        await shop.member("lena", 45)
        await shop.member("jean", 100, market="FR")
        await shop.entered("spring", "lena", 2)
        for draw_id, customer, entries, reason in (
            ("spring", "lena", 2, "DRAW_LIMIT"),
            ("spring", "jean", 1, "DRAW_NOT_OFFERED"),
            ("gold-only", "lena", 1, "DRAW_NOT_OFFERED"),
            ("portugal", "lena", 1, "DRAW_NOT_OFFERED"),
            ("nowhere", "lena", 1, "DRAW_NOT_FOUND"),
            ("spring", "nobody", 1, "DRAW_NOT_OFFERED"),
        ):
            with pytest.raises(Refused) as refused:
                await shop.entered(draw_id, customer, entries)
            assert refused.value.reason == reason
        await shop.scheduled("dear", points_per_entry=26)
        with pytest.raises(Refused) as refused:
            await shop.entered("dear", "lena")
        assert refused.value.reason == "NOT_ENOUGH_POINTS"
        lists = {
            customer: {
                one.draw_id
                for one in (await shop.call("ListDraws", calls.ListDrawsRequest(customer_id=customer))).draws
            }
            for customer in ("lena", "jean")
        }
        assert (shop.account("lena").balance, shop.account("jean").balance) == (25, 100)
    assert lists == {"lena": {"spring", "dear"}, "jean": set()}


async def test_forty_commands_at_once_stay_within_the_limit(shop):
    async with shop.running():
        await shop.scheduled("spring")
        await shop.member("lena", 10_000)
        answers = await asyncio.gather(*(shop.entered("spring", "lena") for _ in range(40)), return_exceptions=True)
        draw = await shop.lists("spring", 5)
    assert sum(isinstance(one, calls.EnterDrawResponse) for one in answers) == 5
    assert {one.reason for one in answers if isinstance(one, Refused)} == {"DRAW_LIMIT"}
    assert (draw.places, draw.entries) == (5, 5)


async def test_a_draw_is_not_changed_after_its_commitment(shop):
    async with shop.running():
        draw = await shop.scheduled("spring")
        request = calls.ScheduleDrawRequest(draw_id="spring", rules=draw.rules)
        again = (await shop.call("ScheduleDraw", request)).draw
        request.rules.points_per_entry = 1
        with pytest.raises(Refused) as refused:
            await shop.call("ScheduleDraw", request)
        assert refused.value.reason == "DRAW_COMMITTED"
        assert (await shop.draw("spring")).rules_hash == draw.rules_hash
    assert again.commitment == draw.commitment


async def test_a_cancelled_draw_gives_all_points_back_to_their_lots(shop):
    async with shop.running():
        await shop.scheduled("spring")
        for customer in ("lena", "kofi"):
            await shop.member(customer, 100)
            await shop.entered("spring", customer, 3)
        lots = [shop.account("lena").lots[0].lot_id]
        await shop.lists("spring", 2)
        cancelled = await shop.cancelled("spring")
        for customer in ("lena", "kofi"):
            await shop.has(customer, 100)
        with pytest.raises(Refused) as refused:
            await shop.entered("spring", "lena")
        assert [lot.lot_id for lot in shop.account("lena").lots] == lots
        told = await eventually(lambda: _returned(shop), within=30)
    assert refused.value.reason == "DRAW_NOT_OPEN"
    assert cancelled.seed and len(told) == 2


async def _returned(shop) -> list:
    found = [one for one in await shop.told("spring") if type(one).__name__ == "DrawEntryReturned"]
    return found if len(found) == 2 else []


async def test_what_was_paid_in_time_counts_even_when_it_is_read_late(shop):
    """The consumer is away while the draw closes: it waits for it."""
    async with shop.running("serve", "relay"):
        await shop.scheduled("spring", closes_in=2)
        await shop.member("lena", 100)
        entered = await shop.entered("spring", "lena", 5)
    async with shop.running("serve", "relay", "tick"):
        await eventually(lambda: _closed_by_the_clock(shop), within=30)
        assert (await shop.draw("spring")).places == 0
    async with shop.running():
        completed = await shop.becomes("spring", "completed")
    assert [(one.participant_id, one.customer_id) for one in completed.winners] == [(entered.participant_id, "lena")]


async def _closed_by_the_clock(shop) -> bool:
    return (await shop.draw("spring")).status == calls.DRAW_STATUS_CLOSED


async def test_what_comes_after_the_list_is_frozen_is_given_back(shop):
    """A payment that the ledger has taken, and that the draw's list can't take any more."""
    async with shop.running():
        await shop.scheduled("spring", closes_in=2)
        await shop.becomes("spring", "completed")
        await shop.member("lena", 100)
        await shop.paid("spring", "lena", 20, entries=2)
        assert shop.account("lena").balance == 80
        await shop.has("lena", 100)
        draw = await shop.draw("spring")
    assert draw.places == 0 and not draw.winners
