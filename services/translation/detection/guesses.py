"""The ways to guess among the languages that share a script: by their words, by their letters, by the model."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from itertools import permutations
from math import exp, sqrt

from services.translation.detection.malay_or_indonesian import malayness
from services.translation.detection.model import Ranking, language_of_word
from services.translation.detection.words import Evidence

# What the model doesn't know is told by its words if they weigh so much of those that the model does know, and so much
# altogether; less will do where they are this share of all words, or the text is unlike anything that the model knows.
# In other scripts than Latin the lists hold only what the neighbours lack, and less will do anyway.
_OWN, _OWN_ELSEWHERE = 0.7, 0.25
_ENOUGH, _ENOUGH_ELSEWHERE = 1.6, 1.0
_ENOUGH_SHARE = 0.25
_STRANGE, _STRANGE_SHARE = 1.4, 0.12

_LEAST_CONFIDENCE = 0.35  # below it, less than half of the answers are right
# The likelihood from which on the model knows a language: the more rivals a script has, the lower.
_WELL_KNOWN = {"Latn": 1.1, "Cyrl": 1.6, "Arab": 2.2, "Deva": 2.2}
_MISSPELT = 0.5  # of the confidence that is left where letters don't belong to the language
# One is as good a guess as the other where the words are the same.
_FAMILIES = (
    *(("id", "ms"), ("da", "no"), ("cs", "sk"), ("hr", "sl"), ("ca", "es", "pt"), ("hi", "mr")),
    *(("bg", "mk", "sr"), ("bg", "ru"), ("ru", "uk"), ("be", "ru")),
)
_CLOSE = frozenset(pair for family in _FAMILIES for pair in permutations(family, 2))


@dataclass(frozen=True, slots=True)
class Guess:
    """`language` may have a script behind it (`hi-Latn`); `rival` is the next in the model's ranking, None where that
    wasn't asked."""

    language: str
    confidence: float
    rival: str | None = None

    @property
    def is_close(self) -> bool:
        """Whether it and its rival are nearly one language."""
        return (self.language, self.rival) in _CLOSE


def by_words(known: Evidence, words: Set[str], script: str, ranked: Ranking) -> Guess | None:
    """The language that the words tell, unless the model knows more of them in the one that it found."""
    latin, found = script == "Latn", ranked[0] if ranked else ("", 0.0)
    own = {word for word in words if language_of_word(script, word) == found[0]}
    telling = len(known.telling - own)
    weight = telling + known.hints_weigh
    if not telling or weight < (_OWN if latin else _OWN_ELSEWHERE) * len(own):
        return None
    strange = found[1] < _STRANGE and weight >= _STRANGE_SHARE * len(words)
    if weight < (_ENOUGH if latin else _ENOUGH_ELSEWHERE) and telling < _ENOUGH_SHARE * len(words) and not strange:
        return None
    return Guess(known.language, 1 - 0.6**weight)


def by_letters(language: str, letters: int) -> Guess:
    """The only language whose alphabet fits."""
    return Guess(language, 1 - 0.5 * exp(-letters / 20))


def by_model(ranked: Ranking, words: Set[str], script: str, letters: int, misspelt: bool = False) -> Guess | None:
    """The likeliest language, with the confidence that measurements gave: the further it leads before the next, the
    longer the text (chance dwindles), and the better the words are known, the surer."""
    if not ranked:
        return None
    (language, likelihood), (rival, next_likelihood) = (*ranked, ("", 0.0))[:2]
    lead = (likelihood - next_likelihood) * sqrt(letters)
    known = min(1.0, likelihood / _WELL_KNOWN[script]) * (_MISSPELT if misspelt else 1.0)
    guess = Guess(language, (1 - exp(-1.2 * (lead + 0.1))) * known, rival)
    if guess.is_close and known == 1.0:
        guess = Guess(language, max(guess.confidence, 0.5), rival)  # one of the two it is
    if guess.confidence < _LEAST_CONFIDENCE:
        return None
    return _malay_or_indonesian(words, guess.confidence) if language == "ms" else guess


def _malay_or_indonesian(words: Set[str], confidence: float) -> Guess:
    for_malay = malayness(words)
    language, rival = ("ms", "id") if for_malay > 0 else ("id", "ms")
    return Guess(language, confidence / (1 + exp(-abs(for_malay))), rival)
