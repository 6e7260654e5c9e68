"""Which language a text is written in.

Two steps: the script of the letters says which languages are possible at all (and settles it for those that are alone
in theirs), then py3langid, a naive Bayes model over byte n-grams that lies in its wheel, ranks what is left.
`python -m tests.bench.detection` measures it beside other libraries.
"""

import re
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The languages of the countries that the large marketplaces ship to. Fewer rivals make fewer mistakes: a short Spanish
# text is not taken for Asturian. Keys are scripts.
# fmt: off
LANGUAGES = {
    "Latin": [
        "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv",
        "ms", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "vi",
    ],
    "Cyrillic": ["bg", "kk", "mk", "ru", "sr", "uk"],
    "Arabic": ["ar", "fa", "ur"],
    "Devanagari": ["hi", "mr", "ne"],
    "Greek": ["el"],
    "Hebrew": ["he"],
    "Thai": ["th"],
    "Bengali": ["bn"],
    "Tamil": ["ta"],
    "Georgian": ["ka"],
    "Armenian": ["hy"],
    "Hangul": ["ko"],
    "Kana": ["ja"],
    "Han": ["zh"],
}
# fmt: on
_LETTERS = {
    "Latin": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrillic": "Ѐ-ӿ",
    "Arabic": "ء-يٮ-ۓپ-ۿ",
    "Devanagari": "ऀ-ॿ",
    "Greek": "Ͱ-Ͽἀ-῿",
    "Hebrew": "א-ת",
    "Thai": "ก-๎",
    "Bengali": "ঀ-৿",
    "Tamil": "஀-௿",
    "Georgian": "ა-ჿ",
    "Armenian": "Ա-֏",
    "Hangul": "가-힣ᄀ-ᇿ",
    "Kana": "ぁ-ゖァ-ヺー",
    "Han": "㐀-䶿一-鿿",
}
_RUNS = {script: re.compile(f"[{letters}]+") for script, letters in _LETTERS.items()}
# How much of a word one letter is, so that a brand's Latin name doesn't outweigh the Chinese around it.
_WEIGHTS = {"Han": 2, "Hangul": 2, "Kana": 2}
_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+|\b[A-Z]+-\d+\b|[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

LONGEST_READ = 2_000  # characters; more doesn't make it surer
FEWEST_LETTERS = 5  # weighted: three Chinese characters are enough, two are not
LEAST_CONFIDENCE = 0.15  # below it, less than half of the answers are right
KANA_SHARE = 0.08  # of the Chinese characters and kana together, from which on a text is Japanese


@dataclass(frozen=True)
class Detection:
    """`language` is a BCP 47 tag, None where it can't be told; `confidence` is 0 to 1."""

    language: str | None
    confidence: float


UNKNOWN = Detection(None, 0.0)


def detect(text: str) -> Detection:
    """The language that most of the text is written in. Never raises, whatever the characters are."""
    prose = _NOT_PROSE.sub(" ", text[:LONGEST_READ])
    if _is_shouted(prose):
        prose = prose.lower()  # the model has seen few capitals
    script, letters = _script(prose)
    if letters < FEWEST_LETTERS:
        return UNKNOWN
    possible = LANGUAGES[script]
    if len(possible) == 1:
        return Detection(possible[0], 1.0)
    scores = {language: score for language, score in _model().rank(prose) if language in possible}
    best = max(scores, key=scores.__getitem__)
    confidence = scores[best] / (sum(scores.values()) or 1.0)
    return Detection(_bcp47(best), confidence) if confidence >= LEAST_CONFIDENCE else UNKNOWN


def warm_up() -> None:
    """Loads the model (about a second, 100 MB), so that the first message doesn't wait for it."""
    _model()


def _is_shouted(prose: str) -> bool:
    capitals = sum(map(str.isupper, prose))
    return capitals > sum(map(str.islower, prose))


def _script(prose: str) -> tuple[str, int]:
    """The script that carries most of the text, and its weighted number of letters."""
    found = {
        script: _WEIGHTS.get(script, 1) * sum(map(len, letters.findall(prose))) for script, letters in _RUNS.items()
    }
    han_and_kana = found["Han"] + found["Kana"]
    if found["Kana"] > KANA_SHARE * han_and_kana:
        found["Kana"], found["Han"] = han_and_kana, 0
    script = max(found, key=found.__getitem__)
    return script, found[script]


def _bcp47(language: str) -> str:
    return "nb" if language == "no" else language  # nearly all that is written in Norway


@cache
def _model() -> LanguageIdentifier:
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([language for languages in LANGUAGES.values() if len(languages) > 1 for language in languages])
    return model
