"""docs/webhooks.md: the receiver takes what is sent as it stands, but for its secret and its port."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from services.edge.contracts import bindings
from services.edge.reference.samples import envelope_of, samples
from services.edge.webhooks.catalogue import known_events
from services.edge.webhooks.cloudevents import body_of
from services.edge.webhooks.domain.retrying import STEPS, Attempt
from services.edge.webhooks.domain.target import Reachable
from services.edge.webhooks.sealing import Sealer
from services.edge.webhooks.sending import TIMEOUT, Sender
from services.edge.webhooks.settings import WebhookSettings
from services.kit.addresses import networks
from services.kit.clock import SystemClock
from services.kit.network import Resolver

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "webhooks.md").read_text()
OPENED = "heliodesk.ticketing.v1.TicketOpened"
SECRET, _ = Sealer(["a key of these tests: 32 letters or more"]).new_secret()
OTHER, _ = Sealer(["a key of these tests: 32 letters or more"]).new_secret()


def program() -> str:
    (found,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    return found


def test_the_receiver_has_ten_lines():
    assert len([line for line in program().splitlines() if line.strip()]) <= 10


async def test_the_receiver_takes_what_is_signed_shows_it_once_and_refuses_the_rest(tmp_path: Path):
    topic, descriptor = known_events()[OPENED]
    event = samples(descriptor)[0]
    body = body_of(envelope_of(topic, event), event)
    with receiving(tmp_path) as (port, shown):
        reachable = Reachable(frozenset({port}), networks("127.0.0.0/8"), http=True)
        sender, clock = Sender(reachable, Resolver(), SystemClock().now), SystemClock()

        async def send(webhook_id: str, secret: str) -> Attempt:
            url = f"http://127.0.0.1:{port}/heliodesk"
            async with sender.line() as line:
                return await line.send(url, webhook_id, body, [secret], clock.now())

        assert [(await send(one, SECRET)).status_code for one in ("first", "first")] == [204, 204]
        assert (await send("forged", OTHER)).status_code == 500
        assert (await send("second", SECRET)).taken
    lines = [line for line in shown() if line.startswith(OPENED)]
    assert len(lines) == 2, "the repetition and the forged one are not shown"
    assert event.subject in lines[0]


@contextmanager
def receiving(folder: Path) -> Iterator:
    """The page's program on a port of its own; what it has printed once it has ended."""
    (folder / "receiver.py").write_text(program().replace("whsec_...", SECRET))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        command = [sys.executable, "-m", "uvicorn", "receiver:app", "--fd", str(listening.fileno())]
        run = subprocess.Popen(
            command,
            cwd=folder,
            pass_fds=[listening.fileno()],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        patience = Timer(60, run.kill)
        patience.start()
        printed: list[str] = []
        try:
            yield listening.getsockname()[1], lambda: printed
        finally:
            run.terminate()
            printed.extend(run.communicate()[0].splitlines())
            patience.cancel()


def test_the_page_says_what_the_code_does():
    there = {f"{binding.verb} {binding.path}" for binding in bindings()}
    named = set(re.findall(r"`((?:GET|POST|PUT|DELETE) /v1/[^`?]+)`", PAGE))
    assert named and named <= there
    steps = ["5 s", "5 min", "30 min", "2 h", "5 h", "8 h", "8 h"]
    assert [_words(step.total_seconds()) for step in STEPS] == steps
    assert "5 s, 5 min, 30 min, 2 h, 5 h, 8 h and 8 h" in PAGE
    assert f"within {TIMEOUT:.0f} seconds" in PAGE
    assert WebhookSettings.model_fields["patience"].default == 5 and "for five days" in PAGE


def _words(seconds: float) -> str:
    size, unit = next((size, unit) for size, unit in ((3600, "h"), (60, "min"), (1, "s")) if seconds >= size)
    return f"{seconds / size:.0f} {unit}"
