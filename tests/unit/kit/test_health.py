"""Readiness is the sum of the parts; liveness is progress."""

import threading

from prometheus_client import REGISTRY

from services.kit import health as health_module
from services.kit.health import Health


def test_a_process_is_ready_when_every_part_is():
    health = Health()
    health.starting("kafka")
    health.starting("store")
    assert health.report() == {"ready": False, "reasons": {"kafka": "starting", "store": "starting"}}
    health.ok("kafka")
    assert not health.ready()
    health.ok("store")
    assert health.report() == {"ready": True, "reasons": {}}


def test_a_part_that_fails_says_why_and_the_process_stays_alive():
    health = Health()
    health.failing("consumer", "9 of 10 events fail")
    assert health.report() == {"ready": False, "reasons": {"consumer": "9 of 10 events fail"}}
    assert health.alive()


def test_prometheus_sees_the_part_that_can_not_work():
    def not_ready():
        return REGISTRY.get_sample_value("heliodesk_part_not_ready", {"part": "oven"})

    health = Health()
    health.failing("oven", "the door is open")
    assert not_ready() == 1
    health.ok("oven")
    assert not_ready() == 0


def test_a_loop_that_no_longer_beats_costs_the_process_its_life(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(health_module.time, "monotonic", lambda: now)
    health = Health()
    health.beat("consumer", within=60)
    now += 59
    assert health.alive()
    now += 2
    assert health.stuck() == ["consumer"]
    health.beat("consumer", within=60)
    assert health.alive()


def test_a_loop_that_ended_as_it_should_is_not_missed(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(health_module.time, "monotonic", lambda: now)
    health = Health()
    health.beat("consumer", within=1)
    health.ended("consumer")
    now += 100
    assert health.alive()


def test_listeners_hear_of_the_state_and_of_every_change_until_they_leave():
    health, heard = Health(), []
    leave = health.on_change(heard.append)
    health.failing("store", "away")
    health.failing("store", "away")
    health.ok("store")
    leave()
    health.failing("store", "away")
    assert heard == [True, False, True]


def test_parts_may_change_in_many_threads_at_once():
    health = Health()

    def change(name: str) -> None:
        for _ in range(500):
            health.failing(name, "away")
            health.ok(name)

    threads = [threading.Thread(target=change, args=(f"part-{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert health.report() == {"ready": True, "reasons": {}}
