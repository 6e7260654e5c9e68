"""Which tokens a text has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import regex

from services.translation.domain.tokens.patterns import dates, links, markup, money, numbers
from services.translation.domain.tokens.patterns.edges import FILLER
from services.translation.domain.tokens.placeholders import LOOKALIKE
from services.translation.domain.tokens.token import Kind, Token

Accept = Callable[["regex.Match[str]"], bool]


@dataclass(frozen=True, slots=True)
class _Pass:
    kind: Kind
    pattern: regex.Pattern[str]
    accept: Accept = bool


@dataclass(frozen=True, slots=True)
class _Stage:
    """Passes that need to look only so many characters around what the anchor finds; everywhere without one."""

    passes: tuple[_Pass, ...]
    anchor: regex.Pattern[str] | None = None
    margin: int = 0


# What comes first takes its characters away from what comes after it: the number in a URL is the URL's. Markup is first
# since its attributes may hold anything; emoji come before numbers, since keycaps begin with a digit.
_STAGES = (
    _Stage((_Pass(Kind.MARKUP, markup.MARKUP_OR_MASK),)),
    _Stage((_Pass(Kind.URL, links.URL),), links.IN_EVERY_URL, margin=100),
    _Stage((_Pass(Kind.EMAIL, links.EMAIL),), regex.compile("@"), margin=320),
    _Stage(
        (
            _Pass(Kind.MARKUP, markup.ENTITY),
            _Pass(Kind.PLACEHOLDER, markup.TEMPLATE),
            _Pass(Kind.EMOJI, markup.EMOJI),
            _Pass(Kind.HASHTAG, links.HASHTAG),
            _Pass(Kind.MENTION, links.MENTION),
        )
    ),
    _Stage((_Pass(Kind.SKU, numbers.LETTERED_SKU),), numbers.BESIDE_LETTERED_SKU, margin=64),
    _Stage(
        (
            _Pass(Kind.TRACKING, numbers.TRACKING),
            _Pass(Kind.DATE, dates.NUMERIC),
            _Pass(Kind.DATE, dates.TIME),
            *(_Pass(Kind.DATE, pattern, dates.has_month) for pattern in dates.NAMED),
            _Pass(Kind.AMOUNT, money.AMOUNT),
            _Pass(Kind.PHONE, numbers.PHONE),
            _Pass(Kind.SKU, numbers.SKU),
            _Pass(Kind.NUMBER, numbers.NUMBER),
        ),
        # No token goes on for longer without a digit, or among Chinese ones a year.
        regex.compile(r"[\d年]++"),
        margin=32,
    ),
)


def find(text: str) -> tuple[Token, ...]:
    """In their order, none overlapping another. Takes time in proportion to the text, whatever is in it."""
    found: list[Token] = []
    left = text
    for stage in _STAGES:
        windows = [(0, len(left))] if stage.anchor is None else list(_windows(left, stage.anchor, stage.margin))
        for one in stage.passes:
            free = _free(left, _spans(one, left, windows))
            found.extend(Token(_named(one.kind, text[start:end]), start, end, text[start:end]) for start, end in free)
            left = without(left, free)
    found.sort(key=lambda token: token.start)
    return tuple(found)


def blanked(text: str, tokens: tuple[Token, ...]) -> str:
    """The text with spaces in place of its tokens: what is left is what somebody has said. As long as the text."""
    return without(text, [(token.start, token.end) for token in tokens], " ")


def _windows(text: str, anchor: regex.Pattern[str], margin: int) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are near to an anchor."""
    open_window: tuple[int, int] | None = None
    for match in anchor.finditer(text):
        start, end = max(0, match.start() - margin), min(len(text), match.end() + margin)
        if open_window is not None and start <= open_window[1]:
            open_window = (open_window[0], end)
            continue
        if open_window is not None:
            yield open_window
        open_window = (start, end)
    if open_window is not None:
        yield open_window


def _spans(one: _Pass, text: str, windows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in windows:
        yield from (match.span() for match in one.pattern.finditer(text, start, end) if one.accept(match))


def _free(left: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In their order, those that take nothing from another."""
    free: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if FILLER not in left[start:end] and (not free or start >= free[-1][1]):
            free.append((start, end))
    return free


def _named(kind: Kind, text: str) -> Kind:
    """What looks like one of our masks is found with the markup and is none."""
    return Kind.PLACEHOLDER if kind is Kind.MARKUP and LOOKALIKE.fullmatch(text) else kind


def without(text: str, spans: list[tuple[int, int]], filler: str = FILLER) -> str:
    """With each character of these places, which are in order, replaced by the filler."""
    if not spans:
        return text
    pieces, at = [], 0
    for start, end in spans:
        pieces += text[at:start], filler * (end - start)
        at = end
    return "".join([*pieces, text[at:]])
