"""`heliodesk sla plan`: scenarios that were worked out by hand, and the faults of a file."""

from pathlib import Path

import orjson
import pytest
import yaml
from typer.testing import CliRunner

from services.cli.problems import CommandProblem
from services.cli.sla import app

ISSUE = """\
calendars:
  berlin: {zone: Europe/Berlin, week: {mon: [["08:00","12:00"],["13:00","17:00"]], tue: [["22:00","06:00"]]},
           holidays: {country: DE, subdivision: BE}, exceptions: [{date: 2026-12-24, intervals: [["08:00","12:00"]]}]}
teams: [{id: emea, calendar: berlin, languages: {de: native, en: fluent}, capacity: 20}]
policy: {id: standard, clock: coverage, pause_in: [pending],
         targets: {first_response: {normal: 4h, urgent: 15m}, resolution: {normal: 24h}},
         warn: ["80%", "10m"], on_priority_change: keep_elapsed, translated_languages: []}
ticket: {language: de, priority: normal, opened_at: "2026-03-28T15:30:00Z"}
history: [{at: "2026-03-29T09:00:00Z", status: pending}, {at: "2026-03-30T08:00:00Z", status: open},
          {at: "2026-03-30T09:00:00Z", agent_reply: true}, {at: "2026-03-30T10:30:00Z", customer_message: true},
          {at: "2026-03-31T08:00:00Z", priority: urgent}]
until: "2026-04-02T00:00:00Z"
"""
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def plan(folder: Path, scenario: str | dict) -> dict:
    file = folder / "scenario.yaml"
    file.write_text(scenario if isinstance(scenario, str) else yaml.safe_dump(scenario))
    found = CliRunner().invoke(app, ["plan", str(file)], catch_exceptions=False)
    return orjson.loads(found.stdout)


def scenario(zones: dict[str, str], **about) -> dict:
    """Teams named by their zones, each in its office hours, all native in English."""
    return {
        "calendars": {team: {"zone": zone, "week": OFFICE} for team, zone in zones.items()},
        "teams": [{"id": team, "calendar": team, "languages": {"en": "native"}, "capacity": 5} for team in zones],
        "policy": {
            "id": "p",
            "clock": "coverage",
            "pause_in": ["pending"],
            "targets": {"resolution": {"normal": "8h"}},
        },
        "ticket": {"language": "en", "priority": "normal", "opened_at": "2026-03-02T08:00:00Z"},
        "until": "2026-03-03T12:00:00Z",
    } | about


def rows(segments: list[dict]) -> list[tuple]:
    return [(one["from"][5:16], one["to"][5:16], one["team"], one["counted"]) for one in segments]


def test_the_scenario_of_the_readme_is_answered(tmp_path):
    first, resolution = plan(tmp_path, ISSUE)["targets"]
    assert first == {
        "kind": "first_response",
        "due_at": "2026-03-30T13:00:00Z",
        "state": "met",
        "met_at": "2026-03-30T09:00:00Z",
        "breached_at": None,
        "warned_at": [],
        "elapsed_seconds": 3600,
        "segments": [
            {"from": "2026-03-28T15:30:00Z", "to": "2026-03-30T06:00:00Z", "team": None, "counted": False},
            {"from": "2026-03-30T06:00:00Z", "to": "2026-03-30T08:00:00Z", "team": "emea", "counted": False},
            {"from": "2026-03-30T08:00:00Z", "to": "2026-03-30T09:00:00Z", "team": "emea", "counted": True},
        ],
    }
    assert (resolution["state"], resolution["elapsed_seconds"]) == ("cancelled", 6 * 3600)


def test_a_ticket_follows_the_sun_and_its_due_time_says_whose_time_it_was(tmp_path):
    zones = {"amer": "America/New_York", "apac": "Asia/Tokyo", "emea": "Europe/Berlin"}
    answer = plan(
        tmp_path, scenario(zones, policy={"id": "p", "clock": "coverage", "targets": {"resolution": {"normal": "20h"}}})
    )
    assert [(one["from"], one["team"]) for one in answer["owners"]] == [
        ("2026-03-02T08:00:00Z", "emea"),
        ("2026-03-02T16:00:00Z", "amer"),
        ("2026-03-02T22:00:00Z", "apac"),
        ("2026-03-03T08:00:00Z", "emea"),
    ]
    (target,) = answer["targets"]
    assert target["state"] == "breached"
    assert rows(target["segments"]) == [
        ("03-02T08:00", "03-02T16:00", "emea", True),
        ("03-02T16:00", "03-02T22:00", "amer", True),
        ("03-02T22:00", "03-03T00:00", None, False),
        ("03-03T00:00", "03-03T06:00", "apac", True),
    ]
    assert target["due_at"] == "2026-03-03T06:00:00Z"


