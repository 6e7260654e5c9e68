"""A shop that follows the sun, as its platform team sees it: over HTTP, with every service as a process of its own.

A day passes in 18 seconds, so what is due in four hours is due in three seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from services.cli.local.servers import ROOT
from services.kit.ids import new_id
from tests.e2e.conftest import WEBHOOK_SECRET, Platform
from tests.support.edge import OTHER_KEY, Edge, heliodesk

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHIFTS = {"tokyo": ("00:00", "08:00"), "berlin": ("08:00", "16:00"), "austin": ("16:00", "24:00")}
POLICY = {
    "policy_id": "sun",
    "clock": "coverage",
    "targets": [
        {"target": "first_response", "priority": priority, "seconds": 4 * 3600} for priority in ("normal", "urgent")
    ]
    + [{"target": "resolution", "priority": priority, "seconds": 72 * 3600} for priority in ("normal", "urgent")],
    "pause_in": ["pending"],
    "warn": [{"percent": 80}],
}


class Pager(ThreadingHTTPServer):
    """Somebody else's webhook: keeps what it was told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Told)
        self.told: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hooks"


class _Told(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Not among the test's output."""


@pytest.fixture
def pager() -> Iterator[Pager]:
    with Pager() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def edge(platform: Platform) -> Edge:
    """With three teams of eight hours each, every day."""
    made = Edge(platform.env)
    for name, (start, end) in SHIFTS.items():
        week = [{"weekday": day, "intervals": [{"start": start, "end": end}]} for day in WEEK]
        made.post("/v1/sla/calendars", {"calendar": {"name": name, "zone": "Etc/UTC", "week": week}})
        team = {
            "team_id": name,
            "calendar": name,
            "languages": [{"language": "de", "level": "fluent"}, {"language": "en", "level": "native"}],
            "capacity": 50,
            "region": name,
            "lead_id": f"lead-{name}",
            "agents": [{"agent_id": f"agent-{name}"}],
        }
        made.post("/v1/sla/teams", {"team": team})
    made.post("/v1/sla/policies", {"policy": POLICY})
    return made


def opened(edge: Edge) -> str:
    said = {
        "channel": "email",
        "thread": new_id(),
        "external_id": new_id(),
        "from": {"address": "lena@example.de"},
        "text": "Guten Tag, wo bleibt denn bitte meine Bestellung? Ich warte schon seit zwei Wochen darauf.",
        "market": "DE",
        "priority": "normal",
    }
    return edge.post("/v1/messages", said)["ticket_id"]


def test_a_ticket_goes_round_the_world_with_a_note_until_it_is_answered(edge):
    ticket = opened(edge)
    path = f"/v1/tickets/{ticket}/promises"
    known = edge.becomes(path, lambda found: found.get("facts", {}).get("language") == "de")
    assert known["facts"]["market"] == "DE" and {one["kind"] for one in known["targets"]} == {
        "first_response",
        "resolution",
    }
    moved = edge.becomes(path, lambda found: len(found["owners"]) >= 3)
    teams = [one["team"] for one in moved["owners"]]
    assert all(earlier != later for earlier, later in zip(teams, teams[1:], strict=False))
    assert set(teams) <= set(SHIFTS) and all(one["reason"] for one in moved["owners"])

    def noted(found: dict[str, Any]) -> list[dict[str, Any]]:
        return [one for one in found["messages"] if one["kind"] == "note" and one["author"]["id"] == "sla"]

    notes = noted(edge.becomes(f"/v1/tickets/{ticket}/messages", noted))
    assert "ticket was opened" in notes[0]["text"]
    assert edge.becomes(f"/v1/tickets/{ticket}", lambda found: found["ticket"]["team_id"])["ticket"]["team_reason"]


def test_a_broken_promise_calls_people_until_one_takes_it_up(edge, pager):
    steps = [
        {"notify": {"role": "on_shift_lead"}},
        {"webhook": {"url": pager.url}},
        {"raise_priority": {"to": "urgent"}},
        {"reassign": {"region": "tokyo"}},
        {"wait": {"seconds": 86400 * 30}},
    ]
    conditions = {"triggers": ["breach"], "targets": ["first_response"], "markets": ["DE"]}
    chain = {"chain_id": "broken", "conditions": conditions, "steps": steps}
    edge.post("/v1/escalation-chains", {"chain": chain})
    ticket = opened(edge)
    found = edge.becomes("/v1/escalations", lambda found: found.get("escalations"), ticket_id=ticket)
    escalation = found["escalations"][0]["escalation_id"]
    done = ["started", "notified", "webhook_called", "priority_raised", "reassigned"]
    trail = edge.becomes(
        f"/v1/escalations/{escalation}",
        lambda found: [line["what"] for line in found["audit_trail"]][: len(done)] == done,
    )
    assert "lead-" in trail["audit_trail"][1]["detail"]
    headers, body = pager.told[0]
    assert Webhook(WEBHOOK_SECRET).verify(body, headers)["data"]["ticket_id"] == ticket
    assert edge.get(f"/v1/tickets/{ticket}")["ticket"]["priority"] == "urgent"
    owners = edge.get(f"/v1/tickets/{ticket}/promises")["owners"]
    assert any(one["team"] == "tokyo" for one in owners)
    taken = edge.post(f"/v1/escalations/{escalation}/acknowledgement", {"by": "lead-berlin"})
    assert taken["escalation"]["state"] == "acknowledged"


def test_a_shop_learns_what_it_may_publish_and_who_covers_what(edge):
    promise = edge.get("/v1/promise", language="de", market="DE")
    assert promise["open"] and promise["first_response_seconds"] == 4 * 3600
    assert promise["text"] == "first answer within 4 hours, now"
    assert edge.get("/v1/sla/wait", language="de")["seconds"] >= 0
    coverage = edge.get("/v1/sla/coverage", week="2026-W13")
    german = next(one for one in coverage["languages"] if one["language"] == "de")
    assert german["covered_seconds"] == 7 * 86400 and not german["gaps"]
    assert edge.becomes("/v1/sla/load", lambda found: found.get("loads"))["loads"][0]["region"] in ("DE", "")


def test_what_cannot_be_is_refused_with_the_field_and_nothing_is_stored(edge):
    before = edge.get("/v1/sla/calendars")["revision"]
    week = [{"weekday": "mon", "intervals": [{"start": "08:00", "end": "12:00"}, {"start": "11:00", "end": "15:00"}]}]
    bad = {"name": "bad", "zone": "Europe/Berlin", "week": week}
    problem = edge.post("/v1/sla/calendars", {"calendar": bad}, 422)
    assert problem["errors"][0]["reason"] == "OVERLAP" and problem["errors"][0]["pointer"].startswith("#/calendar/week")
    nowhere = {"calendar": {"name": "bad", "zone": "Mars/Olympus"}}
    assert edge.post("/v1/sla/calendars", nowhere, 422)["errors"][0]["pointer"] == "#/calendar/zone"
    loop = {"chain_id": "loop", "conditions": {"triggers": ["hand"]}, "steps": [{"wait": {"seconds": 60}}]}
    assert edge.post("/v1/escalation-chains", {"chain": loop}, 422)["errors"]
    assert edge.get("/v1/sla/calendars")["revision"] == before


def test_a_file_is_published_as_a_whole_or_up_to_what_is_refused(platform, tmp_path):
    sample = str(ROOT / "samples" / "sun.yaml")
    tried = heliodesk(platform.env, "sla", "publish", sample, "--key", OTHER_KEY)
    assert tried.returncode == 0, tried.stderr
    lines = tried.stdout.splitlines()
    assert lines[0] == "calendars.0: version 1" and lines[-1] == "on_call: published" and len(lines) == 10
    edge = Edge(platform.env, OTHER_KEY)
    assert [one["policy_id"] for one in edge.get("/v1/sla/policies")["policies"]] == ["gold", "standard"]
    bad = tmp_path / "bad.yaml"
    spoken = "languages: [{language: de, level: native}]"
    bad.write_text(f"teams: [{{team_id: nowhere, calendar: atlantis, {spoken}, capacity: 1}}]")
    refused = heliodesk(platform.env, "sla", "publish", str(bad), "--key", OTHER_KEY)
    assert refused.returncode == 2 and "teams.0" in refused.stderr and "team.calendar" in refused.stderr
