"""What a consumer measures of its own work."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from heliodesk.loyalty.v1 import events_pb2
from prometheus_client import REGISTRY

from services.kit.observing import Observing

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TYPE = "heliodesk.loyalty.v1.PointsRedeemed"


@pytest.fixture
def group(request):
    """Of its own for each test: metrics are the process's."""
    return request.node.name


@pytest.fixture
def observing(group):
    return Observing(group, SimpleNamespace(now=lambda: NOON))


def task(happened_at=NOON, type_name=TYPE, event=True):
    envelope = SimpleNamespace(type=type_name, time=happened_at)
    return SimpleNamespace(envelope=envelope, type=type_name, event=events_pb2.PointsRedeemed() if event else None)


def measured(name, **labels):
    return REGISTRY.get_sample_value(name, {label: str(value) for label, value in labels.items()})


def test_an_event_counts_by_what_became_of_it(group, observing):
    done, failed, waiting = task(), task(), task()
    observing.batch([done, failed, waiting], [failed], [waiting])
    for outcome in ("done", "failed", "gap"):
        assert measured("heliodesk_consumer_events_total", group=group, type=TYPE, outcome=outcome) == 1
    assert measured("heliodesk_batch_events_sum", group=group) == 3


def test_its_latency_is_the_time_since_it_happened_once_it_is_done(group, observing):
    done, failed = task(NOON - timedelta(seconds=3)), task(NOON - timedelta(hours=1))
    observing.batch([done, failed], [failed], [])
    assert measured("heliodesk_event_latency_seconds_count", group=group) == 1
    assert measured("heliodesk_event_latency_seconds_sum", group=group) == 3.0


def test_an_event_from_a_clock_that_is_ahead_took_no_time(group, observing):
    observing.batch([task(NOON + timedelta(seconds=3))], [], [])
    assert measured("heliodesk_event_latency_seconds_sum", group=group) == 0.0


def test_a_type_that_nobody_knows_is_no_label_of_its_own(group, observing):
    stranger = task(type_name="made.up.42", event=False)
    observing.batch([stranger], [stranger], [])
    assert measured("heliodesk_consumer_events_total", group=group, type="unreadable", outcome="failed") == 1
    assert measured("heliodesk_consumer_events_total", group=group, type="made.up.42", outcome="failed") is None


def test_a_batch_says_where_its_time_went(group, observing):
    observing.stages(Counter(load=0.25, save=0.5))
    assert measured("heliodesk_batch_stage_seconds_sum", group=group, stage="save") == 0.5


def test_the_lag_of_a_partition_ends_with_its_ownership(group, observing):
    ours, others = TopicPartition("t", 0), TopicPartition("t", 1)
    consumer = SimpleNamespace(highwater=lambda partition: 10)
    observing.lag(consumer, [ours, others], {ours: 7, others: 10})
    assert measured("heliodesk_consumer_lag", group=group, topic="t", partition=0) == 3
    observing.revoked([ours])
    assert measured("heliodesk_consumer_lag", group=group, topic="t", partition=0) is None
    assert measured("heliodesk_consumer_lag", group=group, topic="t", partition=1) == 0
