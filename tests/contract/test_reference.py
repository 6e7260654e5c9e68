"""The pages for other systems: valid by what was published of their formats, and made from what stands there now."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31

from services.edge.comments import comment_of
from services.edge.reference.__main__ import write
from services.edge.reference.asyncapi import asyncapi
from services.edge.reference.published import HEADERS, events_of
from services.edge.reference.samples import envelope_of, samples
from services.kit.convert import to_json
from services.kit.topics import ORDER, TOPICS

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "api"
PUBLISHED = Path(__file__).parent / "published" / "asyncapi-3.0.0.json"
EVENTS = [(topic, event) for topic in TOPICS for event in events_of(topic)]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return asyncapi()


def wrong(schema: dict[str, Any], document: Any) -> list[str]:
    found = jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(document)
    return [f"{'/'.join(map(str, one.instance_path))}: {one.message[:300]}" for one in found]


def test_docs_api_is_what_the_code_makes(tmp_path: Path):
    write(tmp_path)
    made = {path.relative_to(tmp_path): path.read_text() for path in tmp_path.rglob("*.*")}
    kept = {path.relative_to(KEPT): path.read_text() for path in KEPT.rglob("*.*")}
    different = sorted(str(path) for path in made.keys() | kept.keys() if made.get(path) != kept.get(path))
    assert not different, f"docs/api is stale, run `make docs`: {different}"


def test_writing_takes_away_the_page_of_a_package_that_is_no_more(tmp_path: Path):
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "heliodesk.parrots.v1.md").write_text("# heliodesk.parrots.v1\n")
    write(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("contracts/*")) == sorted(
        path.name for path in KEPT.glob("contracts/*")
    )


def test_asyncapi_is_valid(document: dict[str, Any]):
    published = json.loads(PUBLISHED.read_text())
    assert wrong(published, document) == []
    channel = document["channels"][TOPICS[0].name]
    assert wrong(published, {**document, "channels": {"one": {**channel, "adress": "a"}}}) != []


def test_openapi_is_valid():
    described = json.loads((KEPT / "openapi.json").read_text())
    assert described["openapi"].startswith("3.1.")
    assert wrong(OPENAPI_31, described) == []
    assert wrong(OPENAPI_31, {**described, "info": {}}) != []


def test_every_reference_in_asyncapi_leads_somewhere(document: dict[str, Any]):
    for pointer in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document))):
        place = document
        for step in pointer.split("/"):
            assert step in place, pointer
            place = place[step]


@pytest.mark.parametrize(("topic", "event"), EVENTS, ids=lambda one: getattr(one, "full_name", ""))
def test_an_event_is_described_as_the_stream_writes_it(topic, event, document: dict[str, Any]):
    components = document["components"]
    payload = {**components["schemas"][event.full_name], "components": components}
    sent = {**components["messages"][event.full_name]["headers"], "components": components}
    for message in samples(event):
        assert wrong(payload, to_json(message)) == []
        assert wrong(sent, {name: value.decode() for name, value in envelope_of(topic, message).to_headers()}) == []
    # An event in which nothing is set is described as well.
    assert wrong(payload, to_json(type(message)())) == []
    assert wrong(payload, {}) != [] or not event.fields


@pytest.mark.parametrize("event", [event for _, event in EVENTS], ids=lambda event: event.full_name)
def test_an_event_says_what_happened(event):
    assert comment_of(event.full_name)


def test_all_headers_of_a_record_are_described():
    topic, event = EVENTS[0]
    assert set(HEADERS) == {name for name, _ in envelope_of(topic, samples(event)[0]).to_headers()}


def test_what_events_are_made_of_is_no_event():
    events = {event.name for event in events_of(ORDER)}
    assert {"OrderPlaced", "OrderRefunded"} <= events
    assert not {"OrderLine", "RefundedLine"} & events


def test_every_link_between_the_pages_leads_to_a_heading():
    for page in KEPT.rglob("*.md"):
        for target, anchor in set(re.findall(r"\]\(([^)#]+)#?([^)]*)\)", page.read_text())):
            linked = page.parent / target
            assert linked.is_file(), f"{page.name}: {target}"
            if anchor:
                heading = rf"^#+ {re.escape(anchor)}$"
                assert re.search(heading, linked.read_text(), re.MULTILINE | re.IGNORECASE), f"{target}#{anchor}"
