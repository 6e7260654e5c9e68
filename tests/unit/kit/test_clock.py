"""Every process takes its time from one clock."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.kit.clock import HeldClock, ScaledClock, SystemClock, from_setting

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def asleep(clock: HeldClock, count: int) -> None:
    while clock.sleepers < count:
        await asyncio.sleep(0)


async def test_a_held_clock_stands_still_until_it_is_moved_on():
    clock = HeldClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)


async def test_sleepers_of_a_held_clock_wake_in_the_order_of_their_instants():
    clock, woken = HeldClock(NOON), []

    async def sleeper(minutes: int) -> None:
        await clock.sleep_until(NOON + timedelta(minutes=minutes))
        woken.append(minutes)

    tasks = [asyncio.create_task(sleeper(minutes)) for minutes in (30, 10, 20, 40)]
    await asleep(clock, 4)
    clock.advance(timedelta(minutes=30))
    await asyncio.gather(*tasks[:3])
    assert woken == [10, 20, 30]
    assert clock.sleepers == 1
    clock.advance(timedelta(minutes=10))
    await tasks[3]


async def test_an_instant_that_has_passed_needs_no_waiting():
    await HeldClock(NOON).sleep_until(NOON)
    await SystemClock().sleep_until(NOON - timedelta(days=36500))


async def test_a_cancelled_sleeper_is_not_woken():
    clock = HeldClock(NOON)
    task = asyncio.create_task(clock.sleep(60))
    await asleep(clock, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert clock.sleepers == 0
    clock.advance(timedelta(hours=1))


def test_time_of_a_held_clock_does_not_go_back():
    with pytest.raises(ValueError, match="doesn't go back"):
        HeldClock(NOON).advance(timedelta(seconds=-1))


def test_a_scaled_clock_runs_fast_from_its_epoch_on():
    epoch = datetime.now(UTC) - timedelta(seconds=10)
    ahead = (ScaledClock(epoch, 720).now() - epoch).total_seconds()
    assert 7200 <= ahead < 7200 + 720


def test_two_clocks_of_one_setting_agree():
    setting = f"{datetime.now(UTC).isoformat()},720"
    first, second = from_setting(setting), from_setting(setting)
    before = first.now()
    between = second.now()
    assert before <= between <= first.now()


async def test_a_scaled_clock_sleeps_in_its_own_seconds():
    clock = ScaledClock(datetime.now(UTC), 10_000)
    due = clock.now() + timedelta(minutes=5)
    async with asyncio.timeout(5):
        await clock.sleep_until(due)
        await clock.sleep(60)
    assert clock.now() >= due + timedelta(seconds=60)


def test_the_zone_of_an_epoch_does_not_matter():
    there = datetime(2026, 3, 2, 21, tzinfo=timezone(timedelta(hours=9)))
    assert abs(ScaledClock(there, 2).now() - ScaledClock(NOON, 2).now()) < timedelta(seconds=1)


@pytest.mark.parametrize("text", [None, ""])
def test_without_a_setting_it_is_the_wall_clock(text):
    assert isinstance(from_setting(text), SystemClock)


@pytest.mark.parametrize(
    "text", ["2026-03-02T00:00:00Z", "2026-03-02T00:00:00,2", "x,2", "2026-03-02T00:00:00Z,0", "2026-03-02T00:00:00Z,x"]
)
def test_a_setting_that_is_no_clock_is_refused(text):
    with pytest.raises(ValueError):
        from_setting(text)
