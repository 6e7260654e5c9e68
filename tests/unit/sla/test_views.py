from datetime import UTC, datetime, timedelta

from heliodesk.sla.v1 import service_pb2
from heliodesk.ticketing.v1 import types_pb2

from services.kit.convert import from_proto, to_proto
from services.kit.instants import from_timestamp
from services.sla.domain.promise import STANDARD, ClockState, Priority, respond, start
from services.sla.views import ClockFilter, ClockView, PolicyView

OPENED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_clock_is_shown_as_it_stands_at_an_instant():
    clock = start(None, "ticket-1", Priority.HIGH, OPENED_AT, STANDARD).clock

    shown = to_proto(ClockView.of(clock, OPENED_AT + timedelta(hours=2)), service_pb2.Clock)

    assert (shown.state, shown.overdue) == (service_pb2.CLOCK_STATE_RUNNING, True)
    assert from_timestamp(shown.due_at) == OPENED_AT + timedelta(hours=1)
    assert not shown.HasField("met_at")


def test_a_promise_that_was_kept_is_not_overdue_any_more():
    clock = start(None, "ticket-1", Priority.HIGH, OPENED_AT, STANDARD).clock
    met = respond(clock, OPENED_AT).clock

    shown = to_proto(ClockView.of(met, OPENED_AT + timedelta(hours=2)), service_pb2.Clock)

    assert (shown.state, shown.overdue) == (service_pb2.CLOCK_STATE_MET, False)
    assert from_timestamp(shown.met_at) == OPENED_AT


def test_the_policy_is_shown_in_seconds_and_percent():
    shown = to_proto(PolicyView.of(STANDARD), service_pb2.GetPolicyResponse)

    assert (shown.policy, shown.warn_percent) == ("standard-1", 80)
    assert {target.priority: target.first_response_seconds for target in shown.targets} == {
        types_pb2.PRIORITY_URGENT: 900,
        types_pb2.PRIORITY_HIGH: 3600,
        types_pb2.PRIORITY_NORMAL: 14400,
        types_pb2.PRIORITY_LOW: 28800,
    }


def test_a_list_is_asked_for_one_state_or_for_all():
    breached = service_pb2.ListClocksRequest(state=service_pb2.CLOCK_STATE_BREACHED)

    assert from_proto(breached, ClockFilter).state is ClockState.BREACHED
    assert from_proto(service_pb2.ListClocksRequest(), ClockFilter).state is None
