"""A day of a shop, played against the whole platform as a client would."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from services.kit.broker import end_offsets
from services.kit.topics import ORDER
from tests.e2e.conftest import Platform
from tests.integration.local.conftest import wait_until
from tests.support.days import DAY, part_of_the_day

PLAY = (sys.executable, "-m", "services.cli.main", "play")


@pytest.fixture
def quarter(tmp_path) -> Path:
    return part_of_the_day(tmp_path, one_in=4)


def test_a_day_goes_all_the_way_round_and_every_invariant_holds(platform: Platform, quarter, tmp_path):
    report = tmp_path / "report.json"
    command = [*PLAY, str(quarter), "--json", str(report)]
    played = subprocess.run(command, env=platform.env, capture_output=True, text=True, timeout=90)
    assert played.returncode == 0, played.stdout + played.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    sent = yaml.safe_load(quarter.read_text(encoding="utf-8"))["actions"]

    assert [invariant["problems"] for invariant in told["invariants"]] == [[]] * 5
    assert told["actions"]["by_outcome"] == {"accepted": len(sent)}
    tickets, promises = told["tickets"], told["promises"]
    assert tickets["total"] == sum(tickets["by_language"].values()) >= 30
    assert promises["given"] == tickets["total"]
    assert (
        promises["kept"]
        and promises["running"] + promises["kept"] + promises["broken"] + promises["cancelled"] == (promises["given"])
    )
    inbound = [row["messages"] for row in told["translations"] if row["direction"] == "inbound"]
    assert sum(inbound) == told["actions"]["by_kind"]["message"]
    assert told["points"]["outstanding"] == told["points"]["earned"] - told["points"]["taken_back"] > 0
    assert told["csat"]["answered"] == told["actions"]["by_kind"]["answer_survey"]
    assert len(told["events"]) >= 15


def test_a_day_that_is_broken_off_reports_what_had_been_sent(platform: Platform, tmp_path):
    report = tmp_path / "report.json"
    before = _orders_told(platform)
    player = subprocess.Popen([*PLAY, str(DAY), "--json", str(report)], env=platform.env, stdout=subprocess.DEVNULL)
    wait_until(lambda: _orders_told(platform) > before, 30)
    player.send_signal(signal.SIGINT)

    assert player.wait(10) == 130
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["partial"] and not told["ok"] and told["invariants"] == []
    assert told["actions"]["by_outcome"]["accepted"] > 0


def _orders_told(platform: Platform) -> int:
    """How many facts of orders have come to Kafka."""
    return sum(end_offsets(platform.env["KAFKA_BOOTSTRAP_SERVERS"], [ORDER.name]).values())
