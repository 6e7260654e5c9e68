"""Translation memories of other tools."""

from __future__ import annotations

import pytest

from services.kit.errors import Refused
from services.translation.domain.memory.unit import Pair
from services.translation.memory.tmx import MOST_UNITS, read_tmx

EN_DE = Pair("en", "de")


def tmx(*units: str) -> str:
    head = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en"/><body>'
    return f"{head}{''.join(f'<tu>{one}</tu>' for one in units)}</body></tmx>"


def variant(language: str, text: str) -> str:
    return f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>'


def test_of_each_unit_the_two_languages_are_taken():
    pairs = (("Hi", "Hallo"), ("A", "B"))
    units = [variant("en", one) + variant("fr", "x") + variant("de", other) for one, other in pairs]
    found = read_tmx(tmx(*units, variant("en", "Only")), EN_DE)
    assert (found.units, found.segments) == (3, pairs)


@pytest.mark.parametrize(
    ("wanted", "there", "taken"),
    [
        ("de", ["de-AT", "de"], "de"),
        ("de", ["de-AT", "de-CH"], "de-AT"),
        ("de-CH", ["de", "de-CH"], "de-CH"),
        ("de-CH", ["de-AT", "DE"], "DE"),
    ],
)
def test_the_nearest_variant_of_a_language_is_taken(wanted, there, taken):
    unit = variant("EN-us", "Hi") + "".join(variant(one, one) for one in there)
    assert read_tmx(tmx(unit), Pair("en", wanted)).segments == (("Hi", taken),)


def test_codes_within_a_segment_stay_in_the_text():
    coded = variant("en", 'Hi <bpt i="1">&lt;b&gt;</bpt>Ana<ept i="1">&lt;/b&gt;</ept> &amp; you')
    assert read_tmx(tmx(coded + variant("de", "Hallo")), EN_DE).segments[0][0] == "Hi <b>Ana</b> & you"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no XML",
        "<tmx><body>",
        "<html/>",
        '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><body><tu>&b;</tu></body></tmx>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>&a;</body></tmx>',
    ],
)
def test_what_isnt_a_plain_tmx_file_is_refused(text):
    with pytest.raises(Refused, match="NOT_TMX"):
        read_tmx(text, EN_DE)


def test_a_file_has_so_many_units():
    with pytest.raises(Refused, match="TOO_MANY_UNITS"):
        read_tmx(tmx(*[""] * (MOST_UNITS + 1)), EN_DE)
    assert read_tmx(tmx(*[""] * MOST_UNITS), EN_DE).segments == ()
