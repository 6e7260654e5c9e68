"""Which unit answers a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.translation.domain.memory.answering import ask, similar_of
from services.translation.domain.memory.form import general
from services.translation.domain.memory.learning import lesson
from services.translation.domain.memory.segment import Segment
from services.translation.domain.memory.unit import LONGEST, Origin, Pair, Unit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAIR = Pair("en", "de")
SENT = "Your order 123-4567 was sent."


def unit(target: str, origin: Origin = Origin.PERSON, context: str = "", minutes: int = 0, source: str = SENT) -> Unit:
    at = NOON + timedelta(minutes=minutes)
    return Unit("en", "de", source, target, origin, "ana", at, context, "v1", correction_id=target)


def kept(*units: Unit) -> dict[str, Segment]:
    found: dict[str, Segment] = {}
    for one in units:
        told = lesson("shop", PAIR, one)
        found[told.segment_id] = told.change(found.get(told.segment_id)) or found[told.segment_id]
    return found


def answer(text: str, found: dict[str, Segment], context: str = "") -> str | None:
    hit = ask("shop", PAIR, text, context).best(found)
    return hit and hit.target


def test_a_hit_has_the_tokens_and_the_space_of_the_text_that_asks():
    found = kept(unit("Ihre Bestellung 123-4567 ist unterwegs."))
    hit = ask("shop", PAIR, " Your order 987-6543 was sent.\n").best(found)
    assert hit.source == " Your order 987-6543 was sent.\n"
    assert hit.target == " Ihre Bestellung 987-6543 ist unterwegs.\n"
    assert (hit.origin, hit.author, hit.correction_id) == (
        Origin.PERSON,
        "ana",
        "Ihre Bestellung 123-4567 ist unterwegs.",
    )


def test_there_is_no_hit_for_another_text():
    found = kept(unit("Ihre Bestellung 123-4567 ist unterwegs."))
    assert answer("Your order 123-4567 was lost.", found) is None
    assert answer(SENT, {}) is None
    assert answer("  ", found) is None


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ((unit("engine 123-4567", Origin.ENGINE, "", 9), unit("person 123-4567")), "person 123-4567"),
        ((unit("engine 123-4567", Origin.ENGINE, "returns", 9), unit("person 123-4567")), "person 123-4567"),
        ((unit("here 123-4567", context="returns"), unit("everywhere 123-4567", minutes=9)), "here 123-4567"),
        (
            (unit("elsewhere 123-4567", context="shipping", minutes=9), unit("everywhere 123-4567")),
            "everywhere 123-4567",
        ),
        ((unit("elsewhere 123-4567", context="shipping"),), None),
        ((unit("older 123-4567"), unit("newer 123-4567", minutes=1)), "newer 123-4567"),
        ((unit("these tokens alone"), unit("newer 123-4567", minutes=1)), "newer 123-4567"),
        ((unit("older 123-4567"), unit("these tokens alone", minutes=1)), "these tokens alone"),
    ],
)
def test_persons_first_then_the_context_then_the_newest(units, expected):
    assert answer(SENT, kept(*units), "returns") == expected


def test_a_persons_translation_without_its_sources_tokens_holds_for_these_alone():
    found = kept(unit("Ihre Sendung ist da."))
    assert answer(SENT, found) == "Ihre Sendung ist da."
    assert answer("Your order 987-6543 was sent.", found) is None


def test_an_engines_translation_without_its_sources_tokens_isnt_learned():
    assert lesson("shop", PAIR, unit("Ihre Sendung ist da.", Origin.ENGINE)) is None


def test_a_text_of_many_pages_isnt_learned():
    assert lesson("shop", PAIR, unit("Hallo", source="x" * LONGEST)) is not None
    assert lesson("shop", PAIR, unit("Hallo", source="x" * (LONGEST + 1))) is None
    assert lesson("shop", PAIR, unit("x" * (LONGEST + 1), source="Hello")) is None


def test_a_persons_translation_has_an_id():
    with pytest.raises(ValueError, match="has an id"):
        lesson("shop", PAIR, replace(unit("Danke!"), correction_id=""))


@pytest.mark.parametrize(("source", "target"), [(" ", "Hallo"), ("Hello", " \n"), ("\x00", "Hallo")])
def test_there_is_nothing_to_learn_of_what_cant_be_seen(source, target):
    assert lesson("shop", PAIR, unit(target, source=source)) is None


def test_an_order_number_isnt_kept():
    (segment,) = kept(unit("Ihre Bestellung 123-4567 ist unterwegs.")).values()
    assert "123" not in repr(segment.form) + segment.standing.target


def test_another_text_that_has_the_same_id_is_no_hit():
    (name, segment), *_ = kept(unit("Danke!", source="Thanks!")).items()
    (asked,) = ask("shop", PAIR, "Thank you!").forms
    assert ask("shop", PAIR, "Thank you!").best({asked: segment}) is None


def test_what_is_like_a_text_tells_which_of_its_tokens_it_lacks():
    (name, segment), *_ = kept(unit("Ihre Bestellung 123-4567 ist unterwegs.")).items()
    whole = similar_of(name, segment, general("The order 987-6543 was sent.", PAIR), 0.9)
    assert (whole.unit.target, whole.complete) == ("Ihre Bestellung 987-6543 ist unterwegs.", True)
    lacking = similar_of(name, segment, general("Your order was sent.", PAIR), 0.9)
    assert not lacking.complete
    assert "[" in lacking.unit.target
    assert "123-4567" not in lacking.unit.target
