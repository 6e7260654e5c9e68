"""Texts in which two languages take turns: *nasaan na yung order ko, it's been two weeks already*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from services.translation.detection.model import Ranking, rather_of
from services.translation.detection.words import Evidence

_FEWEST = 3  # words of the other language: fewer are names, brands, and what everybody calls a tracking number
_SHARE = 0.2  # of all words
# A text whose words are all of one language is likelier than so, or the next language is further behind than so: two
# thirds of all texts, which needn't be looked at word by word. Of those that are mixed one in a hundred is missed.
_AT_HOME, _FAR_BEHIND = 2.2, 0.4
# Of the letters, from which on a second script is more than a name. Names are Latin everywhere, and have capitals.
_SHARE_OF_LATIN, _SHARE_OF_OTHERS = 0.25, 0.15
_LATIN_WORD = re.compile(r"(?<![A-Za-z])[a-z]{2,}")
_FEWEST_LATIN = 2


def of_two_languages(words: Collection[str], ranked: Ranking, told: Evidence | None) -> bool:
    """Whether so many of the words, in Latin letters, are rather those of another language than of the one that the
    model ranked first; `told` is what they say of languages that it doesn't know."""
    others: Counter[str] = Counter()
    if told:
        others[told.language] = len(told.telling)
    (language, likelihood), (_, next_likelihood) = ranked[0], ranked[-1]
    if likelihood <= _AT_HOME and next_likelihood >= _FAR_BEHIND * likelihood:
        others.update(other for word in words for other in rather_of(word, language))
    return bool(others) and max(others.values()) >= max(_FEWEST, _SHARE * len(words))


def of_two_scripts(found: dict[str, int], script: str, prose: str) -> bool:
    """Whether a second script carries a good part of the text; `found` are the letters of each script."""
    total = sum(found.values())
    latin = found.get("Latn", 0) if script != "Latn" else 0
    if latin >= _SHARE_OF_LATIN * total and len(_LATIN_WORD.findall(prose)) >= _FEWEST_LATIN:
        return True
    return total - found[script] - latin >= _SHARE_OF_OTHERS * total
