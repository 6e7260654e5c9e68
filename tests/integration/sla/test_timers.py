"""Clocks with their timers, on the real Kafka and the real store."""

from __future__ import annotations

from datetime import timedelta

from services.kit.topics import CLOCK
from services.sla.domain import clocks as rules
from services.sla.domain.assignment import Workload
from services.sla.domain.conditions import Facts
from services.sla.domain.words import Priority
from services.sla.timers import writes_of
from tests.integration.sla.conftest import ALONE, OPENED_AT, TENANT, shard
from tests.support.streams import eventually

ALL_SHARDS = set(range(CLOCK.partitions))


async def test_a_promise_is_warned_of_at_80_percent_and_breached_at_its_due_instant(desk):
    async with desk.following(), desk.ticking():
        ticket = await desk.opened("normal")
        await desk.becomes(ticket, "running")
        desk.pass_time(hours=3, minutes=12)
        clock = await eventually(lambda: (clock := desk.clock(ticket)) and clock.warned_at and clock)
        assert (clock.state, clock.warned_at) == ("running", (OPENED_AT + timedelta(hours=3, minutes=12),))
        desk.pass_time(minutes=48, seconds=1)
        clock = await desk.becomes(ticket, "breached")
        assert clock.breached_at == OPENED_AT + timedelta(hours=4)
        await desk.tells(ticket, "ClockStarted", "ClockWarned", "ClockBreached")
        await eventually(lambda: desk.timers_of(ticket) == 0)


async def test_an_agents_reply_ends_the_promise_and_its_timers_mean_nothing_any_more(desk):
    async with desk.following(), desk.ticking():
        ticket = await desk.opened("high")
        await desk.replied(ticket, OPENED_AT + timedelta(minutes=20))
        clock = await desk.becomes(ticket, "met")
        assert clock.met_at == OPENED_AT + timedelta(minutes=20)
        desk.pass_time(hours=2)
        await eventually(lambda: desk.timers_of(ticket) == 0)
        await desk.tells(ticket, "ClockStarted", "ClockMet")


async def test_a_clock_is_overdue_and_not_breached_while_the_reply_may_still_be_in_the_queue(desk):
    async with desk.ticking() as reading:
        async with desk.following():
            ticket = await desk.opened("urgent")
            await desk.becomes(ticket, "running")
        await desk.replied(ticket, OPENED_AT + timedelta(minutes=14))
        desk.pass_time(minutes=16)
        await eventually(lambda: reading.waiting)
        clock = await eventually(lambda: (clock := desk.clock(ticket)) and clock.warned_at and clock)
        assert clock.overdue(desk.time.now())
        async with desk.following():
            await desk.becomes(ticket, "met")
            await eventually(lambda: desk.timers_of(ticket) == 0)
        assert not reading.waiting
        await desk.tells(ticket, "ClockStarted", "ClockWarned", "ClockMet")


async def test_a_promise_nobody_kept_is_breached_as_soon_as_the_queue_has_been_read(desk):
    async with desk.ticking() as reading:
        async with desk.following():
            ticket = await desk.opened("urgent")
            await desk.becomes(ticket, "running")
        await desk.replied(ticket, OPENED_AT + timedelta(minutes=15, microseconds=1))
        desk.pass_time(minutes=16)
        await eventually(lambda: reading.waiting)
        async with desk.following():
            clock = await desk.becomes(ticket, "breached")
        assert clock.breached_at == OPENED_AT + timedelta(minutes=15)


async def test_a_ticket_that_is_heard_of_too_late_waits_for_what_comes_behind_it(desk):
    async with desk.ticking() as reading:
        async with desk.following():
            first = await desk.opened("urgent", OPENED_AT - timedelta(minutes=20))
            await desk.becomes(first, "running")
            desk.pass_time(seconds=1)
            await desk.becomes(first, "breached")
        # The consumer has written the clock; it has still to read the reply.
        late = await desk.opened_in_the_shard_of(first, OPENED_AT - timedelta(minutes=20))
        await desk.replied(late, OPENED_AT - timedelta(minutes=10))
        desk.write_clock(late, OPENED_AT - timedelta(minutes=20))
        desk.pass_time(seconds=1)
        await eventually(lambda: reading.waiting)
        await eventually(lambda: desk.clock(late).warned_at)
        assert desk.clock(late).overdue(desk.time.now())
        async with desk.following():
            await desk.becomes(late, "met")


