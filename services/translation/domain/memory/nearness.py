"""How like one another two segments are, and where the store has to look for those that are like one.

Their likeness is the Levenshtein similarity of their forms, 0 to 1, in which a token is one character. The store can't
search by that; it finds what shares a *band*: three minima that hashing gives the sets of short pieces of both. With 16
bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4) segments that share 60 % of these have one in
common with a probability of 0.98, and those that share 3 % with one of 0.0004.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import shake_128
from struct import Struct
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from services.translation.domain.memory.form import flat
from services.translation.domain.memory.unit import Pair

_BANDS, _ROWS = 16, 3
_HASHES = Struct(f"<{_BANDS * _ROWS}H")
_BAND = Struct(f"<B{_ROWS}H")
# Not `\W`, to which the vowel signs of Indian scripts belong.
_UNSPOKEN = re.compile(
    r"[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\ue000-\uf8ff\uff01-\uff0f\uff1a-\uff20،؛؟।]+"
)
# Chinese characters, kana, Hangul: a word has few of them.
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff]")
_SIGN = 1 << 31


def bands(pair: Pair, form: str) -> tuple[int, ...]:
    """The bands of a form, as signed numbers of 32 bits; case and punctuation don't matter for them."""
    hashes = [_HASHES.unpack(shake_128(piece.encode()).digest(_HASHES.size)) for piece in _pieces(form)]
    minima = [min(row) for row in zip(*hashes, strict=True)]
    start = crc32(f"{pair.source}>{pair.target}".encode())
    packed = (_BAND.pack(band, *minima[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))
    return tuple(crc32(one, start) - _SIGN for one in packed)


def nearest(form: str, known: Mapping[str, str], threshold: float, most: int) -> list[tuple[str, float]]:
    """Of these forms by id, the ids of those at least so near, with their scores, the nearest first."""
    flats = {name: flat(one) for name, one in known.items()}
    found = process.extract(
        flat(form), flats, scorer=Levenshtein.normalized_similarity, processor=None, score_cutoff=threshold, limit=most
    )
    return [(name, score) for _, score, name in found]


def _pieces(form: str) -> set[str]:
    """All of two characters that follow one another in a script where a word has few, else of three."""
    spoken = _UNSPOKEN.sub(" ", flat(form).casefold()).strip() or form
    size = 2 if _DENSE.search(spoken) else 3
    padded = f" {spoken} "
    return {padded[start : start + size] for start in range(max(1, len(padded) - size + 1))}
