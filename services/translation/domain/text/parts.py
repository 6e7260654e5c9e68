"""A text in several languages, by language.

A message may quote an error text of another language, or stand above a mail that it answers. What says where a part
ends is, in this order: the quote marks at the beginning of lines, the script of the letters, and, among languages of
one script, whole sentences and quotations that are surely of another language than what is around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import regex

from services.translation.domain.text.scripts import runs
from services.translation.domain.text.sentences import sentences
from services.translation.domain.tokens import blanked, find


class Detected(Protocol):
    """`language` is a BCP 47 tag, None where it can't be told; `confidence` is 0 to 1."""

    @property
    def language(self) -> str | None: ...

    @property
    def confidence(self) -> float: ...


Detect = Callable[[str], Detected]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text. `language` as detected; None where it can't be told, or there is nothing to tell it by."""

    text: str
    language: str | None
    confidence: float


_QUOTED = regex.compile(r"[ \t]*[>＞|]")
_QUOTE_HEADING = regex.compile(
    r"\s*(?:-{2,}\s*(?:Original|Urspr|Weitergel|Mensaje|Message|Messaggio|Mensagem|Forwarded).{0,60}"
    r"|(?:On|Am|Le|El|Il|Em|В|في)\b.{5,200}\b(?:wrote|schrieb|écrit|escribió|scritto|escreveu|написал\w*|كتب)\s?:)\s*$"
)
_LINE = regex.compile(r"[^\n]*+\n|[^\n]+")
_QUOTATION = regex.compile(
    r'"[^"\n]{20,500}"|“[^“”\n]{20,500}”|«[^«»\n]{20,500}»|„[^„“”\n]{20,500}[“”]|「[^「」\n]{20,500}」'
)

SURE = 0.9
"""The confidence from which on a sentence among those of another language is believed to be of its own."""
FEWEST_LETTERS = 24
"""A shorter sentence can't be told from its neighbours' language surely enough."""
MOST_JUDGED = 400
"""So many stretches of a text are looked at each for itself at most; in a longer text they are longer."""
_RELATIVES = [
    {"es", "pt", "gl", "ca"},
    {"id", "ms"},
    {"da", "nb", "no", "nn", "sv"},
    {"hr", "sr", "bs", "sl"},
    {"cs", "sk"},
]


def parts(text: str, detect: Detect) -> tuple[Part, ...]:
    """Joined they are the text, always. Neighbours differ in language; the empty text has none."""
    prose = blanked(text, find(text))
    found: list[Part] = []
    for block in _blocks(text):
        for script in runs(prose[block]):
            start, end = block.start + script.start, block.start + script.stop
            found.extend(_by_language(text[start:end], prose[start:end], detect))
    return tuple(_joined(found))


def _blocks(text: str) -> Iterator[slice]:
    """What is quoted, and what is not."""
    lines = [(match.start(), match.end(), _is_quoted(match.group())) for match in _LINE.finditer(text)]
    for _, group in groupby(lines, key=lambda line: line[2]):
        same = list(group)
        yield slice(same[0][0], same[-1][1])


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line) or (len(line) < 300 and _QUOTE_HEADING.match(line)))


def _by_language(text: str, prose: str, detect: Detect) -> list[Part]:
    whole = detect(prose)
    pieces = _pieces(text, whole.language)
    if len(pieces) == 1 or _letters(prose) < 2 * FEWEST_LETTERS:
        return [Part(text, whole.language, whole.confidence)]
    found, at = [], 0
    for piece in pieces:
        own = _own(prose[at : at + len(piece)], whole, detect)
        found.append(Part(piece, own.language, own.confidence))
        at += len(piece)
    return found


def _own(prose: str, around: Detected, detect: Detect) -> Detected:
    if _letters(prose) < FEWEST_LETTERS:
        return around
    own = detect(prose)
    if own.language is None or own.confidence < SURE or _are_relatives(own.language, around.language):
        return around
    return own


def _are_relatives(one: str, other: str | None) -> bool:
    """A sentence that is taken for a near relative of what is around it is likelier mistaken than foreign."""
    return one == other or any(one in family and other in family for family in _RELATIVES)


def _pieces(text: str, language: str | None) -> list[str]:
    """Sentences, and quotations in them."""
    pieces: list[str] = []
    smallest = len(text) // MOST_JUDGED
    for sentence in sentences(text, language):
        for piece in _quotations_apart(sentence):
            if pieces and len(pieces[-1]) < smallest:
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return pieces


def _quotations_apart(sentence: str) -> Iterable[str]:
    at = 0
    for match in _QUOTATION.finditer(sentence):
        yield sentence[at : match.start()]
        yield match.group()
        at = match.end()
    yield sentence[at:]


def _joined(found: Sequence[Part]) -> list[Part]:
    """Neighbours of one language are one part, as sure as the less sure of them; what has no language of its own, such
    as a line of numbers, belongs to its neighbour."""
    joined: list[Part] = []
    for part in found:
        last = joined[-1] if joined else None
        if not part.text:
            continue
        if last and (part.language == last.language or not _letters(part.text)):
            joined[-1] = Part(last.text + part.text, last.language, min(last.confidence, part.confidence or 1.0))
        elif last and not _letters(last.text):
            joined[-1] = Part(last.text + part.text, part.language, part.confidence)
        else:
            joined.append(part)
    return joined


def _letters(prose: str) -> int:
    return sum(map(str.isalpha, prose))
