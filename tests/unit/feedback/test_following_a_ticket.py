from datetime import UTC, datetime, timedelta

import pytest
from heliodesk.ticketing.v1 import events_pb2, types_pb2

from services.feedback.handlers import answer_survey, offer_survey
from services.kit.envelope import Envelope
from services.kit.errors import RefusalKind, Refused
from services.kit.stream import Context

SOLVED_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
READ_AT = SOLVED_AT + timedelta(minutes=5)


def status_changed(to: int) -> events_pb2.TicketStatusChanged:
    return events_pb2.TicketStatusChanged(ticket_id="ticket-1", customer_id="cust-1", to=to)


def context() -> Context:
    event_type = events_pb2.TicketStatusChanged.DESCRIPTOR.full_name
    return Context(Envelope("1", event_type, "heliodesk/ticketing", "ticket-1", SOLVED_AT, "kumo", 7), READ_AT)


def test_the_survey_is_offered_as_of_when_the_ticket_was_solved_not_of_when_that_was_read():
    change = offer_survey(None, status_changed(types_pb2.TICKET_STATUS_SOLVED), context())

    assert change.at == SOLVED_AT
    assert change.state.offered_at == SOLVED_AT
    assert [type(event).__name__ for event in change.events] == ["SurveyOffered"]


@pytest.mark.parametrize("status", ["NEW", "OPEN", "PENDING", "ON_HOLD", "CLOSED"])
def test_no_other_status_offers_a_survey(status):
    to = types_pb2.TicketStatus.Value(f"TICKET_STATUS_{status}")

    assert offer_survey(None, status_changed(to), context()) is None


def test_a_ticket_solved_twice_has_one_survey():
    solved = status_changed(types_pb2.TICKET_STATUS_SOLVED)
    survey = offer_survey(None, solved, context()).state

    assert offer_survey(survey, solved, context()) is None


def test_a_ticket_without_a_survey_takes_no_answer():
    with pytest.raises(Refused) as refused:
        answer_survey(5, "", READ_AT)(None)

    assert (refused.value.reason, refused.value.kind) == ("NO_SURVEY", RefusalKind.NOT_FOUND)
