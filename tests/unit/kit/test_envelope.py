"""CloudEvents attributes as Kafka headers, and what is no envelope of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.kit.envelope import Envelope
from services.kit.errors import Refused

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OPENED = Envelope("e1", "heliodesk.ticketing.v1.TicketOpened", "heliodesk/ticketing", "t1", NOON, "shop", 1)
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

texts = st.text(st.characters(exclude_categories=["Cs"]))
envelopes = st.builds(
    Envelope,
    id=texts,
    type=texts,
    source=texts,
    subject=texts,
    time=st.datetimes(timezones=st.just(UTC)),
    tenant=texts,
    sequence=st.none() | st.integers(1, 2**63 - 1),
    traceparent=st.just("") | st.just(TRACE),
)
names = st.sampled_from([name for name, _ in replace(OPENED, traceparent=TRACE).to_headers()]) | st.text()
values = st.none() | st.binary() | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode)


def changed(**headers: bytes | None) -> list[tuple[str, bytes]]:
    """The headers of a good event, some of them with another value, or gone (None)."""
    found = dict(OPENED.to_headers()) | {name.replace("__", "-"): value for name, value in headers.items()}
    return [(name, value) for name, value in found.items() if value is not None]


@given(envelopes)
def test_an_envelope_comes_back_from_its_headers(envelope):
    assert Envelope.from_headers(envelope.to_headers()) == envelope


def test_the_headers_are_those_of_cloudevents_in_kafkas_binary_mode():
    assert dict(replace(OPENED, traceparent=TRACE).to_headers()) == {
        "ce_specversion": b"1.0",
        "ce_id": b"e1",
        "ce_type": b"heliodesk.ticketing.v1.TicketOpened",
        "ce_source": b"heliodesk/ticketing",
        "ce_subject": b"t1",
        "ce_time": b"2026-03-02T12:00:00.000000Z",
        "ce_tenant": b"shop",
        "ce_sequence": b"1",
        "content-type": b"application/protobuf",
        "traceparent": TRACE.encode(),
    }


def test_headers_of_others_are_left_alone():
    assert Envelope.from_headers([*OPENED.to_headers(), ("b3", b"\xff\xfe"), ("x-shop", None)]) == OPENED


@pytest.mark.parametrize("name", ["ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "ce_tenant"])
def test_what_an_event_must_say(name):
    with pytest.raises(Refused, match=f"headers lack {name}") as refused:
        Envelope.from_headers(changed(**{name: None}))
    assert refused.value.reason == "ENVELOPE_INCOMPLETE"


@pytest.mark.parametrize(
    "headers",
    [
        {"ce_time": b"yesterday"},
        {"ce_time": b"2026-03-02T12:00:00"},
        {"ce_time": b"0001-01-01T00:00:00+23:59"},
        {"ce_id": b"\xff\xfe"},
        {"ce_sequence": b"0"},
        {"ce_sequence": b"-1"},
        {"ce_sequence": b"9223372036854775808"},
        {"ce_sequence": b"first"},
        {"ce_specversion": b"0.3"},
        {"content__type": b"application/json"},
    ],
)
def test_what_can_not_be_read_is_refused(headers):
    with pytest.raises(Refused) as refused:
        Envelope.from_headers(changed(**headers))
    assert refused.value.reason == "ENVELOPE_UNREADABLE"


@given(st.lists(st.tuples(names, values)))
@example([(name, None) for name, _ in OPENED.to_headers()])
def test_whatever_the_headers_are_they_are_an_envelope_or_refused(headers):
    try:
        envelope = Envelope.from_headers([*OPENED.to_headers(), *headers])
    except Refused as refused:
        assert refused.reason in ("ENVELOPE_INCOMPLETE", "ENVELOPE_UNREADABLE")
    else:
        assert envelope.time.tzinfo is UTC
