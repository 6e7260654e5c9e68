"""Rules about what is said: phrases, how blunt they are, how often something stands there, how a sentence ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.translation.domain.tone.reading import Reading
from services.translation.domain.tone.rules.base import Hit, Phrase, Rule, any_of, compiled, found, phrase_hits

# What may stand after the last word of a sentence: punctuation, symbols, laughter.
_TAIL = r"(?=[\s\p{P}\p{S}ㅋㅎㅠㅜ]*\Z)"
_STOPS = ("。", "！", "？", "!", "?", "…", "」", "）", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern(Rule):
    """None of the phrases is said. `everywhere`: not in quotations, tokens and names either."""

    phrases: tuple[Phrase, ...]
    unless: tuple[str, ...] = ()
    everywhere: bool = False

    def hits(self, reading: Reading) -> Iterator[Hit]:
        return phrase_hits(self.phrases, self.unless, reading, reading.named if self.everywhere else reading.plain)

    def expressions(self) -> Iterator[str]:
        yield from (one.match for one in self.phrases)
        yield from self.unless


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressForm(Rule):
    """The customer is addressed in one form: none of the `wrong` ones is there. It is graver beside one of the `right`:
    then every reader sees that two texts were put together."""

    wrong: tuple[Phrase, ...]
    right: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def hits(self, reading: Reading) -> Iterator[Hit]:
        return phrase_hits(self.wrong, self.unless, reading, reading.plain)

    def is_mixed(self, reading: Reading) -> bool:
        right = any_of(self.right)
        return right is not None and right.search(reading.plain) is not None

    def expressions(self) -> Iterator[str]:
        yield from (one.match for one in self.wrong)
        yield from (*self.right, *self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Softened(Rule):
    """What is blunt stands in one sentence with something that softens it."""

    blunt: tuple[Phrase, ...]
    softeners: tuple[str, ...]

    def hits(self, reading: Reading) -> Iterator[Hit]:
        soft = any_of(self.softeners)
        softened = [
            span for span in reading.sentences if soft and soft.search(reading.plain, span[0], span[1]) is not None
        ]
        for hit in phrase_hits(self.blunt, (), reading, reading.plain):
            if not any(start <= hit.start < end for start, end in softened):
                yield hit

    def expressions(self) -> Iterator[str]:
        yield from (one.match for one in self.blunt)
        yield from self.softeners


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings(Rule):
    """Where the form of address lies in how a sentence ends (해요, です): none ends in one of the `wrong` ways.
    `wrapped`: lines are broken anywhere, as is usual in Japanese mail, so that one without a full stop goes on."""

    wrong: tuple[Phrase, ...]
    unless: tuple[str, ...] = ()
    wrapped: bool = False

    def hits(self, reading: Reading) -> Iterator[Hit]:
        for start, end in reading.sentences:
            text = reading.plain[start:end]
            if self.wrapped and _goes_on(text) and end < len(reading.plain):
                continue
            for phrase in self.wrong:
                match = compiled(f"(?:{phrase.match}){_TAIL}").search(text)
                if match and not any(last >= match.end() for _, last in found(self.unless, text)):
                    yield Hit(start + match.start(), start + match.end(), phrase.say)
                    break

    def expressions(self) -> Iterator[str]:
        yield from (f"(?:{one.match}){_TAIL}" for one in self.wrong)
        yield from self.unless


def _goes_on(text: str) -> bool:
    """Whether the line's end isn't the sentence's: no full stop, and no empty line behind it."""
    said = text.rstrip()
    return not said.endswith(_STOPS) and text[len(said) :].count("\n") == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Rule):
    """Not more than `most` times."""

    match: str
    most: int

    def hits(self, reading: Reading) -> Iterator[Hit]:
        for start, end in found((self.match,), reading.plain)[self.most :]:
            yield Hit(start, end)

    def expressions(self) -> Iterator[str]:
        yield self.match


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji(Rule):
    """Not more than `most` of them. `emoticons` are what else counts as one: `:-)`, `^^`, `ㅠㅠ`."""

    most: int
    emoticons: tuple[str, ...] = ()

    def hits(self, reading: Reading) -> Iterator[Hit]:
        places = sorted({*reading.emoji, *found(self.emoticons, reading.plain)})
        for start, end in places[self.most :]:
            yield Hit(start, end)

    def expressions(self) -> Iterator[str]:
        yield from self.emoticons


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Rule):
    """How much is said: words of the whole text, and of one sentence. Where words aren't spaced apart, characters."""

    least: int = 0
    most: int = 0
    sentence_most: int = 0
    unspaced: bool = False

    def hits(self, reading: Reading) -> Iterator[Hit]:
        text = reading.plain
        said = self._count(text)
        if said and (said < self.least or (self.most and said > self.most)):
            start = len(text) - len(text.lstrip())
            yield Hit(start, len(text.rstrip()))
        if self.sentence_most:
            for start, end in reading.sentences:
                for first, last in _lines(text, start, end):
                    if self._count(text[first:last]) > self.sentence_most:
                        yield Hit(first, last)

    def _count(self, text: str) -> int:
        if self.unspaced:
            return sum(not one.isspace() for one in text)
        return len(text.split())


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lists and lines without a full stop are no long sentence."""
    for match in compiled(r"[^\n]+").finditer(text, start, end):
        yield match.span()
