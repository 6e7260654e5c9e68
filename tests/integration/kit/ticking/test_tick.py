"""What every service's tick does, whatever its timers are about."""

from __future__ import annotations

from datetime import timedelta

from tests.support.streams import eventually
from tests.support.tower import NOON


async def test_each_rings_at_its_instant_and_is_taken_out(tower):
    first, second = tower.hang(1, NOON + timedelta(seconds=10)), tower.hang(2, NOON + timedelta(seconds=20))
    async with tower.ticking():
        tower.pass_time(seconds=10)
        await eventually(lambda: tower.struck(first))
        assert not tower.struck(second)
        tower.pass_time(seconds=10)
        await eventually(lambda: tower.struck(second))
        await eventually(lambda: tower.timers_left == 0)
    assert tower.rules.rung == [(first, 0.0), (second, 0.0)]


async def test_what_a_timer_sets_anew_is_known_at_once_though_nobody_tells_of_it(tower):
    bell = tower.hang(1, NOON + timedelta(seconds=1), strikes=5, every=1)
    async with tower.ticking():
        for strikes in range(1, 6):
            tower.pass_time(seconds=1)
            await eventually(lambda strikes=strikes: tower.struck(bell) == strikes, within=5)
    assert tower.rules.rung == [(bell, 0.0)] * 5


async def test_what_should_have_rung_long_ago_rings_as_often_as_it_should_have(tower):
    bell = tower.hang(1, NOON - timedelta(hours=1), strikes=4)
    async with tower.ticking():
        await eventually(lambda: tower.struck(bell) == 4, within=5)
        await eventually(lambda: tower.timers_left == 0)


async def test_a_timer_that_waits_for_somebody_is_tried_again_and_holds_up_no_other(tower):
    waiting, ready = tower.hang(1, NOON), tower.hang(4, NOON)
    tower.rules.waiting = {waiting}
    async with tower.ticking():
        await eventually(lambda: tower.struck(ready))
        assert not tower.struck(waiting)
        tower.rules.waiting = set()
        await eventually(lambda: tower.struck(waiting), within=5)


async def test_while_the_kafka_of_the_source_is_away_nothing_rings(tower):
    bell = tower.hang(1, NOON - timedelta(seconds=1))
    tower.tick = tower.make_tick(tower.unread())
    async with tower.ticking():
        await eventually(lambda: "Kafka is away" in tower.health.report()["reasons"].get("bell.tick", ""))
    assert not tower.struck(bell)
