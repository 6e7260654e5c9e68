"""What no engine, wire or store takes."""

from __future__ import annotations

import regex

_HALVES = regex.compile(r"[\ud800-\udfff]")
# What XML 1.0 and JSON's readers refuse, and what means nothing in any language. Tabs and line breaks mean something,
# and so do the joiners and direction marks of Unicode (Cf), which Persian, Hindi, Arabic and emoji are spelled with.
_LINE_BREAKS = regex.compile(r"[\x0b\x0c\x85]")
_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NO_CHARACTERS = regex.compile(r"[\ufdd0-\ufdef\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """Nothing visible is lost: the two halves of a surrogate pair become their character, a half alone is shown as
    U+FFFD, and a control character becomes a space, since it may have kept two words apart."""
    if _HALVES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _NO_CHARACTERS.sub(_REPLACEMENT, _CONTROLS.sub(" ", _LINE_BREAKS.sub("\n", text)))
    return text.removeprefix("\ufeff")
