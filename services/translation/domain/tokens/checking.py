"""Whether a translation has the tokens of its original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from services.translation.domain.tokens.comparing import LOOKED_FOR, occurrences, spans
from services.translation.domain.tokens.finding import find, without
from services.translation.domain.tokens.token import Fault, FaultKind, Token


def check(source: str, target: str) -> tuple[Fault, ...]:
    """What the translation has too few or too many of; the order of tokens is a language's own.

    Tokens are compared as they are written, and where that fails as they stand there: beside other words the same
    letters may be found as a part of something longer, or not be found, and are intact all the same."""
    wanted = Counter(token.text for token in find(source))
    found = find(target)
    balance = Counter(token.text for token in found)
    balance.subtract(wanted)
    beyond = _beyond(found, +balance)
    left, faults = _settled(target, set(found) - set(beyond), -balance)
    for token in beyond:
        if token.text in wanted and find(left[token.start : token.end]):
            faults.append(Fault(FaultKind.DOUBLED, token.text))
        elif find(left[token.start : token.end]) and not occurrences(source, token.text):
            faults.append(Fault(FaultKind.ADDED, token.text))
    return tuple(faults)


def _beyond(found: tuple[Token, ...], too_many: Counter[str]) -> list[Token]:
    """Of what stands there too often, the last ones."""
    beyond: list[Token] = []
    for token in reversed(found):
        if too_many[token.text] > 0:
            too_many[token.text] -= 1
            beyond.append(token)
    return beyond[::-1]


def _settled(target: str, matched: Iterable[Token], missing: Counter[str]) -> tuple[str, list[Fault]]:
    """Looks for the missing by their letters, the longest first, where no other token has been matched. The
    translation without what was matched or found so, and what is lost."""
    left = without(target, sorted((token.start, token.end) for token in matched))
    faults = []
    for place, text in enumerate(sorted(missing, key=len, reverse=True)):
        there = spans(left, text)[: missing[text]] if place < LOOKED_FOR else []
        left = without(left, there)
        faults += [Fault(FaultKind.LOST, text)] * (missing[text] - len(there))
    return left, faults
