"""One trace follows a message; logs carry it; metrics have one list."""

import json
import logging
import re

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY
from structlog import reset_defaults

from services.kit import logs, telemetry
from services.kit.telemetry import SpanName, current_span, current_traceparent, exemplar, span
from services.kit.tracing import Recorder

GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def recorded(monkeypatch):
    """The spans that would have been sent."""
    exporter = InMemorySpanExporter()
    recorder = Recorder("sla", "http://127.0.0.1:1", exporter)
    monkeypatch.setattr(telemetry, "_recorder", recorder)

    def finished():
        recorder.close()
        return exporter.get_finished_spans()

    return finished


@pytest.fixture
def log_lines(capsys):
    """Call it to begin; it answers a function that reads what was logged since."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def begin():
        logs.configure("sla", "info")
        return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    yield begin
    root.handlers[:], root.level = handlers, level
    reset_defaults()


def test_outside_of_any_span_there_is_nothing_to_hand_on():
    assert current_span() is None
    assert current_traceparent() == ""


def test_a_trace_begins_once_and_goes_on_inside():
    with span(SpanName.HTTP_REQUEST) as outer:
        assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-00", current_traceparent())
        with span(SpanName.RPC_CALL) as inner:
            assert inner.trace_id == outer.trace_id
    assert current_traceparent() == ""


def test_a_trace_that_is_handed_in_goes_on():
    with span(SpanName.EVENT_HANDLE, GIVEN):
        assert current_traceparent() == GIVEN


@pytest.mark.parametrize(
    "text", ["", "nonsense", GIVEN.upper(), GIVEN + "-x", "00-" + "0" * 32 + "-b7ad6b7169203331-01"]
)
def test_what_is_no_traceparent_begins_a_new_trace(text):
    with span(SpanName.EVENT_HANDLE, text) as work:
        assert work.trace_id not in (text[3:35], "0" * 32)


def test_who_records_sees_spans_under_one_another(recorded):
    with span(SpanName.HTTP_REQUEST, GIVEN), span(SpanName.RPC_CALL, method="Get"):
        handed_on = current_traceparent()
    inner, outer = recorded()
    assert (outer.name, inner.name) == ("http.request", "rpc.call")
    assert f"{outer.context.trace_id:032x}" == f"{inner.context.trace_id:032x}" == GIVEN[3:35] == handed_on[3:35]
    assert f"{outer.parent.span_id:016x}" == GIVEN[36:52]
    assert inner.parent.span_id == outer.context.span_id
    assert f"{inner.context.span_id:016x}" == handed_on[36:52]
    assert dict(inner.attributes) == {"method": "Get"}


def test_a_measurement_names_its_trace_where_traces_are_sent_somewhere(recorded):
    with span(SpanName.HTTP_REQUEST, GIVEN):
        assert exemplar() == {"trace_id": GIVEN[3:35]}
    assert exemplar() is None


def test_a_measurement_names_no_trace_that_nobody_keeps():
    with span(SpanName.HTTP_REQUEST, GIVEN):
        assert exemplar() is None


def test_a_span_that_failed_says_how_but_not_with_whose_words(recorded):
    with pytest.raises(ValueError), span(SpanName.EVENT_HANDLE):
        raise ValueError("what a customer wrote")
    (failed,) = recorded()
    assert failed.status.description == "ValueError"
    assert not failed.events


def test_a_log_line_is_one_json_object_with_tenant_and_trace(log_lines):
    lines = log_lines()
    with span(SpanName.RPC_SERVE, GIVEN, tenant="acme"):
        logs.get_logger("rpc").info("served", ticket_id="t-1")
        logging.getLogger("aiokafka").warning("Unable to connect to %s", "broker")
    ours, theirs = lines()
    expected = {"service": "sla", "tenant": "acme", "trace_id": GIVEN[3:35]}
    assert expected.items() <= ours.items() and expected.items() <= theirs.items()
    assert (ours["event"], ours["level"], ours["component"], ours["ticket_id"]) == ("served", "info", "rpc", "t-1")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == (
        "Unable to connect to broker",
        "warning",
        "aiokafka",
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", ours["time"])


def test_an_error_is_logged_with_its_cause_and_cut_short(log_lines):
    lines = log_lines()
    try:
        try:
            raise KeyError("inner")
        except KeyError as inner:
            raise ValueError("x" * 5000) from inner
    except ValueError as error:
        logs.get_logger("rpc").error("call failed", exc_info=error)
    (line,) = lines()
    assert line["error"] == f"ValueError: {'x' * 200} <- KeyError: 'inner'"
    assert line["stack"][-1].endswith("test_an_error_is_logged_with_its_cause_and_cut_short")


def test_below_its_level_nothing_is_logged(log_lines):
    lines = log_lines()
    logs.get_logger("rpc").debug("chatter")
    assert lines() == []


def test_every_metric_of_ours_is_named_and_explained():
    ours = [metric for metric in REGISTRY.collect() if metric.name.startswith("heliodesk_")]
    assert len(ours) >= 13
    assert all(metric.documentation for metric in ours)
