"""`heliodesk doctor` finds what is missing and what is set wrongly, for a person and for a machine."""

import json
import os
import subprocess
import sys

from services.cli.local.servers import ROOT


def _doctor(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services.cli.main", "doctor", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=60)


def _findings(**env: str) -> tuple[int, dict[str, dict]]:
    done = _doctor("--json", **env)
    return done.returncode, {f"{each['group']} {each['name']}": each for each in json.loads(done.stdout)}


def test_a_machine_that_is_set_up_and_its_running_servers_are_fine(kafka_servers, mongodb_uri):
    code, found = _findings(KAFKA_BOOTSTRAP_SERVERS=kafka_servers, MONGODB_URI=mongodb_uri)
    assert code == 0
    for name in ("installed Java", "installed Kafka", "installed store", "reachable Kafka", "reachable store"):
        assert found[name]["state"] == "ok", found[name]


def test_a_given_server_that_does_not_answer_is_a_failure_and_its_address_is_not_shown():
    code, found = _findings(MONGODB_URI="mongodb://me:secret@127.0.0.1:1/")
    assert code == 1
    assert found["reachable store"]["state"] == "failed"
    assert "unset MONGODB_URI" in found["reachable store"]["remedy"]
    assert "secret" not in json.dumps(found)


def test_a_bad_clock_is_told_once_for_all_services():
    code, found = _findings(HELIODESK_CLOCK="tomorrow")
    assert code == 1
    failed = [each for each in found.values() if each["state"] == "failed"]
    assert [each["detail"] for each in failed] == ["HELIODESK_CLOCK=tomorrow: 'tomorrow' is not <epoch>,<rate>"]


def test_a_shops_file_that_is_none(tmp_path):
    shops = tmp_path / "shops.yaml"
    shops.write_text("shops: []\n")
    code, found = _findings(HELIODESK_SHOPS=str(shops))
    assert code == 1
    assert str(shops) in found["settings shops"]["detail"]
    assert found["settings shops"]["remedy"] == "mend the file"


def test_a_missing_java(tmp_path):
    code, found = _findings(PATH=str(tmp_path))
    assert code == 1
    assert found["installed Java"]["state"] == "failed"
    assert "install JDK 17" in found["installed Java"]["remedy"]


def test_a_person_gets_a_table():
    shown = _doctor(HELIODESK_PORT_BASE="nine", COLUMNS="200").stdout
    assert "installed" in shown
    assert "HELIODESK_PORT_BASE is 'nine'" in shown
