"""Which language a text is written in: the script decides first; where several languages share it, their words, their
letters and the model."""

from __future__ import annotations

from services.translation.detection.alphabets import SCRIPTS as SCRIPTS_WITH_ALPHABETS
from services.translation.detection.alphabets import spelt_like
from services.translation.detection.answer import UNKNOWN, Detection, Doubt
from services.translation.detection.guesses import Guess, by_letters, by_model, by_words
from services.translation.detection.mixture import of_two_languages, of_two_scripts
from services.translation.detection.model import RIVALS, rank
from services.translation.detection.prose import prose_of, words_of
from services.translation.detection.scripts import han, letters
from services.translation.detection.words import IN_LATIN_LETTERS, evidence

# Scripts that one language here is written in.
# fmt: off
ALONE = {
    "Armn": "hy", "Beng": "bn", "Ethi": "am", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko",
    "Hani": "zh", "Hebr": "he", "Kana": "ja", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mymr": "my",
    "Orya": "or", "Sinh": "si", "Taml": "ta", "Telu": "te", "Thai": "th",
}
# fmt: on
# What ISO 15924 calls a script when Chinese characters may stand among it.
_WITH_HAN = {"Hang": "Kore", "Kana": "Jpan"}
# As BCP 47 has it: Norwegian is Bokmål, nearly always.
_BCP47 = {"no": "nb"}
_TOLD_BY_WORDS = {"id", "kk", "mk", "ne", "sw"}

LANGUAGES = frozenset(ALONE.values()) | {_BCP47.get(each, each) for each in sum(RIVALS.values(), ())} | _TOLD_BY_WORDS

LONGEST_READ = 1_000  # characters; more doesn't make it surer
FEWEST_LETTERS = 5  # weighted: three Chinese characters are enough, two are not
_SHORT = 15  # weighted letters, below which a guess is marked as one
_SURE = 0.9  # from which on close languages are told apart


def detect(text: str) -> Detection:
    """The language that most of the text is written in. Never raises, whatever the characters are."""
    prose = prose_of(text[:LONGEST_READ])
    found = letters(prose)
    script = max(found, key=found.__getitem__, default="")
    if found.get(script, 0) < FEWEST_LETTERS:
        return UNKNOWN
    if script in ALONE:
        return _alone(script, found, prose)
    return _among_rivals(script, found, prose)


def _alone(script: str, found: dict[str, int], prose: str) -> Detection:
    language, written = ALONE[script], han(prose) if script == "Hani" else _WITH_HAN.get(script, script)
    if script == "Hani" and written == "Jpan":
        language = "ja"
    doubt = None
    if len(found) > 1 and of_two_scripts(found, script, prose):
        doubt = Doubt.CODE_SWITCHED
    elif written == "Hani" and found[script] < _SHORT:
        doubt = Doubt.SHORT  # characters that Chinese and Japanese share
    return Detection(language, found[script] / sum(found.values()), doubt, written)


def _among_rivals(script: str, found: dict[str, int], prose: str) -> Detection:
    words, ranked, spelling = words_of(prose), rank(script, prose), None
    told = evidence(words)
    if script in SCRIPTS_WITH_ALPHABETS:
        spelling = spelt_like(script, prose, found[script])
        ranked = tuple(each for each in ranked if each[0] in spelling.languages)
        told = told if told and told.language in spelling.languages else None
    guess = by_words(told, words, script, ranked) if told else None
    if guess is None and spelling and spelling.only:
        guess = by_letters(spelling.only, found[script])
    elif guess is None:
        guess = by_model(ranked, words, script, found[script], misspelt=spelling is not None and not spelling.exact)
    if guess is None:
        return UNKNOWN
    mixed = len(found) > 1 and of_two_scripts(found, script, prose)
    if not mixed and script == "Latn" and guess.rival is not None:
        mixed = of_two_languages(words, ranked, told)
    language = guess.language.removesuffix(IN_LATIN_LETTERS)
    doubt = Doubt.TRANSLITERATED if language != guess.language else _doubt(guess, mixed, found[script])
    return Detection(_BCP47.get(language, language), guess.confidence, doubt, script)


def _doubt(guess: Guess, mixed: bool, letters_read: int) -> Doubt | None:
    if mixed:
        return Doubt.CODE_SWITCHED
    if guess.is_close and guess.confidence < _SURE:
        return Doubt.CLOSE_LANGUAGES
    return Doubt.SHORT if letters_read < _SHORT else None
