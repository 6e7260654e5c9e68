"""CPU of finding the terms of a message and checking its translation, with a glossary of 50,000 terms against one of
5,000, and what the large one takes of memory. No store.

Messages are 500 characters of what German customers wrote. In both glossaries the same terms occur in them; most of the
others begin with a word that occurs too. Words have been met before, as nearly all of those that customers write have.
"""

from __future__ import annotations

import csv
import gc
import random
import time
from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from statistics import median
from typing import Any

import psutil

from services.cli.local.servers import ROOT
from services.translation.domain.glossary import CompiledGlossary, Layer, Term
from services.translation.domain.glossary.scripts import words

FEW, MANY = 5_000, 50_000
CHARACTERS = 500
_TEXTS = ROOT.parent / "shared" / "data" / "sentiment_multilingual.csv"
_ROUNDS, _MESSAGES = 60, 80
# By how often they occur: not the commonest words, which name nothing.
_OCCURRING = slice(150, 250)
_SYLLABLES = [first + vowel for first in "bdfgklmnprstvwz" for vowel in ("a", "e", "i", "o", "u", "au", "ei")]


def _messages() -> list[str]:
    with _TEXTS.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file) if row["language"] == "de"]
    joined = " ".join(texts)
    return [joined[number * CHARACTERS : (number + 1) * CHARACTERS] for number in range(len(joined) // CHARACTERS)]


def _terms(messages: Sequence[str]) -> list[Term]:
    """Those that occur come first."""
    chance = random.Random(5)
    counted = Counter(word for message in messages for word in words(message) if len(word) > 4 and word.isalpha())
    vocabulary = [word for word, _ in counted.most_common()]
    occurring = list({word.casefold(): word for word in vocabulary[_OCCURRING]}.values())
    terms = [Term(word, (_invented(chance),)) for word in occurring]
    sources = {term.source for term in terms}
    for first in cycle(vocabulary):
        source = f"{first} {_invented(chance)}" if chance.random() < 0.8 else _invented(chance)
        if source not in sources:
            sources.add(source)
            terms.append(Term(source, (f"{_invented(chance)} {_invented(chance)}",)))
        if len(terms) == MANY:
            return terms
    raise AssertionError("there are words without end")


def _invented(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(3, 5))) + "quo"


def _translated(glossary: CompiledGlossary, message: str) -> str:
    """As an engine would that keeps to the terms and knows nothing else."""
    shown, after = [], 0
    for hit in glossary.hits(message):
        shown += [message[after : hit.start], hit.term.targets[0]]
        after = hit.end
    return "".join([*shown, message[after:]])


def _microseconds(glossary: CompiledGlossary, pairs: Sequence[tuple[str, str]]) -> float:
    started = time.process_time()
    for source, translation in pairs:
        faults = glossary.check(source, translation)
        assert not faults, "the translation keeps to the glossary"
    return (time.process_time() - started) / len(pairs) * 1e6


def run() -> dict[str, Any]:
    messages = _messages()
    terms = _terms(messages)
    few = CompiledGlossary("de", "en", [Layer(1, tuple(terms[:FEW]))])
    gc.collect()
    before, started = psutil.Process().memory_info().rss, time.process_time()
    many = CompiledGlossary("de", "en", [Layer(1, tuple(terms))])
    compiled_s, taken = time.process_time() - started, psutil.Process().memory_info().rss - before
    pairs = [(one, _translated(many, one)) for one in messages[:_MESSAGES]]
    hits = sum(len(many.hits(source)) for source, _ in pairs) / len(pairs)
    assert hits == sum(len(few.hits(source)) for source, _ in pairs) / len(pairs)
    spent = [(_microseconds(few, pairs), _microseconds(many, pairs)) for _ in range(_ROUNDS)]
    # The least of many rounds: whatever else runs on the machine only adds to it.
    with_few, with_many = min(one for one, _ in spent), min(one for _, one in spent)
    return {
        "name": "glossary",
        "value": round(with_many, 1),
        "unit": "us of CPU for a message of 500 characters and its translation, 50,000 terms",
        "baseline": round(with_few, 1),
        "ratio": round(with_many / with_few, 2),
        "median": round(median(one for _, one in spent), 1),
        "terms_in_a_message": round(hits, 1),
        "compiled_in_s": round(compiled_s, 2),
        "compiled_mb": round(taken / 1e6, 1),
    }
