"""Coupon codes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from services.loyalty.domain.rewards.codes import code_of, fingerprint

SECRET = b"a secret of these tests"


def test_a_code_has_100_bits_in_characters_that_are_not_misread():
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}", code_of(SECRET, "shop", "r1"))
    assert code_of(SECRET, "shop", "r1") == code_of(SECRET, "shop", "r1")


def test_every_character_stands_at_every_place():
    codes = [code_of(SECRET, "shop", f"r{number}").replace("-", "") for number in range(2000)]
    assert len(set(codes)) == 2000
    assert {len({code[place] for code in codes}) for place in range(20)} == {32}


def test_another_secret_tenant_or_redemption_has_another_code():
    codes = {
        code_of(secret, tenant, redemption)
        for secret in (SECRET, b"another")
        for tenant in ("shop", "shop-2")
        for redemption in ("r1", "r2")
    }
    assert len(codes) == 8


@settings(deadline=None)
@given(st.uuids(), st.data())
def test_a_code_is_found_however_a_person_types_it(redemption, data):
    code = code_of(SECRET, "shop", str(redemption))
    loose = code.replace("-", data.draw(st.sampled_from(["", " ", "-", "--"])))
    typed = "".join(data.draw(st.sampled_from({"0": "0Oo", "1": "1IlLi"}.get(one, one + one.lower()))) for one in loose)
    assert fingerprint("shop", typed) == fingerprint("shop", code) != ""
    assert fingerprint("shop-2", typed) != fingerprint("shop", code)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_what_cannot_be_a_code_has_no_fingerprint(typed):
    possible = re.fullmatch(r"[0-9A-TV-Z]{20}", typed.upper().replace("-", "").replace(" ", "")) is not None
    assert bool(fingerprint("shop", typed)) is possible


def test_a_code_of_another_alphabet_is_no_code():
    assert fingerprint("shop", "\N{ARABIC-INDIC DIGIT ONE}" * 20) == ""
    assert fingerprint("shop", "U" * 20) == ""
