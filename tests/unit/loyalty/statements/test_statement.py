"""What a statement says of a period."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.loyalty.domain.crediting import Credit, credit
from services.loyalty.domain.ledger import Book
from services.loyalty.domain.statements.period import period_of
from services.loyalty.domain.statements.statement import MOST_LINES, MOST_PRINTED, statement_of
from services.loyalty.domain.statements.wording import MESSAGES, said_of
from services.loyalty.domain.words import EntryKind, Source
from tests.unit.loyalty.statements.conftest import DAY, START

NOW = START + 55 * DAY


def told(book, first, last, zone="Europe/Berlin", now=NOW):
    return statement_of("cust-0042", book.account, book.entries, period_of(first, last, zone, now), now)


def test_a_statement_leads_from_the_opening_to_the_closing_balance(book):
    statement = told(book, "2026-02-01", "2026-03-31")
    assert (statement.opening, statement.closing) == (1_400, book.account.balance)
    assert (statement.received, statement.gone) == (13_095, 160)
    kinds = [line.kind for line in statement.lines]
    assert kinds == [EntryKind.EARN, EntryKind.REDEEM, EntryKind.EARN, EntryKind.RESTORE, EntryKind.CORRECT]
    assert [line.balance for line in statement.lines] == [1_650, 1_590, 13_935, 14_435, 14_335]


@given(st.integers(0, 60), st.integers(0, 60))
def test_periods_side_by_side_leave_nothing_out_and_tell_nothing_twice(one, other):
    first, second = sorted((one, other))
    made = Book(None, "kumo/cust")
    for number in range(60):
        at = START + timedelta(days=number, hours=number)
        credit(made, Credit(Source.GIFT, str(number), number + 1, at, reason="x"))
    days = [(START + n * DAY).date().isoformat() for n in (-1, first, first + 1, second + 1, second + 2, 200)]
    now = START + 300 * DAY
    parts = [told(made, days[0], days[1], now=now), told(made, days[2], days[3], now=now)]
    parts.append(told(made, days[4], days[5], now=now))
    assert [part.opening for part in parts] == [0, parts[0].closing, parts[1].closing]
    assert sum(len(part.lines) for part in parts) == 60
    assert parts[2].closing == made.account.balance


def test_what_was_written_down_late_counts_when_it_happened(book):
    credit(book, Credit(Source.GIFT, "late", 7, START + 5 * DAY))
    january = told(book, "2026-01-01", "2026-01-31")
    assert january.closing == 1_407
    assert [line.at for line in january.lines] == sorted(line.at for line in january.lines)
    assert told(book, "2026-02-01", "2026-03-31").opening == 1_407


def test_what_is_pending_and_what_expires_is_told_as_of_now(book):
    statement = told(book, "2026-01-01", "2026-01-31")
    assert [(one.points, one.order_id) for one in statement.pending] == [(12_345, "A-1077")]
    assert statement.pending[0].release_at == START + 64 * DAY
    assert sum(one.points for one in statement.expiring) == statement.spendable == book.account.spendable
    assert statement.expiring[0].expires_at == START + 700 * DAY
    assert (statement.tier, statement.tier_review_at) == ("silver", START + 365 * DAY)


def test_profiles_and_abandoned_redemptions_are_nothing_to_a_member(book):
    book.post(EntryKind.ABANDON, NOW, reference="r-9")
    kinds = {line.kind for line in told(book, "2026-01-01", "2026-12-31").lines}
    assert not kinds & {EntryKind.PROFILE, EntryKind.ABANDON}


def test_only_what_a_person_wrote_is_a_note(book):
    lines = told(book, "2026-01-01", "2026-12-31").lines
    notes = {line.kind: line.note for line in lines if line.note}
    assert set(notes) == {EntryKind.EARN, EntryKind.CORRECT}


def test_everything_that_can_be_said_is_in_the_catalogue(book):
    for line in told(book, "2026-01-01", "2026-12-31").lines:
        said = said_of(line)
        assert said.message in MESSAGES
        assert said.message.format(**said.names)


def test_a_period_that_is_too_full_is_refused():
    made = Book(None, "kumo/cust")
    for number in range(MOST_LINES + 1):
        credit(made, Credit(Source.GIFT, str(number), 1, START))
    with pytest.raises(Refused, match="STATEMENT_TOO_LONG"):
        told(made, "2026-01-01", "2026-12-31")


def test_a_statement_that_would_take_too_long_to_print_is_refused_as_a_pdf():
    made = Book(None, "kumo/cust")
    for number in range(MOST_PRINTED):
        credit(made, Credit(Source.GIFT, str(number), 1, START))
    statement = told(made, "2026-01-01", "2026-12-31")
    with pytest.raises(Refused, match="501 rows are too many for a PDF"):
        statement.check_printable()


def test_the_days_are_those_of_the_member():
    tokyo = period_of("2026-03-01", "2026-03-01", "Asia/Tokyo", NOW)
    assert tokyo.since == datetime(2026, 2, 28, 15, tzinfo=UTC) and tokyo.until == tokyo.since + DAY


def test_a_day_of_a_clock_change_is_shorter_or_longer():
    spring = period_of("2026-03-29", "2026-03-29", "Europe/Berlin", NOW)
    autumn = period_of("2026-10-25", "2026-10-25", "Europe/Berlin", NOW)
    assert (spring.until - spring.since, autumn.until - autumn.since) == (timedelta(hours=23), timedelta(hours=25))


def test_without_days_a_statement_is_of_the_last_ninety():
    late = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    usual = period_of("", "", "Asia/Tokyo", late)
    assert (usual.first, usual.last) == (date(2025, 12, 7), date(2026, 3, 7))


@pytest.mark.parametrize(
    ("first", "last", "field", "reason"),
    [
        ("2026-02-30", "", "from", "NO_DAY"),
        ("", "2026-13-01", "until", "NO_DAY"),
        ("2026-03-02", "2026-03-01", "until", "NOT_AFTER"),
        ("2020-01-01", "2026-01-01", "from", "TOO_FAR"),
        ("0001-01-01", "2026-01-01", "from", "OUT_OF_RANGE"),
        ("", "9999-12-31", "until", "OUT_OF_RANGE"),
    ],
)
def test_days_that_make_no_period_are_refused(first, last, field, reason):
    with pytest.raises(Refused) as refused:
        period_of(first, last, "Europe/Berlin", NOW)
    assert [(one.field, one.reason) for one in refused.value.violations] == [(field, reason)]
