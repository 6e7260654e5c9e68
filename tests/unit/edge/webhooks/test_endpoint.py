"""What becomes of an endpoint."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.edge.webhooks.domain import endpoint as rules
from services.edge.webhooks.domain.endpoint import Endpoint, Secret
from services.edge.webhooks.domain.words import DisabledReason, EndpointStatus

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOOK = Endpoint("e", "https://a.example/", ("heliodesk.ticketing.v1.*",), "", (Secret("one"),), NOON)


def test_it_is_told_of_types_of_packages_or_of_everything():
    assert HOOK.wants("heliodesk.ticketing.v1.TicketOpened")
    assert not HOOK.wants("heliodesk.ticketing.v10.TicketOpened")
    exact = replace(HOOK, types=("heliodesk.sla.v1.ClockBreached",))
    assert exact.wants("heliodesk.sla.v1.ClockBreached") and not exact.wants("heliodesk.sla.v1.ClockBreachedAgain")
    assert replace(HOOK, types=("*",)).wants("anything")


def test_both_secrets_sign_while_they_overlap():
    after, event = rules.rotate(HOOK, "two", DAY, NOON)
    assert event.overlap_ends_at == after.overlap_ends_at == NOON + DAY
    assert after.signing(NOON) == ["two", "one"]
    assert after.signing(NOON + DAY) == ["two"]
    assert rules.rotate(HOOK, "two", timedelta(), NOON)[0].signing(NOON) == ["two"]


def test_a_second_rotation_gives_the_first_secret_no_more_time():
    once, _ = rules.rotate(HOOK, "two", DAY, NOON)
    twice, _ = rules.rotate(once, "three", 2 * DAY, NOON + DAY / 2)
    assert twice.signing(NOON + DAY / 2) == ["three", "two", "one"]
    assert twice.signing(NOON + DAY) == ["three", "two"]
    again, _ = rules.rotate(twice, "four", DAY, NOON + DAY / 2)
    assert len(again.secrets) == rules.MOST_SECRETS and again.signing(NOON) == ["four", "three", "two"]


def test_one_that_takes_nothing_for_days_is_disabled_and_it_is_told_since_when():
    failing, told = rules.failed(HOOK, 5 * DAY, NOON)
    assert (failing.failing_since, told) == (NOON, None)
    assert rules.failed(failing, 5 * DAY, NOON + 5 * DAY - timedelta(seconds=1)) is None
    after, event = rules.failed(failing, 5 * DAY, NOON + 5 * DAY)
    assert (after.status, after.disabled_reason) == (EndpointStatus.DISABLED, DisabledReason.FAILING)
    assert (event.failing_since, event.disabled_at) == (NOON, NOON + 5 * DAY)
    assert rules.failed(after, 5 * DAY, NOON + 9 * DAY) is None


def test_one_success_and_the_days_are_counted_anew():
    failing, _ = rules.failed(HOOK, 5 * DAY, NOON)
    well, told = rules.took(failing)
    assert (well, told) == (HOOK, None)
    assert rules.took(HOOK) is None
    assert rules.failed(well, 5 * DAY, NOON + 5 * DAY)[0].enabled


def test_enabling_forgets_why_it_was_disabled():
    failing, _ = rules.failed(HOOK, DAY, NOON)
    disabled, _ = rules.disable(failing, DisabledReason.GONE, NOON)
    enabled, event = rules.enable(disabled, NOON + DAY)
    assert (enabled, event.enabled_at) == (HOOK, NOON + DAY)
    assert rules.enable(enabled, NOON) is None and rules.disable(disabled, DisabledReason.BY_HAND, NOON) is None


def test_of_a_deleted_one_neither_url_nor_secret_is_left():
    after, _ = rules.delete(HOOK, NOON)
    assert (after.url, after.secrets, after.enabled) == ("", (), False)
