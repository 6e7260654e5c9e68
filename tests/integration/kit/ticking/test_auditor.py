"""What goes wrong with timers is found, counted and repaired."""

from __future__ import annotations

from datetime import datetime, timedelta

from prometheus_client import REGISTRY

from services.kit.ticking.auditor import overdue_query
from tests.support.streams import eventually
from tests.support.tower import NOON, running

LATER = timedelta(seconds=10)
AUDITED_AT = "heliodesk_timers_audited_timestamp_seconds"


def figure(name: str) -> float:
    return REGISTRY.get_sample_value(name, {"name": "bell"}) or 0.0


async def test_a_timer_that_was_taken_out_behind_its_back_is_put_back_and_rings(tower):
    repaired = figure("heliodesk_timers_repaired_total")
    bell, other = tower.hang(1, NOON + LATER), tower.hang(2, NOON + LATER)
    tower.database.bell_timers.delete_one({"aggregate_id": bell})
    async with tower.ticking():
        tower.pass_time(seconds=10)
        await eventually(lambda: tower.struck(other))
        async with running(tower.auditor(tower.tick, every=0.05).run):
            tower.pass_time(seconds=59)
            await eventually(lambda: figure(AUDITED_AT) == tower.time.now().timestamp())
            assert not tower.struck(bell)
            tower.pass_time(seconds=1)
            await eventually(lambda: tower.struck(bell))
            await eventually(lambda: tower.timers_left == 0)
            await eventually(lambda: figure("heliodesk_timers_unfired") == 0)
    assert figure("heliodesk_timers_repaired_total") == repaired + 1
    assert tower.struck(other) == 1


async def test_what_nobody_rang_is_rung_and_counted(tower):
    bells = [tower.hang(number, NOON) for number in range(5)]
    tower.pass_time(seconds=60)
    assert await tower.auditor(tower.tick).audit() == 5
    assert figure("heliodesk_timers_unfired") == 5
    assert figure(AUDITED_AT) == tower.time.now().timestamp()
    assert [tower.struck(bell) for bell in bells] == [1] * 5
    assert await tower.auditor(tower.tick).audit() == 0
    assert figure("heliodesk_timers_unfired") == 0


async def test_what_is_a_little_late_is_left_to_the_tick(tower):
    bell = tower.hang(1, NOON)
    tower.pass_time(seconds=59)
    assert await tower.auditor(tower.tick).audit() == 0
    assert not tower.struck(bell)


async def test_what_waits_for_its_source_is_not_late(tower):
    tower.rules.certain = True
    bell = tower.hang(1, NOON)
    tower.pass_time(hours=1)
    assert await tower.auditor(tower.make_tick(tower.unread())).audit() == 0
    assert not tower.struck(bell)


async def test_a_timer_that_is_left_over_is_no_fault(tower):
    bell = tower.hang(1, NOON)
    tower.database.bells.delete_one({"_id": bell})
    tower.pass_time(hours=1)
    assert await tower.auditor(tower.tick).audit() == 0


async def test_shards_of_others_are_audited_by_them(tower):
    late, missing = tower.hang(1, NOON), tower.hang(4, NOON)
    tower.database.bell_timers.delete_one({"aggregate_id": missing})
    tower.pass_time(hours=1)
    tower.tick.own({0, 2})
    assert await tower.auditor(tower.tick).audit() == 0
    assert (tower.struck(late), tower.timers_left) == (0, 1)
    tower.tick.own({1})
    assert await tower.auditor(tower.tick).audit() == 2


async def test_an_aggregate_that_wants_nothing_is_not_looked_at(tower):
    bell = tower.hang(1, NOON)
    tower.pass_time(seconds=60)
    await tower.auditor(tower.tick).audit()
    assert tower.struck(bell) == 1
    assert tower.database.bells.count_documents(overdue_query(tower.time.now() + timedelta(days=9))) == 0


def test_an_audit_costs_what_is_wrong_not_what_is_there(tower):
    for number in range(300):
        tower.hang(number, NOON + timedelta(days=1))
    tower.hang(300, NOON)
    found = tower.database.bells.find(overdue_query(datetime(2026, 3, 2, 13, tzinfo=NOON.tzinfo)))
    plan = found.sort("state.next_at", 1).explain()
    assert "IXSCAN" in str(plan["queryPlanner"]["winningPlan"]), plan
    assert plan["executionStats"]["totalDocsExamined"] == 1
