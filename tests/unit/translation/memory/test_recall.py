"""That looking for bands finds what is like a text, on what people write in twelve languages."""

from __future__ import annotations

import csv
import random
from collections import defaultdict

import pytest
from rapidfuzz.distance import Levenshtein

from services.cli.local.servers import ROOT
from services.translation.domain.memory.nearness import bands
from services.translation.domain.memory.unit import Pair

_DATA = ROOT.parent / "shared" / "data"
_FILES = (("sentiment_multilingual.csv", "text"), ("intents_en.csv", "utterance"))
_TEXTS = 3_000
PAIR = Pair("en", "de")


def texts(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    for name, column in _FILES:
        with (_DATA / name).open(encoding="utf-8", newline="") as lines:
            found |= {row[column].strip()[:300]: None for row in csv.DictReader(lines)}
    usable = [text for text in found if len(text) >= 8]
    return chance.sample(usable, _TEXTS)


def edited(text: str, chance: random.Random, words: list[str]) -> str:
    """With up to a sixth of its words (where there are none, of its characters) replaced, left out, put in or moved."""
    between = " " if text.count(" ") >= 3 else ""
    parts = text.split(" ") if between else list(text)
    for _ in range(chance.randint(1, max(1, len(parts) // 6))):
        place, how = chance.randrange(len(parts)), chance.choice(("replaced", "left out", "put in", "moved"))
        if how == "replaced":
            parts[place] = chance.choice(words if between else text)
        elif how == "left out" and len(parts) > 2:
            del parts[place]
        elif how == "put in":
            parts.insert(place, chance.choice(words if between else text))
        elif how == "moved":
            parts.insert(chance.randrange(len(parts)), parts.pop(place))
    return between.join(parts)


@pytest.mark.skipif(not _DATA.exists(), reason=f"{_DATA} isn't there")
def test_nearly_all_that_is_like_a_text_is_found_and_little_else():
    chance = random.Random(7)
    known = texts(chance)
    words = [word for text in known for word in text.split()]
    index: dict[int, set[int]] = defaultdict(set)
    for number, text in enumerate(known):
        for band in bands(PAIR, text):
            index[band].add(number)
    found: dict[bool, list[bool]] = {True: [], False: []}
    looked_at = 0
    for number, text in enumerate(known):
        asked = edited(text, chance, words)
        if Levenshtein.normalized_similarity(text, asked) < 0.75:
            continue
        candidates = set().union(*(index.get(band, set()) for band in bands(PAIR, asked)))
        found[len(text) >= 30].append(number in candidates)
        looked_at += len(candidates)
    long, short = found[True], found[False]
    assert len(long) > 2_000
    assert len(short) > 150
    assert sum(long) / len(long) > 0.99, f"{sum(long)} of {len(long)}"
    assert sum(short) / len(short) > 0.95, f"{sum(short)} of {len(short)}"
    assert looked_at / (len(long) + len(short)) < 0.02 * _TEXTS