async def test_a_tick_hears_of_a_timer_that_is_to_ring_within_the_minute_that_it_looks_ahead(desk):
    async with desk.following(), desk.ticking():
        first = await desk.opened("urgent", OPENED_AT - timedelta(minutes=20))
        await desk.becomes(first, "running")
        desk.pass_time(seconds=1)
        await desk.becomes(first, "breached")
        ticket = await desk.opened("urgent", OPENED_AT - timedelta(minutes=14, seconds=50))
        await eventually(lambda: (clock := desk.clock(ticket)) and clock.warned_at)
        desk.pass_time(seconds=11)
        await desk.becomes(ticket, "breached")


async def test_another_priority_moves_the_instant_and_one_that_comes_back_rings_once(desk):
    async with desk.following(), desk.ticking():
        ticket = await desk.opened("high")
        await desk.prioritized(ticket, "low", OPENED_AT + timedelta(minutes=1))
        await desk.prioritized(ticket, "high", OPENED_AT + timedelta(minutes=2))
        await eventually(lambda: (clock := desk.clock(ticket)) and clock.plan == 3)
        desk.pass_time(hours=9)
        await desk.becomes(ticket, "breached")
        await eventually(lambda: desk.timers_of(ticket) == 0)
        names = ["ClockStarted", "ClockReplanned", "ClockReplanned", "ClockWarned", "ClockBreached"]
        await desk.tells(ticket, *names)


async def test_two_that_tick_for_the_same_shards_ring_a_timer_once(desk):
    async with desk.following():
        tickets = [await desk.opened("urgent") for _ in range(40)]
        for ticket in tickets:
            await desk.becomes(ticket, "running")
        async with desk.ticking(shards=ALL_SHARDS), desk.ticking(shards=ALL_SHARDS):
            desk.pass_time(minutes=15, seconds=1)
            for ticket in tickets:
                await desk.becomes(ticket, "breached")
            await eventually(lambda: desk.timers.count_documents({}) == 0)
        for ticket in tickets[:3]:
            await desk.tells(ticket, "ClockStarted", "ClockWarned", "ClockBreached")
        assert {desk.store.load([f"{TENANT}/{ticket}"])[f"{TENANT}/{ticket}"].sequence for ticket in tickets} == {3}


async def test_shards_of_others_are_left_to_them(desk):
    async with desk.following():
        ticket = await desk.opened("urgent")
        other = await desk.opened("urgent")
        while shard(other) == shard(ticket):
            other = await desk.opened("urgent")
        await desk.becomes(other, "running")
        async with desk.ticking(shards={shard(ticket)}):
            desk.pass_time(minutes=15, seconds=1)
            await desk.becomes(ticket, "breached")
        assert (desk.clock(other).state, desk.timers_of(other)) == ("running", 2)


async def test_a_timer_that_is_ahead_of_its_clock_is_left_until_the_clock_is_there(desk):
    ahead = rules.opened("ticket-1", Facts(), Priority.URGENT, OPENED_AT, ALONE, Workload).clocks
    for write in writes_of(f"{TENANT}/ticket-1", None, ahead, OPENED_AT):
        desk.timers.insert_one({**write.document, "_id": write.id})
    async with desk.following(), desk.ticking(shards=ALL_SHARDS):
        ticket = await desk.opened("urgent")
        await desk.becomes(ticket, "running")
        desk.pass_time(minutes=15, seconds=1)
        await desk.becomes(ticket, "breached")
        await eventually(lambda: desk.timers_of(ticket) == 0)
    assert desk.timers_of("ticket-1") == 2
