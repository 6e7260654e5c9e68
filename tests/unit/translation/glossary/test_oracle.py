"""Any glossary and any text: what is found is what a search without any cleverness finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from services.translation.domain.glossary import CompiledGlossary, FaultKind, Hit, Layer, Term
from services.translation.domain.glossary.inflection import base_of, inflects, lowered

# Few letters, so that they meet; German, since forms of a word are then not all alike.
WORDS = ["Karte", "Karten", "Kart", "Gutschein", "Gutscheins", "Code", "codes", "für", "ß", "ss", "7"]
SEPARATORS = [" ", "  ", "-", " – ", "\n", ", ", ".", "/", "' ", "", "字", "ポ", "\xa0"]
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
IDEOGRAPHS = st.text("字ポイ", min_size=1, max_size=3)
SOURCES = st.lists(PHRASES | IDEOGRAPHS, min_size=1, max_size=8, unique_by=str.casefold)
TEXTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(SEPARATORS) | IDEOGRAPHS, max_size=14).map("".join)

BASE = base_of("de")
WORD = re.compile(r"[a-zäöüß0-9]+", re.IGNORECASE)


def glossary(sources: list[str]) -> CompiledGlossary:
    terms = tuple(Term(source, (f"{source} x{number}",)) for number, source in enumerate(sources))
    return CompiledGlossary("de", "en", [Layer(1, terms)])


def occurs(source: str, text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is a form of the source, as one would say it."""
    part = text[start:end]
    if not WORD.search(source):
        return part == source
    wanted, there = WORD.findall(source), list(WORD.finditer(part))
    if len(wanted) != len(there) or there[0].start() != 0 or there[-1].end() != len(part):
        return False
    if any(WORD.fullmatch(one) for one in (text[start - 1 : start], text[end : end + 1])):
        return False
    between = [part[one.end() : other.start()] for one, other in zip(there, there[1:], strict=False)]
    if not all(re.fullmatch(r"[\s–-]+", one) for one in between):
        return False
    same = all(
        BASE(lowered(one, "de")) == BASE(lowered(other.group(), "de")) for one, other in zip(wanted, there, strict=True)
    )
    return same and (part.casefold() == source.casefold() or inflects(source, part, "de"))


def searched(sources: list[str], text: str) -> set[tuple[int, int]]:
    """The places of terms: the longest first, of equals the first, none over another."""
    places = [
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if any(occurs(source, text, start, end) for source in sources)
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return set(kept)


@settings(max_examples=400)
@given(SOURCES, TEXTS)
def test_what_is_found_is_what_is_there(sources, text):
    hits = glossary(sources).hits(text)
    assert {(one.start, one.end) for one in hits} == searched(sources, text)
    assert all(one.text == text[one.start : one.end] for one in hits)
    assert all(occurs(one.term.source, text, one.start, one.end) for one in hits)
    assert list(hits) == sorted(hits, key=lambda one: one.start)


@settings(max_examples=200)
@given(SOURCES, TEXTS, st.data())
def test_a_translation_without_one_of_the_targets_has_one_fault(sources, text, data):
    compiled = glossary(sources)
    hits = compiled.hits(text)
    assert not compiled.check(text, " | ".join(hit.term.targets[0] for hit in hits), hits)
    if hits:
        left_out = data.draw(st.sampled_from(range(len(hits))))
        kept = [hit for number, hit in enumerate(hits) if number != left_out]
        (fault,) = compiled.check(text, " | ".join(hit.term.targets[0] for hit in kept), hits)
        assert (fault.kind, fault.term) == (FaultKind.MISSING, hits[left_out].term)


@given(SOURCES, st.text(max_size=60), st.text(max_size=60))
def test_no_text_is_refused(sources, text, translation):
    compiled = glossary(sources)
    hits: tuple[Hit, ...] = compiled.hits(text)
    faults = compiled.check(text, translation)
    assert len(faults) <= len(hits)
    assert all(text[one.source.start : one.source.end] for one in faults)
