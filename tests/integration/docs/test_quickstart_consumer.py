"""docs/quickstart-consumer.md: run as it stands, but for the names of broker, topic and group."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from services.kit.broker import apply_topics
from services.kit.producer import OrderedProducer, Record
from services.kit.topics import TICKET, Topic
from tests.support.recorded_events import RecordedEvent, recorded

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "quickstart-consumer.md").read_text()
OPENED, RECEIVED = "heliodesk.ticketing.v1.TicketOpened", "heliodesk.ticketing.v1.MessageReceived"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def events() -> list[RecordedEvent]:
    """A ticket that is opened, and its first message."""
    by_type = {event.type: event for event in recorded()}
    return [by_type[OPENED], by_type[RECEIVED]]


@pytest.fixture
async def here(kafka_servers: str, topic_suffix: str, events: list[RecordedEvent]) -> Callable[[str], str]:
    """Puts the events on a topic of the test's own, and makes a text of the page mean it."""
    name = f"{TICKET.name}{topic_suffix}"
    topic = Topic(name=name, package=TICKET.package, key=TICKET.key, writer="test", partitions=1)
    await asyncio.to_thread(apply_topics, kafka_servers, [topic])
    producer = OrderedProducer(kafka_servers)
    sent = await producer.send([Record(name, event.key, event.value, event.headers) for event in events])
    await producer.stop()
    assert sent == {0, 1}

    def meant(said: str) -> str:
        assert "localhost:9092" in said and TICKET.name in said
        return said.replace("localhost:9092", kafka_servers).replace(TICKET.name, name)

    return meant


def test_the_consumer_has_ten_lines_and_needs_the_contracts_and_kafka_alone():
    (program,) = blocks("python")
    assert len([line for line in program.splitlines() if line.strip()]) == 10
    imports = [node.module for node in ast.walk(ast.parse(program)) if isinstance(node, ast.ImportFrom)]
    assert imports == ["heliodesk.ticketing.v1", "kafka"]


async def test_the_consumer_shows_what_happened(here, events: list[RecordedEvent], tmp_path: Path):
    (program,) = blocks("python")
    script = tmp_path / "consumer.py"
    script.write_text(here(program).replace("my-system", tmp_path.name))
    reader = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "gen")},
        stdout=subprocess.PIPE,
        text=True,
    )
    # It reads for ever; who waits in vain for its last line finds the end of it instead.
    patience = Timer(60, reader.kill)
    patience.start()
    shown = ""
    for line in reader.stdout:
        shown += line
        if f'text: "{events[1].says["text"]}"' in line:
            break
    patience.cancel()
    reader.kill()
    reader.communicate()
    for event in events:
        assert f"kumo {event.key.decode()} {event.type} ticket_id: " in shown
        assert event.says["ticket_id"] in shown


@pytest.mark.skipif(shutil.which("kcat") is None, reason="kcat (Debian: kcat) isn't here; `make setup` installs it")
async def test_kcat_shows_the_headers_and_the_message(here, events: list[RecordedEvent]):
    headers, message = blocks("sh")
    listed = run(here(headers)).splitlines()
    assert [line.partition(" ")[0] for line in listed] == [event.key.decode() for event in events]
    assert f"ce_type={OPENED}" in listed[0] and f"ce_type={RECEIVED}" in listed[1]
    decoded = run(here(message))
    assert f'ticket_id: "{events[0].says["ticket_id"]}"' in decoded
    assert f'subject: "{events[0].says["subject"]}"' in decoded


def run(command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