def test_a_running_target_is_explained_up_to_its_due_instant(tmp_path):
    (target,) = plan(
        tmp_path,
        scenario(
            {"emea": "Europe/Berlin"},
            until="2026-03-02T09:00:00Z",
            ticket={"language": "en-GB", "priority": "normal", "opened_at": "2026-03-02T12:00:00+04:00"},
        ),
    )["targets"]
    assert (target["state"], target["due_at"], target["elapsed_seconds"]) == ("running", "2026-03-02T16:00:00Z", 3600)
    assert rows(target["segments"]) == [("03-02T08:00", "03-02T16:00", "emea", True)]


def test_who_waits_for_the_customer_is_not_handed_off(tmp_path):
    zones = {"amer": "America/New_York", "emea": "Europe/Berlin"}
    history = [{"at": "2026-03-02T15:00:00Z", "status": "pending"}, {"at": "2026-03-02T20:00:00Z", "status": "open"}]
    answer = plan(tmp_path, scenario(zones, history=history))
    assert [(one["from"], one["team"]) for one in answer["owners"]] == [
        ("2026-03-02T08:00:00Z", "emea"),
        ("2026-03-02T20:00:00Z", "amer"),
        ("2026-03-02T22:00:00Z", "emea"),
    ]
    (target,) = answer["targets"]
    # 7 h until the pause, which ends at 20:00; the last one is New York's.
    assert (target["due_at"], target["state"]) == ("2026-03-02T21:00:00Z", "breached")


def test_a_language_that_nobody_speaks_is_covered_where_it_may_be_translated(tmp_path):
    told = scenario(
        {"emea": "Europe/Berlin"}, ticket={"language": "fr", "priority": "normal", "opened_at": "2026-03-02T08:00:00Z"}
    )
    with pytest.raises(CommandProblem, match=r"policy\.clock: nothing covers the policy: no team serves 'fr'"):
        plan(tmp_path, told)
    told["policy"]["translated_languages"] = ["fr"]
    answer = plan(tmp_path, told)
    assert answer["owners"][0]["reason"].endswith("translation, capacity 5")
    assert answer["targets"][0]["due_at"] == "2026-03-02T16:00:00Z"


def test_a_clock_of_one_calendar_and_one_that_never_stands_still(tmp_path):
    zones = {"amer": "America/New_York", "emea": "Europe/Berlin"}
    told = scenario(zones)
    told["policy"]["clock"] = "calendar:amer"
    assert plan(tmp_path, told)["targets"][0]["due_at"] == "2026-03-02T22:00:00Z"
    told["policy"]["clock"] = "always"
    (target,) = plan(tmp_path, told)["targets"]
    assert target["due_at"] == "2026-03-02T16:00:00Z"


def test_times_need_no_quotes_and_what_happens_is_told_in_any_order(tmp_path):
    text = ISSUE.replace('"22:00","06:00"', "22:00, 06:00").replace('"2026-03-30T09:00:00Z"', "2026-03-30T09:00:00Z")
    history = yaml.safe_load(ISSUE)
    history["history"].reverse()
    assert plan(tmp_path, text) == plan(tmp_path, ISSUE) == plan(tmp_path, history)


