"""How one language may be written as a tag, and when two tags are one language to a reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from langcodes import Language, LanguageTagError, standardize_tag


@dataclass(frozen=True, slots=True)
class Spelling:
    """A tag that an engine may know a language by. `exact` is false where it leaves out the region asked for."""

    tag: str
    exact: bool


@lru_cache(maxsize=4096)
def spellings(tag: str) -> tuple[Spelling, ...]:
    """The most exact first: `es-MX` may be done by who does `es`, `zh-TW` by who does `zh-Hant`, `en` by who does
    `en-US`. Never in another script: who does `zh` is not taken for `zh-TW`. A text that is no tag is spelled as it is.
    """
    likely = _likely(tag)
    if likely is None:
        return (Spelling(tag, True),)
    asked = Language.get(standardize_tag(tag))
    language, script, region = likely.language or "", likely.script or "", likely.territory or ""
    own, wider = [(language, script, region), (language, "", region)], [(language, script, ""), (language, "", "")]
    if not asked.territory:
        # Whoever asks for no region is served by that of most of its readers.
        own, wider = [*reversed(wider), *own], []
    exact = [str(asked), tag, *map(_joined, own)]
    found = dict.fromkeys(exact, True) | dict.fromkeys([one for one in map(_joined, wider) if one not in exact], False)
    return tuple(Spelling(one, is_exact) for one, is_exact in found.items() if _script(one) == script)


def is_same_language(source: str, target: str) -> bool:
    """Whether a reader of the one can read the other: `es` and `es-MX`, but not `zh-Hans` and `zh-Hant`. A language
    without script or region may be meant in any."""
    if source == target:
        return True
    one, other = _likely(source), _likely(target)
    if one is None or other is None or one.language != other.language:
        return False
    return one.script == other.script or one.language in (source, target)


@lru_cache(maxsize=4096)
def _likely(tag: str) -> Language | None:
    """In the script and the region of most who write it; None for what is no tag."""
    try:
        return Language.get(standardize_tag(tag)).maximize()
    except LanguageTagError:
        return None


def _script(tag: str) -> str:
    likely = _likely(tag)
    return (likely.script or "") if likely is not None else ""


def _joined(parts: tuple[str, ...]) -> str:
    return "-".join(part for part in parts if part)
