"""How many texts of 100 characters one core detects the language of, and what that takes of memory. CPU-time, the
median of the rounds.

The texts are what customers wrote in twelve languages, a line of 100 characters each. All of a round are new, so that
half of their words have not been met before; live messages repeat themselves more.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections import defaultdict
from statistics import median
from typing import Any

import orjson
import psutil

from services.cli.local.servers import ROOT
from tests.bench.detection import rows

CHARACTERS = 100
AIM = 20_000  # texts a CPU-second
_ROUNDS = 5


def _texts() -> list[str]:
    """In turn one of each language, as long as all have one."""
    written: defaultdict[str, str] = defaultdict(str)
    for row in rows():
        written[row["language"]] += row["text"].replace("\n", " ") + " "
    lines = [
        [text[start : start + CHARACTERS] for start in range(0, len(text) - CHARACTERS, CHARACTERS)]
        for text in written.values()
    ]
    return [line for turn in zip(*lines, strict=False) for line in turn]


def _measure() -> dict[str, Any]:
    before = psutil.Process().memory_info().rss
    from services.translation.detection import detect, warm_up

    warm_up()
    texts = _texts()
    per_round = len(texts) // (_ROUNDS + 1)
    seconds = []
    gc.collect()
    gc.disable()
    for number in range(_ROUNDS + 1):
        some = texts[number * per_round : (number + 1) * per_round]
        started = time.process_time()
        for text in some:
            detect(text)
        seconds.append(time.process_time() - started)
    megabytes = (psutil.Process().memory_info().rss - before) / 1e6
    return {"rounds": [round(per_round / each) for each in seconds[1:]], "megabytes": round(megabytes)}


def run() -> dict[str, Any]:
    """In a process of its own: the memory is what detection takes."""
    answer = subprocess.run([sys.executable, "-m", __name__], check=True, capture_output=True, cwd=ROOT).stdout
    found = orjson.loads(answer)
    usual = round(median(found["rounds"]))
    return {
        "name": "detect",
        "value": usual,
        "unit": f"texts of {CHARACTERS} characters per CPU-second",
        "baseline": AIM,
        "ratio": round(usual / AIM, 2),
        "all_rounds": found["rounds"],
        "memory_mb": found["megabytes"],
    }


if __name__ == "__main__":
    print(orjson.dumps(_measure()).decode())
