"""`heliodesk sla coverage`: a week's coverage as a table, JSON and a picture."""

from pathlib import Path
from xml.etree import ElementTree

import orjson
import pytest
import yaml
from typer.testing import CliRunner

from services.cli.problems import CommandProblem
from services.cli.sla import app

DAYS = ("mon", "tue", "wed", "thu", "fri")
SCENARIO = {
    "calendars": {
        "berlin": {
            "zone": "Europe/Berlin",
            "week": dict.fromkeys(DAYS, [["09:00", "16:30"]]),
            "holidays": {"country": "DE", "subdivision": "BE"},
        },
        "york": {"zone": "America/New_York", "week": dict.fromkeys(DAYS, [["09:00", "17:00"]])},
    },
    "teams": [
        {"id": "emea", "calendar": "berlin", "languages": {"de": "native", "en": "fluent"}},
        {"id": "amer", "calendar": "york", "languages": {"en": "native"}},
    ],
    "policy": {"id": "p", "clock": "coverage", "targets": {"resolution": {"normal": "8h"}}},
    "ticket": {"language": "de", "priority": "normal", "opened_at": "2026-03-02T08:00:00Z"},
    "until": "2026-03-03T12:00:00Z",
}


def coverage(folder: Path, *options: str, week: str = "2026-W13") -> str:
    file = folder / "scenario.yaml"
    file.write_text(yaml.safe_dump(SCENARIO))
    return CliRunner().invoke(app, ["coverage", str(file), "--week", week, *options], catch_exceptions=False).stdout


def test_every_hour_says_who_is_there_and_how_much_of_it_is_covered(tmp_path):
    german, english = orjson.loads(coverage(tmp_path, "--json"))["languages"]
    assert (german["language"], english["language"]) == ("de", "en")
    assert german["hours"][15] == {"from": "2026-03-23T15:00:00Z", "teams": ["emea"], "covered_seconds": 1800}
    # In this week America has its summer time already, and Europe hasn't.
    assert english["hours"][14]["teams"] == ["amer", "emea"]
    assert [hour["covered_seconds"] for hour in english["hours"][6:23]] == [0, 0, *[3600] * 13, 0, 0]
    assert german["gaps"][:2] == [
        {"from": "2026-03-23T00:00:00Z", "to": "2026-03-23T08:00:00Z"},
        {"from": "2026-03-23T15:30:00Z", "to": "2026-03-24T08:00:00Z"},
    ]
    assert german["covered_seconds"] == 5 * 7.5 * 3600


def test_the_holidays_of_the_year_to_come_leave_gaps_where_nobody_else_is_there(tmp_path):
    german, english = orjson.loads(coverage(tmp_path, "--json"))["languages"]
    good_friday = {"holidays": ["Good Friday"], "teams": ["emea"], "from": "2026-04-03T07:00:00Z"}
    assert german["holiday_gaps"][0] == good_friday | {"to": "2026-04-03T14:30:00Z"}
    assert english["holiday_gaps"][0] == good_friday | {"to": "2026-04-03T13:00:00Z"}


def test_the_table_shows_a_week_of_hours(tmp_path):
    shown = coverage(tmp_path)
    assert "········███████▒········" in shown and "emea, amer" in shown


def test_the_picture_has_a_cell_for_each_hour_of_each_language(tmp_path):
    coverage(tmp_path, "--svg", str(tmp_path / "week.svg"))
    picture = ElementTree.fromstring((tmp_path / "week.svg").read_text())
    titles = [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == 2 * 168
    assert titles[15] == "Mon 23 15:00: emea, 50%" and titles[0] == "Mon 23 00:00: nobody, 0%"


@pytest.mark.parametrize("week", ["2026-W54", "2026-13", "0000-W01", "next", "9999-W53"])
def test_what_is_no_week_is_refused(tmp_path, week):
    with pytest.raises(CommandProblem, match="is no week"):
        coverage(tmp_path, week=week)
