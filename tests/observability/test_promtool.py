"""What Prometheus itself says of the rules: that it reads them, when they raise an alert, and that each query of the
dashboards is answered by series."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from deploy.observability import slos
from deploy.observability.making import every_alert, rule_groups
from deploy.observability.rules import to_groups
from tests.observability import measured, queries
from tests.observability.programs import PROGRAMS
from tests.observability.scenarios import SCENARIOS, Scenario

RULES = Path("deploy/observability/made/rules.yaml").resolve()
_SHOWN_AT = "60m"


@pytest.fixture(scope="module")
def promtool():
    """Runs it; answers whether it was content, and its words."""
    found = shutil.which("promtool", path=PROGRAMS)
    if found is None:
        pytest.skip("promtool isn't here (`make setup` unpacks it): nobody has checked the rules")

    def run(*arguments: str | Path) -> tuple[bool, str]:
        done = subprocess.run([found, *arguments], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode == 0, done.stdout + done.stderr

    return run


def test_prometheus_reads_the_rules(promtool):
    content, words = promtool("check", "rules", RULES)
    assert content, words


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("increase(", "increase((", id="an expression that isn't one"),
        pytest.param("{{ $labels.part }}", "{{ $labels.part", id="a text that isn't filled in"),
        pytest.param("for: 5m", "for: five minutes", id="a time that is none"),
    ],
)
def test_a_broken_rule_is_refused(promtool, tmp_path, right, wrong):
    broken = tmp_path / "rules.yaml"
    assert right in RULES.read_text()
    broken.write_text(RULES.read_text().replace(right, wrong, 1))
    content, words = promtool("check", "rules", broken)
    assert not content, words


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: f"{one.alert}: {one.told}")
def test_an_alert_is_raised_when_it_should_be_and_only_then(promtool, tmp_path, scenario):
    test = _of(scenario)
    content, words = promtool("test", "rules", _written(tmp_path, test, _rules_for(scenario), scenario.step))
    assert content, words


def test_an_alert_that_is_not_raised_is_found_out(promtool, tmp_path):
    """Or the test above could not fail."""
    stuck = next(one for one in SCENARIOS if one.alert == "HeliodeskOutboxStuck" and one.fires)
    content, words = promtool("test", "rules", _written(tmp_path, _of(stuck), {"groups": []}))
    assert not content
    assert "HeliodeskOutboxStuck" in words


def test_each_alert_has_a_scenario_that_raises_it_and_one_that_does_not():
    names = {alert.name for alert in every_alert()}
    assert {one.alert for one in SCENARIOS if one.fires} == names
    assert {one.alert for one in SCENARIOS if not one.fires} == names


def test_each_query_of_the_dashboards_is_answered(promtool, tmp_path):
    shown = queries.of_dashboards()
    asked = [*shown, *queries.of_rules()]
    series = {one: "1+1x90" for query in asked for selector in query.selectors() for one in _series_for(selector)}
    tests = [
        {"expr": f"vector(1) and on () ({query.expr})", "eval_time": _SHOWN_AT, "exp_samples": [_ONE]}
        for query in shown
    ]
    test = {"interval": "1m", "input_series": _input(series), "promql_expr_test": tests}
    content, words = promtool("test", "rules", _written(tmp_path, test, rule_groups()))
    assert content, words


_ONE = {"labels": "{}", "value": 1}


def _written(folder: Path, test: dict, rules: dict, step: str = "1m") -> Path:
    (folder / "rules.yaml").write_text(yaml.safe_dump(rules))
    path = folder / "tests.yaml"
    # What is recorded comes before the alerts that read it: promtool would take the groups in whatever order.
    order = [group["name"] for group in rules["groups"]]
    told = {"rule_files": ["rules.yaml"], "evaluation_interval": step, "group_eval_order": order, "tests": [test]}
    path.write_text(yaml.safe_dump(told))
    return path


def _rules_for(scenario: Scenario) -> dict:
    """The alert's, and what is recorded for it: all of them take Prometheus a minute."""
    mine = [alert for alert in every_alert() if alert.name == scenario.alert]
    objective = mine[0].labels.get("slo")
    recordings = [one for one in slos.recordings() if one.labels["slo"] == objective]
    return to_groups({"recordings": recordings, "alerts": mine})


def _of(scenario: Scenario) -> dict:
    labels = ", ".join(filter(None, (f'alertname="{scenario.alert}", alertstate="firing"', scenario.labels)))
    test = {
        "expr": f"vector(1) and on () ALERTS{{{labels}}}",
        "eval_time": scenario.at,
        "exp_samples": [_ONE] if scenario.fires else [],
    }
    return {"interval": scenario.step, "input_series": _input(scenario.series), "promql_expr_test": [test]}


def _input(series: dict[str, str]) -> list[dict]:
    return [{"series": name, "values": values} for name, values in series.items()]


def _series_for(selector) -> list[str]:
    """Such as the platform would have, that the selector finds. A histogram's buckets come all together."""
    if selector.name in queries.recorded():
        return []
    matchers = selector.matchers.matchers
    chosen = {}
    for label in sorted(measured.labels_of(selector.name) - {"le"}):
        mine = [matcher for matcher in matchers if matcher.name == label]
        values = measured.values_of(selector.name, label)
        chosen[label] = next(value for value in values if all(measured.fits(one, value) for one in mine))
    bounds = measured.values_of(selector.name, "le") if selector.name.endswith("_bucket") else [None]
    return [_named(selector.name, chosen | ({"le": bound} if bound else {})) for bound in bounds]


def _named(name: str, labels: dict[str, str]) -> str:
    told = ",".join(f'{label}="{value}"' for label, value in labels.items())
    return f"{name}{{{told}}}"
