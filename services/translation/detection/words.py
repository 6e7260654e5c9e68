"""Languages that the model doesn't know, told by their words: those written in Latin letters though they have their own
(Hindi as `hi-Latn`), Swahili, and what the model takes for a neighbour. The words are in `words/<language>.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).with_name("words")
# Spelling in a foreign alphabet is free: what one writes as the first, another writes as the second.
_SPELLINGS = (("aa", "a"), ("ee", "i"), ("oo", "u"), ("ph", "f"), ("v", "w"), ("w", "v"), ("z", "j"))
IN_LATIN_LETTERS = "-Latn"  # behind a language that has letters of its own
_FREELY_SPELT = "hi" + IN_LATIN_LETTERS
_SHORTEST_TELLING = 3  # Latin letters; what is shorter is a word of half the world
_HINT = 0.3  # of a telling word


@dataclass(frozen=True, slots=True)
class Evidence:
    """For one language: the words that are of no other, and what those weigh beside them that may be of others."""

    language: str
    telling: frozenset[str]
    hints_weigh: float


@cache
def _lexicon() -> dict[str, dict[str, bool]]:
    """For each word the languages that it speaks for, and whether it tells (or only hints)."""
    found: dict[str, dict[str, bool]] = {}
    for path in sorted(_HERE.glob("*.txt")):
        for word, tells in _read(path):
            for spelling in _spellings(word) if path.stem == _FREELY_SPELT else (word,):
                known = found.setdefault(spelling, {})
                known[path.stem] = known.get(path.stem, True) and tells and _is_long_enough(spelling)
    return {word: known if len(known) == 1 else dict.fromkeys(known, False) for word, known in found.items()}


def _read(path: Path) -> Iterator[tuple[str, bool]]:
    """The words, and whether each tells: one behind a question mark is also a word of another language."""
    for line in path.read_text(encoding="utf-8").splitlines():
        for word in () if line.startswith("#") else line.split():
            yield word.removeprefix("?"), not word.startswith("?")


def _is_long_enough(word: str) -> bool:
    return len(word) >= _SHORTEST_TELLING or not word.isascii()


def _spellings(word: str) -> set[str]:
    spellings = {word}
    for one, other in _SPELLINGS:
        spellings |= {each.replace(one, other) for each in spellings}
    return {each for each in spellings if each == word or len(each) > _SHORTEST_TELLING}


def evidence(words: Set[str]) -> Evidence | None:
    """The language that most of these words, in small letters, speak for; None where none tells of any."""
    lexicon = _lexicon()
    telling: dict[str, set[str]] = {}
    hints: dict[str, int] = {}
    for word in lexicon.keys() & words:
        for language, tells in lexicon[word].items():
            if tells:
                telling.setdefault(language, set()).add(word)
            else:
                hints[language] = hints.get(language, 0) + 1
    if not telling:
        return None
    language = max(telling, key=lambda each: (len(telling[each]), hints.get(each, 0), each))
    return Evidence(language, frozenset(telling[language]), _HINT * hints.get(language, 0))
