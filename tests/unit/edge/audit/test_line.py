"""What a line of the audit says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from heliodesk.loyalty.v1 import content_service_pb2 as content
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from hypothesis import given
from hypothesis import strategies as st

from services.edge.audit.line import Line, Subject, first_id_at, subjects_of
from services.edge.contracts import bindings
from services.edge.identity.caller import CallerKind
from services.kit.ids import new_id

INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))


def line(id: str) -> Line:
    return Line(id, "kumo", CallerKind.SYSTEM, "key-1", "a.b.C.D", (), "203.0.113.9", "")


def id_at(milliseconds: int, rest: int) -> str:
    return str(UUID(int=milliseconds << 80 | 7 << 76 | (rest & (1 << 76) - 1)))


def test_its_instant_is_its_ids():
    before = datetime.now(UTC)
    at = line(new_id()).at
    assert before - timedelta(milliseconds=1) <= at <= datetime.now(UTC)


@given(INSTANTS, st.integers(0, 2**48 - 1), st.integers(0, 2**76 - 1))
def test_ids_are_on_the_side_of_an_instant_that_their_lines_are(instant, milliseconds, rest):
    milliseconds %= 253_370_764_800_000
    id = id_at(milliseconds, rest)
    assert (id >= first_id_at(instant)) == (line(id).at >= instant)


def test_subjects_are_the_ids_that_a_request_names():
    request = content.SubmitContentRequest(content_id="review-1", customer_id="lena", url="https://shop.example/1")
    assert subjects_of(request) == (Subject("content_id", "review-1"), Subject("customer_id", "lena"))


def test_an_id_within_a_message_is_told_by_its_path():
    request = ticketing.ReceiveMessageRequest(external_id="m-1", text="where is my parcel")
    getattr(request, "from").customer_id = "lena"
    assert Subject("from.customer_id", "lena") in subjects_of(request)
    assert "where is my parcel" not in str(subjects_of(request))


def test_a_subject_is_no_longer_than_an_id():
    (subject,) = subjects_of(ticketing.GetTicketRequest(ticket_id="x" * 100_000))
    assert len(subject.id) == 255


def test_no_call_names_what_was_said():
    for binding in bindings():
        for field in subjects_of(_filled(binding)):
            assert field.field.rpartition(".")[2].endswith("_id")


def _filled(binding):
    """With a text in each field that holds one."""
    request = binding.request()
    for field in request.DESCRIPTOR.fields:
        if field.cpp_type == field.CPPTYPE_STRING and not field.is_repeated:
            setattr(request, field.name, "said")
    return request
