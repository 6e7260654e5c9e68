from datetime import UTC, datetime, timedelta

from services.sla.agenda import Agenda

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_an_agenda_names_its_first_instant_and_crosses_out_what_has_passed():
    agenda = Agenda(after(60))
    agenda.note([(after(30), 1), (after(10), 2), (after(10), 3), (after(10), 2)])

    assert agenda.next == after(10)
    assert agenda.passed(after(10)) == {2, 3}
    assert agenda.next == after(30)
    assert agenda.passed(after(29)) == set()


def test_what_lies_beyond_its_end_is_not_taken_down():
    agenda = Agenda(after(60))
    agenda.note([(after(61), 1)])

    assert agenda.next == after(60)
    assert agenda.passed(after(100)) == set()


def test_what_is_heard_too_late_has_passed_at_once():
    agenda = Agenda(after(60))
    agenda.note([(after(-5), 4)])

    assert agenda.passed(NOW) == {4}


def test_an_instant_that_was_crossed_out_can_be_noted_again():
    agenda = Agenda(after(60))
    agenda.note([(after(1), 4)])
    agenda.passed(after(1))
    agenda.note([(after(1), 4)])

    assert agenda.passed(after(1)) == {4}
