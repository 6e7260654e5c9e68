"""What a library may say."""

import logging

from services.kit.logs import Seldom


def record(name: str, template: str) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, __file__, 1, template, ("node-1",), None)


def test_a_library_says_the_same_thing_once_in_a_while_and_how_often_it_would_have(monkeypatch):
    now = 100.0
    monkeypatch.setattr("services.kit.logs.time.monotonic", lambda: now)
    seldom = Seldom()
    passed = [seldom.filter(record("aiokafka", "Unable to connect to %s")) for _ in range(1000)]
    assert passed.count(True) == 1
    assert seldom.filter(record("aiokafka", "Topic %s is gone")), "another thing is said at once"
    now += 11
    again = record("aiokafka", "Unable to connect to %s")
    assert seldom.filter(again) and again.times_left_out == 999
