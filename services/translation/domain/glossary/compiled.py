"""A glossary ready to be asked: the terms of a text in one pass over it, however many the glossary has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

from services.translation.domain.glossary.folding import folding_of
from services.translation.domain.glossary.inflection import inflects, same_case, without_accents
from services.translation.domain.glossary.overlaps import longest_apart
from services.translation.domain.glossary.scripts import inside_character
from services.translation.domain.glossary.terms import Hit, Term, TermFault, TermRule
from services.translation.domain.glossary.verifying import faults_of


@dataclass(frozen=True, slots=True)
class Layer:
    """The terms that a shop has published for one pair and product. `revision` is of the shop's glossaries, the one in
    which these became so."""

    revision: int
    terms: tuple[Term, ...]


class CompiledGlossary:
    """What holds for a message of one language into another: the layers from the most special to the most general. Of
    two terms that mean the same words the more special layer's counts. Immutable and thread-safe."""

    def __init__(self, source: str, target: str, layers: Sequence[Layer]) -> None:
        self.revision: int = max((layer.revision for layer in layers), default=0)
        """With it, these terms can be read again for ever; 0: there are none."""
        self._language = source
        self._source = folding_of(source)
        self._target = folding_of(target)
        self._terms = tuple(term for layer in layers for term in layer.terms)
        self._ends = tuple(accumulate(len(layer.terms) for layer in layers))
        patterns: dict[str, list[int]] = {}
        for number, term in enumerate(self._terms):
            for pattern in dict.fromkeys(map(self._source.phrase, _forms(term, source))):
                patterns.setdefault(pattern, []).append(number)
        # In order, what begins alike lies together in memory: with many terms that is most of what a search costs.
        ordered = sorted(patterns)
        self._meant = [tuple(patterns[pattern]) for pattern in ordered]
        kind = Implementation.ContiguousNFA
        self._automaton = AhoCorasick(ordered, store_patterns=False, implementation=kind) if ordered else None

    def __len__(self) -> int:
        return len(self._terms)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The terms that occur in a text of the source language, in their order; where two overlap, the longer."""
        if self._automaton is None:
            return ()
        folded = self._source.fold(text)
        found = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        candidates = []
        for pattern, first, last in found:
            start, end = folded.place(first, last)
            term = self._term(pattern, text[start:end])
            if term is not None and not inside_character(text, end):
                candidates.append((start, end, term))
        return tuple(Hit(term, start, end, text[start:end]) for start, end, term in longest_apart(candidates))

    def terms(self, hits: Sequence[Hit]) -> tuple[tuple[str, str], ...]:
        """(as in the source, as it has to be in the target), each once: what an engine is told. Where several targets
        are allowed, the first."""
        return tuple(dict.fromkeys((hit.text, _target_of(hit)) for hit in hits))

    def check(self, source_text: str, target_text: str, hits: Sequence[Hit] | None = None) -> tuple[TermFault, ...]:
        """What a translation fails, in the order of the source. `hits` are those of the source text, where they are
        known already."""
        found = self.hits(source_text) if hits is None else hits
        return faults_of(self._target, target_text, found) if found else ()

    def _term(self, pattern: int, surface: str) -> Term | None:
        """Of those with the same bases the one that is meant: of the most special layer, spelt as it stands there,
        with its capitals; None where none of them is."""
        numbers = self._meant[pattern]
        meant = [number for number in numbers if self._is_form(self._terms[number], surface)]
        if len(meant) > 1:
            meant.sort(key=lambda number: self._rank(number, surface))
        return self._terms[meant[0]] if meant else None

    def _rank(self, number: int, surface: str) -> tuple[int, bool, bool, int]:
        term = self._terms[number]
        return bisect_right(self._ends, number), not _is_as_written(term, surface), not term.case_sensitive, number

    def _is_form(self, term: Term, surface: str) -> bool:
        if _is_as_written(term, surface):
            return True
        if term.case_sensitive and not same_case(term.source, surface):
            return False
        return any(inflects(form, surface, self._language) for form in _forms(term, self._language))


def _is_as_written(term: Term, surface: str) -> bool:
    return surface == term.source or (not term.case_sensitive and surface.casefold() == term.source.casefold())


def _forms(term: Term, language: str) -> Iterator[str]:
    yield term.source
    bare = without_accents(term.source, language)
    if bare != term.source:
        yield bare


def _target_of(hit: Hit) -> str:
    return hit.text if hit.term.rule is TermRule.MUST_NOT else hit.term.targets[0]


NO_GLOSSARY = CompiledGlossary("und", "und", ())
