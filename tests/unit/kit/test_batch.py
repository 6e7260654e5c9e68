"""What becomes of a message before anything is decided about it."""

from types import SimpleNamespace

from heliodesk.loyalty.v1 import events_pb2

from services.kit.aggregate import Kind
from services.kit.batch import decode
from services.kit.stream import Stream, on
from services.kit.topics import ACCOUNT
from tests.support.streams import event_record

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
