"""The rules of the contracts, as a message meets them."""

import pytest
from heliodesk.commerce.v1 import events_pb2 as commerce_events
from heliodesk.commerce.v1 import service_pb2 as commerce
from heliodesk.common.v1 import types_pb2 as common
from heliodesk.feedback.v1 import service_pb2 as feedback
from heliodesk.loyalty.v1 import service_pb2 as loyalty
from heliodesk.ticketing.v1 import service_pb2 as ticketing
from heliodesk.ticketing.v1 import types_pb2
from hypothesis import given
from hypothesis import strategies as st

from services.kit.known import known_country, known_language, known_zone
from services.kit.rules import check

EUR = common.Money(minor_units=1999, currency="EUR")


def received(**changes) -> ticketing.ReceiveMessageRequest:
    sender = types_pb2.Sender(address="yuki@example.jp")
    fine = {"channel": 1, "thread": "t-1", "external_id": "m-1", "from": sender, "text": "Wo ist mein Paket?"}
    return ticketing.ReceiveMessageRequest(**(fine | changes))


def placed(**changes) -> commerce.RecordOrderFactRequest:
    line = commerce_events.OrderLine(line_id="1", sku="MUG", quantity=1, unit_price=EUR)
    fine = {"customer_id": "cust-1", "country": "DE", "lines": [line], "total": EUR}
    return commerce.RecordOrderFactRequest(order_id="o-1", fact_id="f-1", placed=commerce.Placed(**(fine | changes)))


def broken(message) -> list[tuple[str, str]]:
    return [(one.field, one.reason) for one in check(message)]


def test_a_message_that_meets_its_rules_breaks_none():
    assert broken(received()) == []
    assert broken(placed()) == []


def test_what_is_not_set_binds_nobody_but_the_required():
    assert broken(ticketing.ReceiveMessageRequest()) == [
        (field, "REQUIRED") for field in ("channel", "thread", "external_id", "from", "text")
    ]


@pytest.mark.parametrize(
    ("message", "field", "reason"),
    [
        (received(text=""), "text", "REQUIRED"),
        (received(text="x" * 65537), "text", "TOO_LONG"),
        (received(thread="a/b"), "thread", "MALFORMED"),
        (received(thread="a\n"), "thread", "MALFORMED"),
        (received(channel=99), "channel", "UNKNOWN_VALUE"),
        (received(priority=99), "priority", "UNKNOWN_VALUE"),
        (received(**{"from": types_pb2.Sender()}), "from.address", "REQUIRED"),
        (received(sent_at={"seconds": 253402300800}), "sent_at", "INVALID_INSTANT"),
        (received(sent_at={"nanos": -1}), "sent_at", "INVALID_INSTANT"),
        (ticketing.GetTicketRequest(ticket_id="7"), "ticket_id", "NOT_A_UUID"),
        (
            feedback.AnswerSurveyRequest(survey_id="0" * 8 + "-0000-7000-8000-" + "0" * 12, score=6),
            "score",
            "TOO_GREAT",
        ),
        (loyalty.ListAccountsRequest(page_size=-1), "page_size", "TOO_SMALL"),
        (placed(country="de"), "placed.country", "UNKNOWN_COUNTRY"),
        (placed(lines=[]), "placed.lines", "REQUIRED"),
        (placed(total=None), "placed.total", "REQUIRED"),
        (placed(total=common.Money(minor_units=1, currency="EUX")), "placed.total.currency", "UNKNOWN_CURRENCY"),
        (commerce.RecordOrderFactRequest(order_id="o", fact_id="f"), "fact", "REQUIRED"),
    ],
)
def test_a_broken_rule_is_told_by_its_field(message, field, reason):
    assert broken(message) == [(field, reason)]


def test_too_many_items_are_told_once():
    line = commerce_events.OrderLine()
    assert broken(placed(lines=[line] * 501)) == [("placed.lines", "TOO_MANY_ITEMS")]


def test_a_broken_item_is_told_by_its_place():
    fine = placed().placed.lines[0]
    bad = commerce_events.OrderLine(line_id="2", sku="x" * 65, quantity=10_001, unit_price=EUR)
    assert broken(placed(lines=[fine, bad])) == [
        ("placed.lines.1.sku", "TOO_LONG"),
        ("placed.lines.1.quantity", "TOO_GREAT"),
    ]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_lengths_count_characters_and_not_bytes(subject):
    assert broken(received(subject=subject)) == []


@given(st.binary(max_size=200))
def test_no_bytes_that_decode_make_the_rules_stumble(data):
    try:
        message = ticketing.ReceiveMessageRequest.FromString(data)
    except Exception:
        return
    assert isinstance(check(message), list)


@pytest.mark.parametrize("tag", ["en", "zh-Hant-TW", "de-DE", "ja", "pt-BR", "sr-Latn"])
def test_known_languages(tag):
    assert known_language(tag)


@pytest.mark.parametrize("tag", ["", "english", "en_US", "xx-YY", "zz", "en-", "e" * 40])
def test_unknown_languages(tag):
    assert not known_language(tag)


def test_countries_and_zones_go_by_their_exact_names():
    assert known_country("JP") and not known_country("jp") and not known_country("XX") and not known_country("JPN")
    assert known_zone("Europe/Berlin") and known_zone("UTC")
    assert not known_zone("europe/berlin") and not known_zone("localtime") and not known_zone("../etc/passwd")
