"""Whether a translation keeps to the terms of its source.

Each occurrence of a term asks for one of what it may become, and what stands once serves once: where a source has a
term twice, and its translation the word once, one of them is missing. Inflected forms serve as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from services.translation.domain.glossary.folding import Folded, Folding
from services.translation.domain.glossary.inflection import same_case
from services.translation.domain.glossary.overlaps import longest_apart
from services.translation.domain.glossary.terms import FaultKind, Hit, Span, TermFault, TermRule

# A place in the folded target, and the pattern that is found there.
_Place = tuple[int, int, str]


def faults_of(folding: Folding, target: str, hits: Sequence[Hit]) -> tuple[TermFault, ...]:
    """`folding` is that of the target's language."""
    folded = folding.fold(target)
    accepted = [_accepted(folding, hit) for hit in hits]
    places = _places(folded.text, set(chain.from_iterable(accepted)))
    faults = [*_missing(folded, target, hits, accepted, places), *_forbidden(folding, folded, hits, places)]
    return tuple(sorted(faults, key=lambda fault: fault.source.start))


def _accepted(folding: Folding, hit: Hit) -> tuple[str, ...]:
    """Patterns of what it may become."""
    term = hit.term
    if term.rule is TermRule.MUST:
        return (folding.phrase(term.targets[0]),)
    as_it_is = (folding.phrase(term.source), folding.phrase(hit.text))
    return tuple(dict.fromkeys((*map(folding.phrase, term.targets), *as_it_is)))


def _places(text: str, patterns: Iterable[str]) -> list[_Place]:
    found = [(start, start + len(pattern), pattern) for pattern in patterns for start in _occurrences(text, pattern)]
    return longest_apart(found)


def _occurrences(text: str, pattern: str) -> Iterator[int]:
    start = text.find(pattern)
    while start >= 0:
        yield start
        start = text.find(pattern, start + len(pattern))


def _missing(
    folded: Folded, target: str, hits: Sequence[Hit], accepted: Sequence[tuple[str, ...]], places: Sequence[_Place]
) -> Iterator[TermFault]:
    free: dict[str, list[_Place]] = {}
    for place in places:
        free.setdefault(place[2], []).append(place)
    # First who has the least choice.
    for _, _, number in sorted((len(accepted[number]), not _by_case(hit), number) for number, hit in enumerate(hits)):
        hit = hits[number]
        for pattern in accepted[number]:
            if pattern in free and _take(free[pattern], hit, folded, target):
                break
        else:
            kind = FaultKind.TRANSLATED if hit.term.rule is TermRule.MUST_NOT else FaultKind.MISSING
            yield TermFault(kind, hit.term, Span(hit.start, hit.end))


def _take(free: list[_Place], hit: Hit, folded: Folded, target: str) -> bool:
    """Takes one of the places that are left, if it serves."""
    if not _by_case(hit):
        if free:
            free.pop()
            return True
        return False
    for number, (first, last, _) in enumerate(free):
        start, end = folded.place(first, last)
        if same_case(hit.term.source, target[start:end]):
            del free[number]
            return True
    return False


def _by_case(hit: Hit) -> bool:
    """What has to stay as it is keeps its capitals; what is translated has those of its new place."""
    return hit.term.case_sensitive and hit.term.rule is TermRule.MUST_NOT


def _forbidden(folding: Folding, folded: Folded, hits: Sequence[Hit], places: Sequence[_Place]) -> Iterator[TermFault]:
    first_hits = {id(hit.term): hit for hit in reversed(hits) if hit.term.forbidden}
    for hit in first_hits.values():
        for phrase in hit.term.forbidden:
            pattern = folding.phrase(phrase)
            for start in _occurrences(folded.text, pattern):
                end = start + len(pattern)
                # A forbidden "card" is none within the "gift card" that is wanted.
                if not _is_within(start, end, places):
                    source = Span(hit.start, hit.end)
                    yield TermFault(FaultKind.FORBIDDEN, hit.term, source, Span(*folded.place(start, end)))


def _is_within(start: int, end: int, places: Sequence[_Place]) -> bool:
    number = bisect_right(places, start, key=itemgetter(0)) - 1
    return number >= 0 and end <= places[number][1]
