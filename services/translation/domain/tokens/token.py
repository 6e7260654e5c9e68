"""The words of protected tokens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is. Several kinds may fit one text (a long number is an order's or a phone's): the first in the
    order of `finding` is told, and all are protected alike."""

    MARKUP = "markup"
    """HTML tags, comments and entities, Markdown's links, emphasis and code."""
    PLACEHOLDER = "placeholder"
    """`{name}`, `{{ name }}`, `%s`, `%(x)d`, `${x}`, `$NAME$`, `:name`, and what looks like one of our own masks."""
    URL = "url"
    EMAIL = "email"
    MENTION = "mention"
    HASHTAG = "hashtag"
    DATE = "date"
    """A day, a month of a year, or a time of day."""
    AMOUNT = "amount"
    """Money or a percentage, with its sign and currency."""
    TRACKING = "tracking"
    PHONE = "phone"
    """Or another number that is written in groups."""
    SKU = "sku"
    """A code of letters and digits: articles, models, many shops' orders."""
    NUMBER = "number"
    """Of three digits or more, with a fraction, with a unit, or after `#` and its like: orders, cards, sizes."""
    EMOJI = "emoji"


@dataclass(frozen=True, slots=True)
class Token:
    """`start` and `end` are offsets in the text that it was found in."""

    kind: Kind
    start: int
    end: int
    text: str


class FaultKind(StrEnum):
    LOST = "lost"
    DOUBLED = "doubled"
    ALTERED = "altered"
    """Something stands in its place that can't be read for certain."""
    ADDED = "added"
    """The translation has a token that the original doesn't."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`token` is the text of the token that it is about; where none is known, what the engine wrote."""

    kind: FaultKind
    token: str
