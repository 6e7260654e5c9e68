"""From an engine's answer back to a text with its tokens, whatever the engine did to the placeholders.

What can be read for certain is repaired: placeholders that were set apart, re-cased, re-quoted or written in other
digits, translated words in one that can only be the one that is missing, a placeholder twice in a row, what stood in an
HTML span. What can't is a fault; nothing is put where nobody said that it belongs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from services.translation.domain.engine import MaskStyle
from services.translation.domain.tokens.comparing import LOOKED_FOR, occurrences
from services.translation.domain.tokens.masking import Masked
from services.translation.domain.tokens.placeholders import READ, READ_OTHERWISE, STRAY, escaped, number, unescaped
from services.translation.domain.tokens.token import Fault, FaultKind, Kind

# Scripts that write spaces between words, so that a letter that touches a token has lost one.
_SPACED = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Armenian}\p{N}]")
_NUMBER = regex.compile(r"\d")
_WORDLIKE = regex.compile(r"[\p{L}\p{N}\p{Sc}@#{}%$]")


@dataclass(frozen=True, slots=True)
class Restored:
    """With faults the text is the best that could be made of the answer, and not to be passed off as fine."""

    text: str
    faults: tuple[Fault, ...]


Piece = str | int
"""Words of the answer, still escaped, or the number of a token."""


def unmask(masked: Masked, answer: str) -> Restored:
    """Never raises. The space around the text is the source's, whatever the engine made of it."""
    before, words, after = _edges(masked.source)
    if not words:
        return Restored(masked.source, ())
    pieces, altered = _read(masked, answer.strip())
    pieces = _without_echoes(pieces)
    faults = [*_told(masked, pieces), *(Fault(FaultKind.ALTERED, one) for one in altered)]
    return Restored(f"{before}{_written(masked, pieces)}{after}", tuple(faults))


def _edges(text: str) -> tuple[str, str, str]:
    """The space before, the words, and the space behind them."""
    words = text.strip()
    start = len(text) - len(text.lstrip())
    return text[:start], words, text[start + len(words) :]


def _read(masked: Masked, answer: str) -> tuple[list[Piece], list[str]]:
    """The pieces, and what can't be read for certain."""
    pieces, altered = _placed(masked, answer)
    missing = set(range(len(masked.tokens))) - {piece for piece in pieces if isinstance(piece, int)}
    if missing and masked.style is MaskStyle.BRACKETS:
        pieces = _placed_otherwise(pieces, missing)
        missing -= {piece for piece in pieces if isinstance(piece, int)}
    return _without_strays(pieces, masked.style, missing), altered


def _placed(masked: Masked, answer: str) -> tuple[list[Piece], list[str]]:
    pieces: list[Piece] = []
    altered: list[str] = []
    at = 0
    for match in READ[masked.style].finditer(answer):
        index = number(next(group for group in match.groups() if group))
        pieces.append(answer[at : match.start()])
        at = match.end()
        if index >= len(masked.tokens):
            altered.append(match.group())
        elif masked.style is MaskStyle.HTML:
            pieces += _of_span(match, index, masked, altered)
        else:
            pieces.append(index)
    return [*pieces, answer[at:]], altered


def _of_span(match: regex.Match[str], index: int, masked: Masked, altered: list[str]) -> list[Piece]:
    """The token takes the place of what stands in its span, unless it stands there itself, among words that have
    slipped in. Where it doesn't, and the span was never ended, nobody can tell what was meant to be in it."""
    token, content = masked.tokens[index].text, match.group(2)
    head, there, tail = content.partition(escaped(masked.style, token))
    if not there and not match.group(3):
        altered.append(token)
        return [index, content]
    if not there:
        head, _, tail = _edges(content)
    # Space that has slipped in too is wanted only where there is none outside.
    if match.string[max(0, match.start() - 1) : match.start()].isspace():
        head = head.lstrip()
    if match.string[match.end() : match.end() + 1].isspace():
        tail = tail.rstrip()
    return [head, index, tail]


def _placed_otherwise(pieces: list[Piece], missing: set[int]) -> list[Piece]:
    """With the missing ones that are there in brackets of another kind."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, int):
            found.append(piece)
            continue
        at = 0
        for match in READ_OTHERWISE.finditer(piece):
            if number(match.group(1)) in missing:
                found += piece[at : match.start()], number(match.group(1))
                at = match.end()
        found.append(piece[at:])
    return found


def _without_strays(pieces: list[Piece], style: MaskStyle, missing: set[int]) -> list[Piece]:
    """Takes out what is left of placeholders. Where one is left and one is missing it is that one, if its number became
    a word; not if it is the number of no token, which says that the engine has lost count."""
    strays = [match.group() for piece in pieces if isinstance(piece, str) for match in STRAY[style].finditer(piece)]
    if not strays:
        return pieces
    is_known = len(strays) == len(missing) == 1 and style is not MaskStyle.HTML and not _NUMBER.search(strays[0])
    left: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, int):
            left.append(piece)
            continue
        first, *others = STRAY[style].split(piece)
        left.append(first)
        for other in others:
            left += [*missing, other] if is_known else [other]
    return left


def _without_echoes(pieces: list[Piece]) -> list[Piece]:
    """Without a placeholder that stands twice in a row: which of the two is the one doesn't matter."""
    left: list[Piece] = []
    placed: int | None = None
    for piece in pieces:
        if isinstance(piece, int):
            if piece == placed:
                while left[-1] != placed:
                    left.pop()  # the space between the two
                continue
            placed = piece
        elif piece.strip():
            placed = None
        left.append(piece)
    return left


def _told(masked: Masked, pieces: list[Piece]) -> list[Fault]:
    """What is lost or doubled. A token that stands there in its own letters, as some engines put it back themselves, is
    neither."""
    placed = Counter(piece for piece in pieces if isinstance(piece, int))
    words = "\n".join(unescaped(masked.style, piece) for piece in pieces if isinstance(piece, str))
    lost = Counter(token.text for index, token in enumerate(masked.tokens) if not placed[index])
    faults = []
    for place, (text, times) in enumerate(lost.items()):
        there = occurrences(words, text) if place < LOOKED_FOR else 0
        if there != times:
            faults.append(Fault(FaultKind.LOST if there < times else FaultKind.DOUBLED, text))
    doubled = (masked.tokens[index].text for index, times in placed.items() if times > 1)
    return [*faults, *(Fault(FaultKind.DOUBLED, text) for text in doubled)]


def _written(masked: Masked, pieces: list[Piece]) -> str:
    texts: list[str] = []
    last: int | None = None
    for piece in pieces:
        if isinstance(piece, int):
            token = masked.tokens[piece]
            if texts and _has_lost_a_space(masked, piece, texts[-1][-1:], before=True):
                texts.append(" ")
            texts.append(token.text)
            last = piece
            continue
        text = unescaped(masked.style, piece)
        if not text:
            continue
        if last is not None and _has_lost_a_space(masked, last, text[0], before=False):
            texts.append(" ")
        texts.append(text)
        last = None
    return "".join(texts)


def _has_lost_a_space(masked: Masked, index: int, neighbour: str, *, before: bool) -> bool:
    """Whether a word has run into the token that didn't touch one in the source: `Order⟦0⟧`."""
    token = masked.tokens[index]
    if token.kind in (Kind.MARKUP, Kind.EMOJI) or not _SPACED.match(neighbour):
        return False
    edge, was = (
        (token.text[0], masked.source[: token.start][-1:])
        if before
        else (token.text[-1], masked.source[token.end :][:1])
    )
    return bool(_WORDLIKE.match(edge)) and not _SPACED.match(was)
