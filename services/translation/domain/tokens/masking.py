"""A text as an engine gets it: with a placeholder for each protected token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.translation.domain.engine import MaskStyle
from services.translation.domain.tokens.placeholders import escaped, written
from services.translation.domain.tokens.token import Kind, Token


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` is what goes to the engine, `tokens` are those that its placeholders stand for by number, `source` is the
    text that they were found in."""

    text: str
    tokens: tuple[Token, ...]
    style: MaskStyle
    source: str


def mask(text: str, tokens: Sequence[Token], style: MaskStyle) -> Masked:
    """`tokens` as `find` tells them, or more, as long as they are in order and don't overlap. Those that touch share a
    placeholder (a row of emoji is one thing to move about), but for markup, whose ends may have to move apart."""
    held = tuple(_joined(tokens))
    pieces, at = [], 0
    for index, token in enumerate(held):
        pieces += escaped(style, text[at : token.start]), written(style, index, token.text)
        at = token.end
    return Masked("".join([*pieces, escaped(style, text[at:])]), held, style, text)


def _joined(tokens: Iterable[Token]) -> list[Token]:
    held: list[Token] = []
    for token in tokens:
        last = held[-1] if held else None
        if last and last.end == token.start and Kind.MARKUP not in (last.kind, token.kind):
            held[-1] = Token(last.kind, last.start, token.end, last.text + token.text)
        else:
            held.append(token)
    return held
