"""Glossaries as files: tables and TBX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.errors import Refused
from services.translation.domain.glossary import Term, TermRule
from services.translation.domain.glossary.table import read_csv, write_csv
from services.translation.domain.glossary.tbx import read_tbx, write_tbx

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
LISTS = st.lists(WORDS, max_size=3).map(tuple)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    rule = draw(st.sampled_from(TermRule))
    some = {TermRule.MUST: st.tuples(WORDS), TermRule.MAY: LISTS.filter(bool), TermRule.MUST_NOT: st.just(())}
    return Term(draw(WORDS), draw(some[rule]), rule, draw(st.booleans()), draw(LISTS), draw(WORDS | st.just("")))


def csv(content: str) -> list[Term]:
    return [term for _, term in read_csv(content, "de", "en")]


def tbx(content: str) -> list[Term]:
    return [term for _, term in read_tbx(content, "de", "en")]


@given(st.lists(terms(), max_size=6))
def test_what_is_exported_as_a_table_can_be_imported(them):
    assert csv(write_csv(them)) == them


@given(st.lists(terms(), min_size=1, max_size=6))
def test_what_is_exported_as_tbx_can_be_imported(them):
    assert tbx(write_tbx(them, "de", "en")) == them


@pytest.mark.parametrize(
    "content",
    [
        "source,target\nGutschein,gift card\nRückgabe,return|refund\nLumo,\n",
        "\ufeffde;en\r\nGutschein;gift card\r\n\r\nRückgabe;return|refund\r\nLumo;\r\n",
        "Gutschein\tgift card\nRückgabe\treturn | refund\nLumo\n",
        'Target,Source,Rule\n"gift card",Gutschein,must\nreturn|refund,Rückgabe,MAY\n,Lumo,must not\n',
    ],
)
def test_tables_are_as_spreadsheets_write_them(content):
    assert csv(content) == [
        Term("Gutschein", ("gift card",)),
        Term("Rückgabe", ("return", "refund"), TermRule.MAY),
        Term("Lumo", (), TermRule.MUST_NOT),
    ]


def test_what_is_wrong_in_a_table_is_told_by_line_and_column():
    content = "source,target,rule,case_sensitive\na,b,perhaps,\nc,d,must,maybe\ne,f,must,yes\ng,h,,,i\n"
    with pytest.raises(Refused) as caught:
        csv(content)
    assert [(one.field, one.reason) for one in caught.value.violations] == [
        ("content.2.rule", "UNKNOWN_VALUE"),
        ("content.3.case_sensitive", "UNKNOWN_VALUE"),
        ("content.5.5", "TOO_MANY"),
    ]


@pytest.mark.parametrize("content", ["a,\x00b\n", 'a,"' + "b" * 200_000, ""])
def test_no_table_is_too_strange(content):
    try:
        read = csv(content)
    except Refused as refused:
        assert refused.violations[0].reason == "NOT_CSV"
    else:
        assert len(read) <= 1


VERSION_2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
  <termEntry id="c1"><note>ours</note>
    <langSet xml:lang="de"><tig><term>Gutschein</term></tig><tig><term>Bon</term></tig></langSet>
    <langSet xml:lang="en">
      <tig><term>voucher</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
      <ntig><termGrp><term>gift card</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
      <tig><term>coupon</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    </langSet>
    <langSet xml:lang="fr"><tig><term>bon d'achat</term></tig></langSet>
  </termEntry>
  <termEntry><langSet xml:lang="DE"><tig><term>Lumo</term></tig></langSet>
    <langSet xml:lang="en"><tig><term>Lumo</term></tig></langSet></termEntry>
  <termEntry><langSet xml:lang="fr"><tig><term>nom</term></tig></langSet></termEntry>
</body></text></martif>"""


def test_tbx_of_version_2_is_read_with_what_is_preferred_and_what_is_not_to_be_used():
    said = (("gift card", "voucher"), TermRule.MAY, False, ("coupon",), "ours")
    assert tbx(VERSION_2) == [Term("Gutschein", *said), Term("Bon", *said), Term("Lumo", (), TermRule.MUST_NOT)]


@pytest.mark.parametrize(
    "content", ["", "no xml", "<tbx/>", "<a><b></a>", "\x00", '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>']
)
def test_what_is_no_tbx_is_refused(content):
    with pytest.raises(Refused, match="NOT_TBX"):
        tbx(content)


def test_entities_that_grow_are_refused():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 50 if n else "x" * 50}">' for n in range(8))
    with pytest.raises(Refused, match="NOT_TBX"):
        tbx(f"<!DOCTYPE tbx [{entities}]><tbx><conceptEntry><term>&e7;</term></conceptEntry></tbx>")
