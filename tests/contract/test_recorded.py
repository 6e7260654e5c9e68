"""What a release wrote, later code reads: every event of every release that was recorded (`make record`)."""

from pathlib import Path

import pytest

from services.edge.reference.published import events_of
from services.edge.reference.samples import samples
from services.kit.envelope import Envelope
from services.kit.topics import BY_NAME, TOPICS
from tests.support.recorded_events import RecordedEvent, record, recorded, said_by

KEPT = list(recorded())


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: f"{kept.release}-{kept.type}")
def test_an_event_of_a_release_still_says_all_that_it_said(kept: RecordedEvent):
    envelope = Envelope.from_headers(kept.headers)
    message = BY_NAME[kept.topic].message(envelope.type)
    assert message is not None, f"{envelope.type} no longer comes on {kept.topic}"
    assert said_by(message.FromString(kept.value)) == kept.says


def test_every_event_has_been_recorded():
    types = {event.full_name for topic in TOPICS for event in events_of(topic)}
    missing = types - {kept.type for kept in KEPT}
    assert not missing, f"run `make record`: {sorted(missing)}"


def test_the_sample_of_an_event_leaves_no_field_unset():
    for topic in TOPICS:
        for event in events_of(topic):
            said = set().union(*({field.name for field, _ in one.ListFields()} for one in samples(event)))
            assert said == set(event.fields_by_name), event.full_name


def test_what_was_recorded_is_never_written_again(tmp_path: Path):
    first = record(tmp_path)
    assert len(first) == sum(len(events_of(topic)) for topic in TOPICS)
    (tmp_path / f"{first[0]}.json").write_text("as it was")
    (tmp_path / f"{first[1]}.json").unlink()
    assert record(tmp_path) == [first[1]]
    assert (tmp_path / f"{first[0]}.json").read_text() == "as it was"
