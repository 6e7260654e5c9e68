"""What is wrong with the terms that a shop wants to publish."""

from __future__ import annotations

import pytest

from services.kit.errors import RefusalKind, Refused
from services.translation.domain.glossary import Term, TermRule
from services.translation.domain.glossary.checking import LONGEST, MOST_TERMS, check_size, check_terms

GOOD = Term("Gutschein", ("gift card",))


def faults(*terms: Term) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        check_terms(terms, lambda number: f"terms.{number}")
    assert caught.value.reason == "INVALID_FIELDS"
    return [(one.field, one.reason) for one in caught.value.violations]


@pytest.mark.parametrize(
    ("term", "field", "reason"),
    [
        (Term("  ", ("x",)), "source", "EMPTY"),
        (Term("…", ("x",)), "source", "EMPTY"),
        (Term("a", (" ",)), "targets.0", "EMPTY"),
        (Term("a" * (LONGEST + 1), ("x",)), "source", "TOO_LONG"),
        (Term("a\x00", ("x",)), "source", "UNPRINTABLE"),
        (Term("a", ("x\ud800",)), "targets.0", "UNPRINTABLE"),
        (Term("a", ("x",), note="\x07"), "note", "UNPRINTABLE"),
        (Term("a", ("x",), note="n" * 501), "note", "TOO_LONG"),
        (Term("a"), "targets", "REQUIRED"),
        (Term("a", rule=TermRule.MAY), "targets", "REQUIRED"),
        (Term("a", ("x", "y")), "targets", "TOO_MANY"),
        (Term("a", ("x",), TermRule.MUST_NOT), "targets", "UNEXPECTED"),
        (Term("a", tuple("bcdefghijklm"), TermRule.MAY), "targets", "TOO_MANY"),
        (Term("a", ("x", "X "), TermRule.MAY), "targets.1", "DUPLICATE"),
        (Term("a", ("x",), forbidden=("y", "X")), "forbidden.1", "CONTRADICTION"),
        (Term("a", (), TermRule.MUST_NOT, forbidden=("A",)), "forbidden.0", "CONTRADICTION"),
    ],
)
def test_each_fault_names_its_field(term, field, reason):
    assert faults(GOOD, term) == [(f"terms.1.{field}", reason)]


def test_a_term_is_there_once():
    assert faults(GOOD, Term(" gutschein", ("gift card",))) == [("terms.1.source", "DUPLICATE")]
    assert faults(GOOD, Term("GUTSCHEIN", ("coupon",))) == [("terms.1.source", "CONTRADICTION")]
    assert faults(GOOD, Term("Gutschein", (), TermRule.MUST_NOT)) == [("terms.1.source", "CONTRADICTION")]


def test_with_its_capitals_and_without_a_term_may_be_there():
    check_terms([Term("apple", ("Apfel",)), Term("Apple", ("Apple",), case_sensitive=True)], str)


def test_all_faults_are_told_at_once_up_to_a_hundred():
    assert len(faults(Term(""), Term("a"), Term("b"))) == 4
    assert len(faults(*(Term(f"t{number}") for number in range(300)))) == 100


def test_a_glossary_has_an_end():
    check_size(MOST_TERMS, 1)
    for terms, characters in ((MOST_TERMS + 1, 1), (1, 10_000_001)):
        with pytest.raises(Refused) as caught:
            check_size(terms, characters)
        assert (caught.value.reason, caught.value.kind) == ("GLOSSARY_TOO_LARGE", RefusalKind.TOO_LARGE)
