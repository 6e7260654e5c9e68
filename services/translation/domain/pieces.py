"""A text as it is translated: sentence by sentence, each by the language that it is in, and put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.translation.domain.routing.tags import is_same_language
from services.translation.domain.text import parts, sentences
from services.translation.domain.text.parts import Detect
from services.translation.domain.tokens import Token, blanked, find


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that is to be translated, without the space around it."""

    text: str
    language: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """`spans` make up the text: what stays as it is, and numbers of `pieces`."""

    spans: tuple[str | int, ...]
    pieces: tuple[Piece, ...]

    def joined(self, translations: Mapping[int, str]) -> str:
        """The text, with the translations by the number of their piece. Raises KeyError where one is missing."""
        return "".join(translations[span] if isinstance(span, int) else span for span in self.spans)


def cut(text: str, language: str, target: str, detect: Detect | None) -> Cut:
    """A part in the target's language, or without a letter, stays. What `detect` knows no language of counts as being
    in that of the whole; without `detect` all of it does."""
    spans: list[str | int] = []
    pieces: list[Piece] = []
    for part, written_in in _parts(text, language, detect):
        if is_same_language(written_in, target):
            spans.append(part)
            continue
        for sentence in sentences(part, written_in):
            words = sentence.strip()
            before, _, after = sentence.partition(words) if words else (sentence, "", "")
            tokens = find(words)
            if any(map(str.isalpha, blanked(words, tokens))):
                spans += [before, len(pieces), after]
                pieces.append(Piece(words, written_in, tokens))
            else:
                spans.append(sentence)
    return Cut(tuple(spans), tuple(pieces))


def _parts(text: str, language: str, detect: Detect | None) -> Sequence[tuple[str, str]]:
    if detect is None:
        return [(text, language)]
    return [(one.text, one.language or language) for one in parts(text, detect)]
