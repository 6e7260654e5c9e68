"""A draft as the rules read it: in one normal form, without what isn't the writer's own words, in sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from services.translation.domain.text import sentences
from services.translation.domain.tokens import Kind, find
from services.translation.domain.tone.names import NOBODY, PersonName
from services.translation.domain.tone.words import Form, MessageKind

Span = tuple[int, int]

# Stands for each character that isn't the writer's own word: no letter, no space, no punctuation.
FILLER = "\ufffc"
# Tokens that are tone: how a date or an amount is written, and emoji.
_OWN = frozenset({Kind.DATE, Kind.AMOUNT, Kind.NUMBER, Kind.EMOJI})
# Words of the customer or of a product: quoted mail, and quotation marks on one line.
_QUOTED = regex.compile(
    r"""(?m)^[>》|].*$|"[^"\n]{1,300}"|„[^“”"\n]{1,300}[“”"]|“[^”\n]{1,300}”|«[^»\n]{1,300}»|「[^」\n]{1,300}」|『[^』\n]{1,300}』"""
)
# Written without spaces between words.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
# As it is seen: ☎ and ✔ are characters like others, until a selector behind them asks for the picture.
_PICTURE = regex.compile(r"[\p{Emoji_Presentation}\ufe0f]")
_ARABIC_MARKS = regex.compile(r"[\u064b-\u0652\u0670\u0640]")
_ONE_FOR_ONE = str.maketrans({"\r": " ", "\u00a0": " ", "\u202f": " ", "\u3000": " ", "’": "'", "ʼ": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What an agent is about to send to a customer, `name`."""

    text: str
    name: PersonName = NOBODY
    kind: MessageKind = MessageKind.ANSWER
    form: Form = Form.LETTER


@dataclass(frozen=True, slots=True)
class Reading:
    """`plain` is what rules of wording look at: quotations, tokens and the customer's name are filled in. `named` has
    all of it. Both have the same length; `origin` leads back to the draft's characters (None: one for one). `closings`
    are those of the profile, and `said` is what suggestions may ask for: its greeting, closing and address for this
    customer."""

    draft: Draft
    named: str
    plain: str
    origin: tuple[int, ...] | None
    sentences: tuple[Span, ...]
    emoji: tuple[Span, ...]
    closings: tuple[str, ...]
    said: Mapping[str, str]

    def place(self, start: int, end: int) -> Span:
        """In the draft's characters."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end]

    def original(self, start: int, end: int) -> str:
        first, last = self.place(start, end)
        return self.draft.text[first:last]

    def lines(self) -> tuple[Span, ...]:
        """Those that say something."""
        found = regex.finditer(r"[^\n]+", self.plain)
        return tuple(one.span() for one in found if one[0].strip())


def read(draft: Draft, language: str, closings: tuple[str, ...] = (), said: Mapping[str, str] | None = None) -> Reading:
    named, origin = _folded(draft.text)
    emoji, hidden = [], []
    for token in find(named):
        if token.kind is Kind.EMOJI and _PICTURE.search(token.text):
            emoji.append((token.start, token.end))
        elif token.kind not in _OWN:
            hidden.append((token.start, token.end))
    hidden += [one.span() for one in _QUOTED.finditer(named)]
    hidden += _name_spans(named, draft.name)
    plain = _filled(named, hidden)
    return Reading(draft, named, plain, origin, _sentences(plain, language), tuple(emoji), closings, said or {})


def _folded(text: str) -> tuple[str, tuple[int, ...] | None]:
    """NFC, without Arabic vowel signs, with one kind of space and of apostrophe; and for each character (and the end)
    where it stands in the text."""
    if unicodedata.is_normalized("NFC", text) and not _ARABIC_MARKS.search(text):
        return text.translate(_ONE_FOR_ONE), None
    made: list[str] = []
    origin: list[int] = []
    for cluster in regex.finditer(r"\X", text):
        short = _ARABIC_MARKS.sub("", unicodedata.normalize("NFC", cluster[0]))
        made.append(short)
        origin += range(*cluster.span()) if short == cluster[0] else [cluster.start()] * len(short)
    origin.append(len(text))
    return "".join(made).translate(_ONE_FOR_ONE), tuple(origin)


def _name_spans(text: str, name: PersonName) -> Iterator[Span]:
    for part in {name.whole, *name.parts.values()}:
        if len(part) > 1:
            yield from (one.span() for one in name_pattern(part).finditer(text))


@lru_cache(maxsize=256)
def name_pattern(part: str) -> regex.Pattern[str]:
    """A name as a word of its own, where its script has spaces."""
    literal = regex.escape(part.translate(_ONE_FOR_ONE))
    return regex.compile(literal if _UNSPACED.search(part) else rf"(?<!\w){literal}(?!\w)")


def _filled(text: str, hidden: list[Span]) -> str:
    if not hidden:
        return text
    characters = list(text)
    for start, end in hidden:
        characters[start:end] = [one if one == "\n" else FILLER for one in characters[start:end]]
    return "".join(characters)


def _sentences(text: str, language: str) -> tuple[Span, ...]:
    spans, at = [], 0
    for one in sentences(text, language):
        spans.append((at, at + len(one)))
        at += len(one)
    return tuple(spans)
