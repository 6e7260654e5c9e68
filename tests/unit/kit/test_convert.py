"""What a dataclass says, its message, its document and its JSON say too."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import orjson
import pytest
from bson import decode, encode
from google.protobuf.timestamp_pb2 import Timestamp
from heliodesk.commerce.v1 import events_pb2 as commerce
from heliodesk.commerce.v1 import service_pb2 as commerce_calls
from heliodesk.ticketing.v1 import service_pb2 as ticketing_calls
from heliodesk.ticketing.v1 import types_pb2 as ticketing
from hypothesis import given
from hypothesis import strategies as st

from services.kit import instants
from services.kit.convert import (
    Mismatch,
    from_document,
    from_json,
    from_proto,
    to_document,
    to_json,
    to_proto,
    to_terse_document,
)
from services.kit.errors import Refused
from services.kit.money import Money


class Channel(StrEnum):
    EMAIL = "email"
    WEB_FORM = "web_form"


class TicketStatus(StrEnum):
    NEW = "new"
    ON_HOLD = "on_hold"


@dataclass(frozen=True, slots=True)
class Ticket:
    ticket_id: str
    channel: Channel
    status: TicketStatus | None
    assignee_id: str | None
    opened_at: datetime
    solved_at: datetime | None
    message_count: int = 0


@dataclass(frozen=True, slots=True)
class OrderLine:
    line_id: str
    sku: str
    quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    order_id: str
    total: Money
    lines: tuple[OrderLine, ...]
    placed_at: datetime


instant = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))
words = st.text(st.characters(codec="utf-8"))
money = st.builds(Money, st.integers(-(2**63), 2**63 - 1), st.sampled_from(["EUR", "JPY", "KWD"]))
tickets = st.builds(
    Ticket,
    ticket_id=words,
    assignee_id=st.none() | words.filter(bool),
    opened_at=instant,
    solved_at=st.none() | instant,
    message_count=st.integers(0, 2**32 - 1),
)
lines = st.builds(OrderLine, line_id=words, sku=words, quantity=st.integers(0, 2**32 - 1), unit_price=money)
orders = st.builds(
    OrderPlaced, order_id=words, total=money, lines=st.lists(lines, max_size=3).map(tuple), placed_at=instant
)
pairs = tickets.map(lambda one: (one, ticketing.Ticket)) | orders.map(lambda one: (one, commerce.OrderPlaced))


@given(pairs)
def test_a_message_gives_back_what_it_was_made_of(pair):
    value, message_class = pair
    sent = to_proto(value, message_class).SerializeToString()
    assert from_proto(message_class.FromString(sent), type(value)) == value


@given(pairs)
def test_a_document_gives_back_what_it_was_made_of(pair):
    value, _ = pair
    for write in (to_document, to_terse_document):
        stored = decode(encode(write(value)))
        assert from_document(stored, type(value)) == value


@given(pairs)
def test_json_gives_back_the_message_that_it_was_made_of(pair):
    value, message_class = pair
    message = to_proto(value, message_class)
    assert from_json(orjson.loads(orjson.dumps(to_json(message))), message_class) == message


@given(instant, instant)
def test_instants_in_documents_sort_as_time_does(left, right):
    assert (instants.to_text(left) < instants.to_text(right)) == (left < right)
    assert len(instants.to_text(left)) == 27


def test_an_instant_of_another_zone_is_stored_in_utc():
    there = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=9)))
    assert instants.to_text(there) == "2026-03-02T00:00:00.000000Z"
    assert instants.from_text("2026-03-02T09:00:00+09:00") == there


@pytest.mark.parametrize("convert", [instants.to_text, instants.to_timestamp])
def test_a_naive_datetime_is_refused(convert):
    with pytest.raises((ValueError, TypeError)):
        convert(datetime(2026, 3, 2))


def test_enums_go_by_their_short_names_and_none_is_unspecified():
    message = to_proto(
        Ticket("t", Channel.WEB_FORM, TicketStatus.ON_HOLD, None, datetime.now(UTC), None), ticketing.Ticket
    )
    assert message.channel == ticketing.CHANNEL_WEB_FORM
    assert message.status == ticketing.TICKET_STATUS_ON_HOLD
    assert to_json(message)["status"] == "on_hold"
    message.status = ticketing.TICKET_STATUS_UNSPECIFIED
    assert from_proto(message, Ticket).status is None
    assert to_json(message)["status"] is None


def test_a_message_that_lacks_what_must_be_there_is_refused_by_its_field():
    with pytest.raises(Refused) as refused:
        from_proto(ticketing.Ticket(channel=ticketing.CHANNEL_EMAIL), Ticket)
    assert [(one.field, one.reason) for one in refused.value.violations] == [("opened_at", "REQUIRED")]
    with pytest.raises(Refused) as refused:
        from_proto(ticketing.Ticket(channel=ticketing.CHANNEL_SOCIAL), Ticket)
    assert refused.value.reason == "UNKNOWN_VALUE"


def test_a_document_may_lack_what_has_a_default_and_hold_what_is_not_known_yet():
    document = to_document(Ticket("t", Channel.EMAIL, None, None, datetime(2026, 3, 2, tzinfo=UTC), None, 4))
    del document["message_count"]
    assert from_document(document | {"of_tomorrow": 1}, Ticket).message_count == 0


def test_a_terse_document_leaves_out_what_the_defaults_say():
    ticket = Ticket("t", Channel.EMAIL, None, None, datetime(2026, 3, 2, tzinfo=UTC), None)
    assert "message_count" in to_document(ticket)
    assert "message_count" not in to_terse_document(ticket)


@pytest.mark.parametrize("wrong", [{"ticket_id": None}, {"ticket_id": 5}, {"message_count": "5"}, {"channel": "fax"}])
def test_a_document_with_a_wrong_value_is_not_bent_into_shape(wrong):
    document = to_document(Ticket("t", Channel.EMAIL, None, None, datetime(2026, 3, 2, tzinfo=UTC), None))
    with pytest.raises((TypeError, ValueError)):
        from_document(document | wrong, Ticket)


@dataclass
class Promise:
    target: timedelta
    reached: tuple[timedelta, ...] = ()


def test_durations_in_documents_are_exact():
    promise = Promise(timedelta(hours=4, microseconds=1), (timedelta(0),))
    assert to_document(promise) == {"target": 14_400_000_001, "reached": [0]}
    assert from_document(to_document(promise), Promise) == promise


@dataclass
class Sender:
    address: str


@dataclass
class Received:
    from_: Sender
    text: str


def test_a_field_may_have_a_name_that_python_keeps_for_itself():
    received = Received(Sender("yuki@example.jp"), "こんにちは")
    message = to_proto(received, ticketing_calls.ReceiveMessageRequest)
    assert to_json(message)["from"]["address"] == "yuki@example.jp"
    assert from_proto(message, Received) == received


@dataclass
class OfNoField:
    ticket_number: str


@dataclass
class OfAnotherType:
    message_count: str


@dataclass
class OfAnotherEnum:
    status: Channel


@dataclass
class OfMany:
    ticket_id: tuple[str, ...]


@dataclass
class OfText:
    opened_at: str


@pytest.mark.parametrize("cls", [OfNoField, OfAnotherType, OfAnotherEnum, OfMany, OfText])
def test_classes_that_do_not_fit_are_found_at_the_first_value(cls):
    with pytest.raises(Mismatch):
        from_proto(ticketing.Ticket(), cls)


def test_of_a_oneof_only_the_field_that_is_set_is_there():
    message = commerce_calls.RecordOrderFactRequest(order_id="o", delivered=commerce_calls.Delivered())
    written = to_json(message)
    assert written["delivered"] == {}
    assert not {"placed", "paid", "refunded"} & set(written)
    assert from_json(written, commerce_calls.RecordOrderFactRequest) == message


def test_an_instant_in_json_may_stand_in_any_zone():
    message = from_json({"sent_at": "2026-03-02t09:30:00.5+01:00"}, ticketing_calls.ReceiveMessageRequest)
    assert message.sent_at == Timestamp(seconds=1772440200, nanos=500_000_000)


@pytest.mark.parametrize(
    ("value", "field", "reason"),
    [
        ([], "", "WRONG_TYPE"),
        ({"colour": 1}, "colour", "UNKNOWN_FIELD"),
        ({"text": 5}, "text", "WRONG_TYPE"),
        ({"text": "\ud800"}, "text", "MALFORMED"),
        ({"channel": "fax"}, "channel", "UNKNOWN_VALUE"),
        ({"channel": 1}, "channel", "UNKNOWN_VALUE"),
        ({"from": "me"}, "from", "WRONG_TYPE"),
        ({"from": {"address": True}}, "from.address", "WRONG_TYPE"),
        ({"sent_at": "2026-02-30T00:00:00Z"}, "sent_at", "INVALID_INSTANT"),
        ({"sent_at": "2026-03-02"}, "sent_at", "INVALID_INSTANT"),
        ({"sent_at": "0001-01-01T00:00:00+23:59"}, "sent_at", "INVALID_INSTANT"),
    ],
)
def test_json_that_the_contract_does_not_know_is_refused_by_its_field(value, field, reason):
    with pytest.raises(Refused) as refused:
        from_json(value, ticketing_calls.ReceiveMessageRequest)
    assert [(one.field, one.reason) for one in refused.value.violations] == [(field, reason)]


def test_every_wrong_field_is_told_at_once():
    line = {"quantity": -1, "unit_price": {"minor_units": 2**63}}
    with pytest.raises(Refused) as refused:
        from_json({"placed": {"lines": [line, 3]}, "paid": {}}, commerce_calls.RecordOrderFactRequest)
    assert [(one.field, one.reason) for one in refused.value.violations] == [
        ("placed.lines.0.quantity", "OUT_OF_RANGE"),
        ("placed.lines.0.unit_price.minor_units", "OUT_OF_RANGE"),
        ("placed.lines.1", "WRONG_TYPE"),
        ("paid", "ONE_TOO_MANY"),
    ]


def test_a_whole_number_is_an_integer_however_it_is_written():
    line = {"quantity": 2.0}
    message = from_json({"placed": {"lines": [line]}}, commerce_calls.RecordOrderFactRequest)
    assert message.placed.lines[0].quantity == 2
    with pytest.raises(Refused):
        from_json({"placed": {"lines": [{"quantity": 2.5}]}}, commerce_calls.RecordOrderFactRequest)
