"""Malay and Indonesian, one language for the model, told apart by the words that one of them uses more."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_HERE = Path(__file__).with_name("malay")
_FILES = ("written.txt", "everyday.txt")  # what people say overrules what encyclopedias write
# The same Latin suffix in both: kualiti, kualitas.
_MALAY_SUFFIX, _INDONESIAN_SUFFIX, _SUFFIX_WEIGHT = "iti", "itas", 2.0
_SHORTEST_WITH_SUFFIX = 6


@cache
def _weights() -> dict[str, float]:
    weights = {}
    for name in _FILES:
        for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                weight, *words = line.split()
                weights |= dict.fromkeys(words, float(weight))
    return weights


def malayness(words: Iterable[str]) -> float:
    """How much these words, in small letters, speak for Malay; less than 0 where they speak for Indonesian."""
    weights = _weights()
    return sum(weights[word] if word in weights else _by_suffix(word) for word in words)


def _by_suffix(word: str) -> float:
    if len(word) < _SHORTEST_WITH_SUFFIX:
        return 0.0
    return _SUFFIX_WEIGHT * (word.endswith(_MALAY_SUFFIX) - word.endswith(_INDONESIAN_SUFFIX))
