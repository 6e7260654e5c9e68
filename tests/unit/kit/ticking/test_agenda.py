from datetime import UTC, datetime, timedelta

from services.kit.ticking.agenda import Agenda

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_an_agenda_names_its_first_instant_and_crosses_out_what_has_passed():
    agenda = Agenda(after(60))
    agenda.note([(after(30), 1), (after(10), 2), (after(10), 3), (after(10), 2)])

    assert agenda.next == after(10)
    assert agenda.passed(after(10)) == {2: after(10), 3: after(10)}
    assert agenda.next == after(30)
    assert agenda.passed(after(29)) == {}


def test_a_partition_in_which_much_has_passed_is_named_with_its_first_instant():
    agenda = Agenda(after(60))
    agenda.note([(after(30), 1), (after(10), 1), (after(20), 2), (after(40), 2)])

    assert agenda.passed(after(30)) == {1: after(10), 2: after(20)}


def test_what_lies_beyond_its_end_is_not_taken_down():
    agenda = Agenda(after(60))
    agenda.note([(after(61), 1)])

    assert agenda.next == after(60)
    assert agenda.passed(after(100)) == {}


def test_what_is_heard_too_late_has_passed_at_once():
    agenda = Agenda(after(60))
    agenda.note([(after(-5), 4)])

    assert agenda.passed(NOW) == {4: after(-5)}


def test_an_instant_that_was_crossed_out_can_be_noted_again():
    agenda = Agenda(after(60))
    agenda.note([(after(1), 4)])
    agenda.passed(after(1))
    agenda.note([(after(1), 4)])

    assert agenda.passed(after(1)) == {4: after(1)}
