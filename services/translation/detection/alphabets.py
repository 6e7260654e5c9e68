"""What the letters alone say about languages that share a script: Russian has no і, and Serbian no й."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A letter that not all of a script's languages have, and for each language those of them that it has. Unlike the model,
# spelling knows Macedonian and Kazakh. (Belarusian has no и, but it is too common elsewhere to say so.)
_TELLING = {
    "Cyrl": re.compile("[йщъыьэюяёіїєґѝјљњђћџѓќѕѐўәғқңөұүһѐ-џѠ-ԯ]"),
    "Arab": re.compile("[كيىةإٮ-ۓە-ۿ]"),
}
_ALPHABETS = {
    "Cyrl": {
        "ru": frozenset("йщъыьэюяё"),
        "uk": frozenset("йщьюяіїєґ"),
        "be": frozenset("йыьэюяёіў"),
        "bg": frozenset("йщъьюяѝ"),
        "sr": frozenset("јљњђћџ"),
        "mk": frozenset("јљњџѓќѕѐѝ"),
        "kk": frozenset("йщъыьэюяёәғқңөұүһі"),
    },
    "Arab": {
        "ar": frozenset("كيىةإ"),
        "fa": frozenset("پچژگکیي"),
        "ur": frozenset("پچژگکیٹڈڑںےہھۂۓ"),
    },
}
# A text without one of these is in another Turkic language, or in Mongolian.
_NEEDED = {"kk": frozenset("әғқұ")}
_MOST_FOREIGN = 0.1  # of the letters; with more of them a text is in none of these languages

SCRIPTS = frozenset(_ALPHABETS)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The languages whose alphabets fit best what is written, none where none fits; and whether they fit exactly."""

    languages: tuple[str, ...]
    exact: bool

    @property
    def only(self) -> str | None:
        """The language that this spelling is certain to be of, among these."""
        return self.languages[0] if self.exact and len(self.languages) == 1 else None


def spelt_like(script: str, prose: str, letters: int) -> Spelling:
    """Whose spelling this is, of which so many letters are in this script, one of SCRIPTS."""
    telling = _TELLING[script].findall(prose.lower())
    present = set(telling)
    foreign = {
        language: sum(map(telling.count, present - alphabet))
        for language, alphabet in _ALPHABETS[script].items()
        if language not in _NEEDED or _NEEDED[language] & present
    }
    fewest = min(foreign.values())
    if fewest > _MOST_FOREIGN * letters:
        return Spelling((), False)
    return Spelling(tuple(language for language, count in foreign.items() if count == fewest), fewest == 0)
