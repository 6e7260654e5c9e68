"""What becomes of a message before anything is decided about it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from heliodesk.loyalty.v1 import events_pb2
from prometheus_client import REGISTRY

from services.kit.aggregate import Kind, Outcome, Verdict
from services.kit.batch import decode, run
from services.kit.errors import Refused
from services.kit.stream import Stream, on
from services.kit.topics import ACCOUNT
from tests.support.streams import event_record

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DRAWS = Kind(name="draw", collection="draws", state=dict, parts="entries")
STREAM = Stream(
    "draws",
    [
        on(
            events_pb2.PointsRedeemed,
            DRAWS,
            lambda state, event, context: None,
            route=lambda event: event.draw_id,
            part=lambda event, envelope: event.redemption_id,
        )
    ],
)


def decoded(event):
    record = event_record(ACCOUNT.name, event, "lena", 1, tenant="shop")
    return decode(STREAM, SimpleNamespace(topic=record.topic, headers=record.headers, value=record.value))


def test_an_event_is_folded_into_the_aggregate_that_its_route_names():
    task = decoded(events_pb2.PointsRedeemed(draw_id="spring", redemption_id="r-1"))
    assert (task.aggregate_id, task.kind, task.part, task.refusal) == ("shop/spring", DRAWS, "r-1", None)


def test_an_event_whose_route_names_nothing_is_passed_over():
    task = decoded(events_pb2.PointsRedeemed(reward_id="mug", redemption_id="r-2"))
    assert (task.aggregate_id, task.kind, task.route, task.part, task.refusal) == ("", None, None, None, None)


class Handled:
    """A store that decides on new aggregates, and keeps nothing."""

    def run(self, works, stages):
        return [self._outcome(work) for work in works], []

    def _outcome(self, work):
        try:
            work.decide(None)
        except Refused as refusal:
            return Outcome(Verdict.REFUSED, None, refusal=refusal)
        return Outcome(Verdict.UNCHANGED, None)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(None, "decided"), (Refused("NO_DRAW", "there is none"), "refused"), (KeyError("x"), "crashed")],
    ids=["decided", "refused", "crashed"],
)
def test_a_handler_is_timed_by_what_became_of_it(fault, outcome):
    def enter(state, event, context):
        if fault is not None:
            raise fault

    enter.__module__ = "services.raffle.handlers"
    stream = Stream("draws", [on(events_pb2.PointsRedeemed, DRAWS, enter, route=lambda event: event.draw_id)])
    record = event_record(ACCOUNT.name, events_pb2.PointsRedeemed(draw_id="spring"), "lena", 1, tenant="shop")
    labels = {"service": "raffle", "handler": "enter", "outcome": outcome}
    before = REGISTRY.get_sample_value("heliodesk_handler_seconds_count", labels) or 0
    task = decode(stream, SimpleNamespace(topic=record.topic, headers=record.headers, value=record.value))
    run([task], {"draw": Handled()}, NOON)
    assert REGISTRY.get_sample_value("heliodesk_handler_seconds_count", labels) == before + 1