@pytest.mark.parametrize(
    ("line", "old", "new", "complaint"),
    [
        (2, "Europe/Berlin", "Europe/Atlantis", "calendars.berlin.zone: 'Europe/Atlantis'"),
        (2, '["13:00","17:00"]', '["11:00","17:00"]', "calendars.berlin.week.mon: 08:00-12:00 and 11:00-17:00 overlap"),
        (2, '"13:00"', '"25:00"', "calendars.berlin.week.mon.1: '25:00'"),
        (2, "tue:", "die:", "calendars.berlin.week.die: there is no such field"),
        (2, "zone: Europe/Berlin, ", "", "calendars.berlin.zone: is missing"),
        (3, "country: DE", "country: XX", "calendars.berlin.holidays.country"),
        (3, "subdivision: BE", "subdivision: QQ", "calendars.berlin.holidays.subdivision"),
        (3, "2026-12-24", "2026-13-24", "calendars.berlin.exceptions.0.date"),
        (4, "calendar: berlin", "calendar: paris", "teams.0.calendar: there is no calendar 'paris'"),
        (4, "{de: native, en: fluent}", "{}", "teams.0.languages: a team speaks at least one language"),
        (4, "native", "perfect", "teams.0.languages.de: 'perfect' is none of native"),
        (5, "clock: coverage", "clock: coverage, colour: red", "policy.colour: there is no such field"),
        (5, "clock: coverage", "clock: calendar:paris", "policy.clock: there is no calendar 'paris'"),
        (5, "clock: coverage", "clock: sundial", "policy.clock: 'sundial'"),
        (6, "normal: 4h", "normal: -4h", "policy.targets.first_response.normal: '-4h'"),
        (6, "urgent: 15m", "urgent: 0m", "policy.targets.first_response.urgent: '0m'"),
        (6, "resolution", "revolution", "policy.targets.revolution: 'revolution' is none of first_response"),
        (7, '"80%"', '"180%"', "policy.warn.0: '180%'"),
        (7, "keep_elapsed", "keep", "policy.on_priority_change: 'keep' is none of"),
        (8, "language: de", "language: fr", "ticket's language"),
        (8, "15:30:00Z", "15:30:00", "ticket.opened_at: '2026-03-28T15:30:00' has no zone"),
        (8, "2026-03-28T", "9999-03-28T", "ticket.opened_at: 9999 is no year"),
        (9, "2026-03-29T09", "2026-03-27T09", "history.0: is before the ticket opens"),
        (9, "status: pending", "status: asleep", "history.0.status: 'asleep'"),
        (12, "2026-04-02", "2026-02-02", "until: is before the ticket opens"),
    ],
)
def test_a_fault_gets_its_line_and_its_field(tmp_path, line, old, new, complaint):
    assert old in ISSUE
    with pytest.raises(CommandProblem) as problem:
        plan(tmp_path, ISSUE.replace(old, new, 1))
    said = str(problem.value)
    # What nothing covers is the policy's fault.
    line = 5 if "ticket's language" in said else line
    assert f"scenario.yaml:{line}: " in said and complaint in said and "\n" not in said
    assert problem.value.exit_code == 2


@pytest.mark.parametrize("text", ["", "calendars: [", "- a", "a: 1\na: 2\n", "calendars: \x00", "? [a]\n: b\n"])
def test_what_is_no_scenario_is_a_problem_of_one_line(tmp_path, text):
    with pytest.raises(CommandProblem) as problem:
        plan(tmp_path, text)
    assert "\n" not in str(problem.value)


def test_hours_that_never_come_are_the_fault_of_the_policy(tmp_path):
    told = scenario({"emea": "Europe/Berlin"})
    told["calendars"]["emea"]["week"] = {}
    with pytest.raises(CommandProblem, match=r"policy\.clock: nothing covers the policy: .* within 400 days"):
        plan(tmp_path, told)


def test_what_may_be_left_out_may_be_null(tmp_path):
    told = scenario({"emea": "Europe/Berlin"})
    left_out = plan(tmp_path, told)
    told["calendars"]["emea"] |= {"holidays": None, "exceptions": None}
    assert plan(tmp_path, told | {"history": None}) == left_out


def test_a_ticket_that_opens_now_has_no_owner_yet_and_one_that_nobody_serves_never_has(tmp_path):
    opened = plan(tmp_path, scenario({"emea": "Europe/Berlin"}, until="2026-03-02T08:00:00Z"))
    assert (opened["owners"], opened["targets"][0]["due_at"]) == ([], "2026-03-02T16:00:00Z")
    told = scenario({"emea": "Europe/Berlin"}, teams=[])
    told["policy"]["clock"] = "always"
    alone = plan(tmp_path, told)
    assert alone["owners"] == []
    assert rows(alone["targets"][0]["segments"]) == [("03-02T08:00", "03-02T16:00", None, True)]
