from datetime import timedelta

from heliodesk.sla.v1 import service_pb2
from heliodesk.ticketing.v1 import types_pb2

from services.kit.convert import from_proto, to_proto
from services.kit.instants import from_timestamp
from services.sla.domain.standard import STANDARD
from services.sla.domain.story import Promises
from services.sla.domain.target import State, Target
from services.sla.domain.terms import Terms
from services.sla.domain.timeline import ALWAYS
from services.sla.domain.words import Priority
from services.sla.views import ClockFilter, ClockView, PolicyView
from tests.support.shifts import monday

OPENED_AT = monday("10:00")


def running() -> Target:
    (target,) = Promises.of(Priority.HIGH, OPENED_AT, Terms(STANDARD, {}, ())).targets
    return target


def shown(target: Target) -> service_pb2.Clock:
    return to_proto(ClockView.of("ticket-1", target, OPENED_AT + timedelta(hours=2)), service_pb2.Clock)


def test_a_clock_is_shown_as_it_stands_at_an_instant():
    clock = shown(running())
    assert (clock.state, clock.overdue) == (service_pb2.CLOCK_STATE_RUNNING, True)
    assert from_timestamp(clock.due_at) == OPENED_AT + timedelta(hours=1)
    assert not clock.HasField("met_at")


def test_a_promise_that_was_kept_is_not_overdue_any_more():
    clock = shown(running().met(OPENED_AT))
    assert (clock.state, clock.overdue) == (service_pb2.CLOCK_STATE_MET, False)
    assert from_timestamp(clock.met_at) == OPENED_AT


def test_a_clock_in_a_pause_has_no_due_instant():
    clock = shown(running().held(OPENED_AT + timedelta(minutes=5), ALWAYS))
    assert (clock.state, clock.overdue) == (service_pb2.CLOCK_STATE_PAUSED, False)
    assert not clock.HasField("due_at") and not clock.HasField("warn_at")


def test_the_policy_is_shown_in_seconds_and_percent():
    policy = to_proto(PolicyView.of(STANDARD), service_pb2.GetPolicyResponse)

    assert (policy.policy, policy.warn_percent) == ("standard-1", 80)
    assert {target.priority: target.first_response_seconds for target in policy.targets} == {
        types_pb2.PRIORITY_URGENT: 900,
        types_pb2.PRIORITY_HIGH: 3600,
        types_pb2.PRIORITY_NORMAL: 14400,
        types_pb2.PRIORITY_LOW: 28800,
    }


def test_a_list_is_asked_for_one_state_or_for_all():
    breached = service_pb2.ListClocksRequest(state=service_pb2.CLOCK_STATE_BREACHED)

    assert from_proto(breached, ClockFilter).state is State.BREACHED
    assert from_proto(service_pb2.ListClocksRequest(), ClockFilter).state is None
