"""What people and engines say of a segment, and which of it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.translation.domain.memory.segment import (
    KEPT,
    MOST_CORRECTIONS,
    Correction,
    Machine,
    Segment,
    correct,
    learn,
    segment_id,
    withdraw,
)
from services.translation.domain.memory.unit import Origin, Pair

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = Segment("en", "de", "Thank you!", "", NOON)
MACHINE = Machine("Danke!", "deepl", "2026-01", NOON)


def said(number: int, target: str = "Vielen Dank!") -> Correction:
    return Correction(f"c{number}", target, "ana", NOON + timedelta(minutes=number))


def corrected(*corrections: Correction, known: Segment | None = None) -> Segment:
    for one in corrections:
        known = correct(known, NEW, one)
    return known


def test_an_engines_translation_stands_for_a_time_where_nobody_has_said_more():
    learned = learn(None, NEW, MACHINE)
    assert (learned.standing, learned.origin, learned.forget_at) == (MACHINE, Origin.ENGINE, NOON + KEPT)
    assert learn(learned, NEW, replace(MACHINE, at=NOON + KEPT)) is None
    newer = replace(MACHINE, target="Danke schön!")
    assert learn(learned, NEW, newer).standing == newer


def test_a_persons_translation_stands_before_an_engines_for_good():
    known = correct(learn(None, NEW, MACHINE), NEW, said(1))
    assert (known.standing, known.origin, known.forget_at) == (said(1), Origin.PERSON, None)
    assert learn(known, NEW, replace(MACHINE, target="Dank!")) is None


def test_only_what_a_person_has_translated_is_found_by_its_likeness():
    assert learn(None, NEW, MACHINE).bands == ()
    assert len(corrected(said(1)).bands) == 16


def test_the_newest_correction_stands_and_the_same_one_counts_once():
    known = corrected(said(1), said(2, "Herzlichen Dank!"))
    assert known.standing == said(2, "Herzlichen Dank!")
    assert correct(known, NEW, said(1)) is None


def test_of_a_withdrawn_correction_the_one_before_stands_again():
    known = withdraw(corrected(said(1), said(2)), "c2", "ben", NOON)
    assert (known.standing, known.origin) == (said(1), Origin.PERSON)
    assert known.corrections[1].withdrawn_by == "ben"
    assert withdraw(known, "c2", "ben", NOON) is None


def test_where_all_are_withdrawn_nothing_stands_and_an_engine_may_try_again():
    known = withdraw(correct(learn(None, NEW, MACHINE), NEW, said(1)), "c1", "ben", NOON)
    assert (known.standing, known.origin) == (None, None)
    learned = learn(known, NEW, MACHINE)
    assert (learned.standing, learned.forget_at) == (MACHINE, None)


@pytest.mark.parametrize("known", [None, NEW, corrected(said(1))])
def test_what_nobody_said_cant_be_withdrawn(known):
    with pytest.raises(Refused, match="NO_CORRECTION"):
        withdraw(known, "c9", "ben", NOON)


def test_a_segment_keeps_so_many_corrections():
    known = corrected(*(said(number) for number in range(MOST_CORRECTIONS + 5)))
    assert [one.correction_id for one in known.corrections] == [
        f"c{number}" for number in range(5, MOST_CORRECTIONS + 5)
    ]


def test_an_id_follows_from_all_that_a_segment_is():
    pairs = (Pair("en", "de"), Pair("en", "fr"), Pair("de", "en"))
    ids = [segment_id(tenant, *rest) for tenant in ("a", "b") for rest in ((one, "", "Hi") for one in pairs)]
    ids += [segment_id("a", pairs[0], "returns", "Hi"), segment_id("a", pairs[0], "", "Hi!")]
    assert len(set(ids)) == len(ids)
    assert segment_id("a", pairs[0], "", "Hi") == ids[0]
    assert len(ids[0]) == len("a/") + 43


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), st.integers(0, 5)),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("learn"), st.integers(0, 2)),
    ),
    max_size=30,
)


@given(STEPS)
def test_whatever_happens_a_persons_last_word_stands(steps):
    known: Segment | None = None
    standing: dict[str, Correction] = {}
    withdrawn: set[str] = set()
    for at, (step, number) in enumerate(steps):
        name = f"c{number}"
        if step == "correct":
            told = replace(said(at, f"Dank {at}"), correction_id=name)
            if name not in withdrawn:
                standing.setdefault(name, told)
            known = correct(known, NEW, told) or known
        elif step == "withdraw" and (name in standing or name in withdrawn):
            standing.pop(name, None)
            withdrawn.add(name)
            known = withdraw(known, name, "ben", NOON) or known
        elif step == "learn":
            known = learn(known, NEW, replace(MACHINE, target=f"Maschine {number}")) or known
        if standing:
            assert known.standing == list(standing.values())[-1]
        elif known is not None:
            assert not isinstance(known.standing, Correction)
        if known is not None:
            assert (known.origin is None) == (known.standing is None)
