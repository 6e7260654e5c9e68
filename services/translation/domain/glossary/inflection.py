"""Forms of one word: the base that they share, and whether two of them differ by an ending that inflects.

Bases are stems by Snowball (snowballstem.org), which also takes words together that are only derived from one another
(German "Bestellung", an order, and "bestellt", ordered). For a translation that is welcome: "refunded" does for
"refund". For a source it isn't: what only looks like a term would be missed in the translation. So in a source the
endings in which two forms differ must be of those below, which inflect nouns and adjectives. Languages that have no
list there inflect by so many endings that their stems alone decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from os.path import commonprefix
from threading import Lock

import Stemmer

from services.translation.domain.glossary.scripts import SOFT_HYPHEN, words

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ms": "indonesian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "yi": "yiddish",
}  # fmt: skip
_ENDINGS = {
    "de": " e en n er ern s es em ens r m nen",
    "en": " s es y ies",
    "es": " s es o a os as e ón ones z ces",
    "fr": " s x e es l ux le lle lles",
    "id": " nya ku mu lah kah pun",
    "it": " o i a e hi he ci co",
    "ms": " nya ku mu lah kah pun",
    "nl": " s n en e eren ën",
    "pt": " s es o a os as e ão ões ães m ns l is",
    "ru": " а я ы и у ю е о ь ом ем ём ой ей ью ов ев ий ам ям ами ями ах ях"
    " ый ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ыми ими",
}
_ENDINGS_OF = {language: frozenset(endings.split(" ")) for language, endings in _ENDINGS.items()}
# What Snowball leaves: "and" and the article before an Arabic noun, and the t that opens before its possessive; the
# Finnish k of "tilaus, tilauksen"; Swedish neuters. Of some Hungarian forms it takes one ending too few: stemmed again.
_BEFORE_STEMMING = {"ar": re.compile("^[وف]?(?:(?:ال|بال|كال|لل)(?=...))+")}
_AFTER_STEMMING = {
    "ar": re.compile("(?<=...)(?:ات|ت|ا)$"),
    "fi": re.compile("(?<=[uy])k?s$"),
    "sv": re.compile("(?<=...)(?:et)+$"),
}
_STEMMED_AGAIN = frozenset({"hungarian"})
# Turkish, where Snowball is too rash: endings of nouns, as many as stand there; a noun that itself ends like one loses
# the same as its other forms do.
_TURKISH_ENDINGS = re.compile(
    "(?<=...)(?:l[ae]r|[ıiuü]?[mn](?:[ıiuü]z)?|[sy]?[ıiuü]|[yn]?[ae]|[dt][ae]n?|y?l[ae]|ki)+$"
)
_TURKISH_SOFTENED = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}
# Korean, which Snowball doesn't have, writes particles onto the noun.
_KOREAN = (
    "입니다 이에요 에서는 으로는 에서 에게 께서 으로 까지 부터 처럼 보다 하고 이나 이라 예요"
    " 은 는 이 가 을 를 의 에 로 와 과 도 만 께 나 라"
)
_KOREAN_PARTICLES = tuple(_KOREAN.split())
_OFTEN_WITHOUT_ACCENTS = frozenset({"ca", "cs", "es", "fr", "it", "pl", "pt", "ro"})
_LOWER_TURKISH = str.maketrans({"İ": "i", "I": "ı"})
_UMLAUTS = str.maketrans("äöü", "aou")


def primary(language: str) -> str:
    """The language of a BCP 47 tag, without script and country."""
    return language.split("-", 1)[0].lower()


def lowered(word: str, language: str) -> str:
    """As it is compared where case doesn't count."""
    plain = unicodedata.normalize("NFKC", word.replace(SOFT_HYPHEN, ""))
    if primary(language) in ("tr", "az"):
        plain = plain.translate(_LOWER_TURKISH)
    return plain.casefold()


def base_of(language: str) -> Callable[[str], str]:
    """A function from a lowered word to the base that its forms share: the word itself where nothing is known of how
    the language inflects. Thread-safe."""
    own = _OWN.get(primary(language))
    if own is not None:
        return own
    algorithm = _STEMMERS.get(primary(language))
    if algorithm is None:
        return str
    stemmer, lock = Stemmer.Stemmer(algorithm, 0), Lock()
    before, after = _BEFORE_STEMMING.get(primary(language)), _AFTER_STEMMING.get(primary(language))

    def base(word: str) -> str:
        if before is not None:
            word = before.sub("", word)
        # A stemmer works in a buffer of its own.
        with lock:
            stem = stemmer.stemWord(word)
            while algorithm in _STEMMED_AGAIN and (shorter := stemmer.stemWord(stem)) != stem:
                stem = shorter
        return (stem if after is None else after.sub("", stem)) or word

    return base


def _without_particles(word: str) -> str:
    # Again and again: what ends like a particle and has none loses the same as its form that has one.
    for particle in _KOREAN_PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return _without_particles(word[: -len(particle)])
    return word


def _turkish(word: str) -> str:
    bare = _TURKISH_ENDINGS.sub("", word)
    return bare[:-1] + _TURKISH_SOFTENED.get(bare[-1:], bare[-1:])


_OWN: dict[str, Callable[[str], str]] = {"ko": _without_particles, "tr": _turkish}


def without_accents(phrase: str, language: str) -> str:
    """As customers write it who don't bother, in the languages where that is common; elsewhere as it is."""
    if primary(language) not in _OFTEN_WITHOUT_ACCENTS:
        return phrase
    apart = unicodedata.normalize("NFD", phrase)
    return unicodedata.normalize("NFC", "".join(one for one in apart if unicodedata.category(one) != "Mn"))


def same_case(wanted: str, found: str) -> bool:
    """Whether `found`, a form of `wanted`, is written in the same capitals as far as both go alike."""
    for one, other in zip(words(wanted), words(found), strict=False):
        for letter, its in zip(one, other, strict=False):
            if letter.casefold() != its.casefold():
                break
            if letter != its:
                return False
    return True


@lru_cache(maxsize=10_000)
def inflects(one: str, other: str, language: str) -> bool:
    """Whether two phrases, whose words have the same bases, differ by inflection only."""
    endings = _ENDINGS_OF.get(primary(language))
    if endings is None:
        return True
    both = zip(words(one), words(other), strict=False)
    return all(
        _by_ending(lowered(first, language), lowered(second, language), endings, is_noun=first[0].isupper())
        for first, second in both
    )


def _by_ending(one: str, other: str, endings: frozenset[str], *, is_noun: bool) -> bool:
    if one == other or _differ_in(one, other, endings):
        return True
    bare, its = one.translate(_UMLAUTS), other.translate(_UMLAUTS)
    # A German plural may have nothing but an umlaut ("Klöster"); a verb with one is another verb ("drücken").
    return (bare != its or is_noun) and _differ_in(bare, its, endings)


def _differ_in(one: str, other: str, endings: frozenset[str]) -> bool:
    """An ending may begin with what they have in common: "s" and "es" of "Gutscheins" and "Gutscheines"."""
    common = len(commonprefix((one, other)))
    return any(one[cut:] in endings and other[cut:] in endings for cut in range(common, max(common - 3, 0), -1))
