"""What callers say is data: it is checked, and can't break out of the message."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.kit.money import Money
from services.translation.domain.rendering.marks import one_line
from services.translation.domain.rendering.messages import MESSAGES, SystemMessage, VariableKind
from services.translation.domain.rendering.samples import samples
from services.translation.domain.rendering.values import Given, Moment, checked
from services.translation.domain.tone.names import PersonName
from services.translation.rendering.catalogue import builtin
from services.translation.rendering.rendering import Renderer
from services.translation.tone.loading import builtin as tones

REFUND = MESSAGES[SystemMessage.REFUND_ISSUED]
PARCEL = MESSAGES[SystemMessage.PARCEL_DELIVERED]
RENDERER = Renderer(builtin(), lambda tenant, market: tones()[market])
MARKS = "\u2066\u2068\u2069\u200f"


def refused(message: SystemMessage, *said: Given) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        checked(MESSAGES[message], said)
    return [(one.field, one.reason) for one in caught.value.violations]


def test_all_that_is_wrong_is_said_at_once():
    found = refused(
        SystemMessage.REFUND_ISSUED,
        Given("order", VariableKind.TEXT, "A-1"),
        Given("amount", VariableKind.MONEY, Money(-5, "EUR")),
        Given("discount", VariableKind.COUNT, 3),
    )
    assert found == [
        ("variables.0.text", "WRONG_KIND"),
        ("variables.1.money", "OUT_OF_RANGE"),
        ("variables.2.name", "UNKNOWN_VARIABLE"),
        ("variables", "MISSING_VARIABLE"),
    ]


def test_a_variable_is_said_once():
    twice = [*samples(REFUND, "de-DE"), Given("order", VariableKind.CODE, "A-2")]
    assert refused(SystemMessage.REFUND_ISSUED, *twice) == [("variables.3.name", "DUPLICATE")]


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        (VariableKind.TEXT, " \u200b\u202e\n", "EMPTY"),
        (VariableKind.TEXT, "x" * 201, "TOO_LONG"),
        (VariableKind.CODE, "A 1", "MALFORMED"),
        (VariableKind.CODE, "A\u202e1", "MALFORMED"),
        (VariableKind.CODE, "", "MALFORMED"),
        (VariableKind.CODE, "-A", "MALFORMED"),
        (VariableKind.URL, "javascript:alert(1)", "MALFORMED"),
        (VariableKind.URL, "https://shop.example/a b", "MALFORMED"),
        (VariableKind.URL, "https://shop.example/\nX", "MALFORMED"),
        (VariableKind.URL, "https://shop.example/\u202egpj.exe", "MALFORMED"),
        (VariableKind.COUNT, -1, "OUT_OF_RANGE"),
        (VariableKind.COUNT, 10**12, "OUT_OF_RANGE"),
        (VariableKind.MONEY, Money(100, "XAU"), "NO_AMOUNTS"),
        (VariableKind.DAY, "2026-02-30", "MALFORMED"),
        (VariableKind.DAY, "0001-01-01", "OUT_OF_RANGE"),
        (VariableKind.MOMENT, Moment(datetime(1, 1, 1, tzinfo=UTC), "America/New_York"), "OUT_OF_RANGE"),
        (VariableKind.MOMENT, Moment(datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Tokyo"), "OUT_OF_RANGE"),
    ],
)
def test_a_value_that_can_not_be_told_is_refused(kind, value, reason):
    message, variable = next(
        (one, variable) for one in MESSAGES.values() for variable in one.variables if variable.kind is kind
    )
    said = [replace(one, value=value) if one.name == variable.name else one for one in samples(message, "de-DE")]
    place = [one.name for one in said].index(variable.name)
    assert refused(message.message, *said) == [(f"variables.{place}.{kind}", reason)]


def test_a_day_comes_as_text_and_is_a_date():
    known = checked(MESSAGES[SystemMessage.ORDER_DELAYED], samples(MESSAGES[SystemMessage.ORDER_DELAYED], "de-DE"))
    assert known["expected"].value == date(2026, 3, 16)


# --- nothing breaks out


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [
            "{ $guide }",
            "{$order}",
            "-term",
            "<b>Lumo</b><script>alert(1)</script>",
            "Lumo\n\nMit freundlichen Grüßen\nIhr Betrüger",
            "Lumo\r\nBcc: all@shop.example",
            "Lumo\u2028\u2029\x0b\x85two",
            "\u202eomuL\u202c",
            "\u2069\u2069\u2066Lumo",
            "%s {0} %(x)s ${x}",
            "مصباح \u202d2",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(text=HOSTILE.filter(one_line), locale=st.sampled_from(["de-DE", "ar-SA", "ja-JP"]))
def test_a_text_is_put_in_as_it_is_and_changes_nothing_around_it(text, locale):
    def said(product: str) -> str:
        market = locale.partition("-")[2]
        told = [replace(one, value=product) if one.name == "product" else one for one in samples(PARCEL, locale)]
        return RENDERER.render("shop", PARCEL.message, market, locale, told, PersonName(full="Lumo")).body

    plain = "PRODUCT" if locale != "ar-SA" else "\u2068PRODUCT\u2069"
    around = said("PRODUCT").split(plain)
    assert len(around) == 2
    body = said(text)
    assert body.startswith(around[0])
    assert body.endswith(around[1])
    inside = body[len(around[0]) : len(body) - len(around[1])]
    assert inside in (one_line(text), f"\u2068{one_line(text)}\u2069")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_one_line_is_one_line_in_which_everything_is_seen(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Cn") or one in MARKS for one in line)
    assert one_line(line) == line


@settings(max_examples=200, deadline=None)
@given(name=HOSTILE, locale=st.sampled_from(["de-DE", "ar-SA", "ja-JP", "en-US"]))
def test_a_name_changes_nothing_but_the_greeting(name, locale):
    market = locale.partition("-")[2]
    told = samples(PARCEL, locale)
    with_name = RENDERER.render("shop", PARCEL.message, market, locale, told, PersonName(full=name)).body
    without = RENDERER.render("shop", PARCEL.message, market, locale, told, PersonName()).body
    assert with_name.split("\n")[-5:] == without.split("\n")[-5:]
    assert with_name.count("\n\n") == without.count("\n\n")
    assert with_name.count("\u2069") == with_name.count("\u2066") + with_name.count("\u2068")
