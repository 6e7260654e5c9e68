"""What the model makes of a text: eldc, a table of n-grams that is compiled into its wheel (24 MB, nothing to load)."""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp, log

import eldc

# The languages of the countries that the large marketplaces ship to, where several share a script. Fewer rivals make
# fewer mistakes: a short Spanish text is not taken for Asturian. The model doesn't tell Indonesian from Malay.
# fmt: off
RIVALS = {
    "Latn": (
        "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fr", "hr", "hu", "it", "lt", "lv",
        "ms", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "tl", "tr", "vi",
    ),
    "Cyrl": ("be", "bg", "ru", "sr", "uk"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi", "mr"),
}
# fmt: on
Ranking = tuple[tuple[str, float], ...]

# Of a word, in natural logarithms: by how much it has to speak more for one language than for another, and how much for
# a language whose word it is. The model's score is 1 - exp(-x).
_CLEARLY, _KNOWN = exp(-0.8), 1 - exp(-1.2)
_SUREST = 1 - 1e-6  # the model's score of 1 would be infinitely sure
# How many scores the model gives: of a text in a script of many languages, and else.
_FEW, _MANY = 2, 6


@cache
def _instance(script: str, scores: int):
    eldc.init()
    instance = eldc.instance()
    instance.set_languages(list(RIVALS[script]))
    instance.set_scores(scores)
    return instance


def rank(script: str, prose: str) -> Ranking:
    """The likeliest languages, the likelier first, each with how much an average word speaks for it, in natural
    logarithms; fewer where nothing speaks for more. The text must have neither surrogates nor NULs."""
    scores = _instance(script, _FEW if script == "Latn" else _MANY).detect_details(prose).scores
    return tuple((language, -log(1 - min(score, _SUREST))) for language, score in scores.items())


@lru_cache(maxsize=20_000)
def language_of_word(script: str, word: str) -> str | None:
    """The language that a word is clearly of, if it is of one."""
    best, *others = (_scores(script, word) or {None: 0.0}).items()
    return best[0] if not others or 1 - best[1] <= (1 - others[0][1]) * _CLEARLY else None


@lru_cache(maxsize=20_000)
def rather_of(word: str, language: str) -> tuple[str, ...]:
    """The languages that a word in Latin letters is clearly rather of than of this one."""
    scores = _scores("Latn", word)
    least = max(_KNOWN, 1 - (1 - scores.get(language, 0.0)) * _CLEARLY)
    return tuple([other for other, score in scores.items() if score >= least])


def _scores(script: str, word: str) -> dict[str, float]:
    """The model's own, the highest first."""
    return _instance(script, _MANY).detect_details(word).scores
