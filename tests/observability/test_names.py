"""What dashboards and rules ask for is what the platform measures."""

from pathlib import Path

import pytest

from deploy.observability.making import files
from tests.observability import measured, queries

MADE = Path("deploy/observability/made")
QUERIES = [*queries.of_dashboards(), *queries.of_rules()]
EACH_QUERY = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.where)


@EACH_QUERY
def test_a_query_asks_for_metrics_of_ours_by_labels_that_they_have(query):
    for selector in ours(query):
        assert selector.name in measured.metrics(), f"telemetry.py has no {selector.name}"
        asked = {matcher.name for matcher in selector.matchers.matchers}
        assert asked <= measured.labels_of(selector.name)


@EACH_QUERY
def test_each_value_that_a_query_asks_for_can_be_there(query):
    for selector in ours(query):
        for matcher in selector.matchers.matchers:
            values = measured.values_of(selector.name, matcher.name)
            assert any(measured.fits(matcher, value) for value in values), f"no {matcher.name} is {matcher.value}"


@EACH_QUERY
def test_a_query_keeps_labels_that_its_metrics_have(query):
    for selector in ours(query):
        assert query.grouped_by() <= measured.labels_of(selector.name) | {"le"}


@pytest.mark.parametrize("metric", sorted(set(measured.metrics().values()), key=measured.name_of), ids=measured.name_of)
def test_what_is_measured_is_shown(metric):
    asked = {selector.name for query in queries.of_dashboards() for selector in query.selectors()}
    assert any(measured.metrics().get(name) is metric for name in asked)


def test_what_was_made_is_up_to_date():
    """`make observability` makes it."""
    there = {str(path.relative_to(MADE)): path.read_text() for path in MADE.rglob("*") if path.is_file()}
    assert there == files()


def ours(query):
    """The series that no rule makes."""
    return [selector for selector in query.selectors() if selector.name not in queries.recorded()]
