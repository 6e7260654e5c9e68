"""BCP 47 tags for the codes that providers have of their own, and the pairs that follow from what they list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from langcodes import standardize_tag

from services.translation.domain.engine import EngineAway, EngineRefused

# Both names of Norwegian are in use for one written language. And what no tag says of itself, but CLDR's parent
# locales: English outside of America is nearer to British, Spanish there is Latin American. (That `en` is served by
# `en-US`, and `zh-TW` by `zh-Hant`, is known to whoever chooses an engine.)
_STANDS_FOR: Mapping[str, str] = {
    "nb": "no",
    "no": "nb",
    "en-AU": "en-GB",
    "en-IE": "en-GB",
    "en-IN": "en-GB",
    "en-NZ": "en-GB",
    "es-AR": "es-419",
    "es-CL": "es-419",
    "es-CO": "es-419",
    "es-MX": "es-419",
}


def by_tag(codes: Iterable[str], own: Mapping[str, str] | None = None) -> dict[str, str]:
    """BCP 47 tag -> the provider's code; `own` maps those of its codes that mean something else, or nothing, in
    BCP 47. Variants that one of them serves as well are among the tags; codes that can't be read are left out."""
    listed = {tag: code for code in codes if (tag := _tag(code, own or {}))}
    served = {tag: listed[nearest] for tag, nearest in _STANDS_FOR.items() if tag not in listed and nearest in listed}
    return listed | served


@dataclass(frozen=True, slots=True)
class Offer:
    """What an engine said it does: BCP 47 tag -> its code, on either side, and the pairs of tags that go together."""

    sources: Mapping[str, str]
    targets: Mapping[str, str]
    pairs: set[tuple[str, str]]

    @classmethod
    def of_each_with_each(cls, sources: Mapping[str, str], targets: Mapping[str, str]) -> Offer:
        return cls(sources, targets, {(one, other) for one in sources for other in targets if _differ(one, other)})

    @classmethod
    def of_pairs(cls, listed: Collection[tuple[str, str]], own: Mapping[str, str] | None = None) -> Offer:
        """`listed` are pairs of the provider's codes; `own` as in `by_tag`."""
        sources, targets = by_tag({one for one, _ in listed}, own), by_tag({other for _, other in listed}, own)
        pairs = {
            (one, other)
            for one, source in sources.items()
            for other, target in targets.items()
            if (source, target) in listed and _differ(one, other)
        }
        return cls(sources, targets, pairs)

    def codes(self, engine: str, source: str, target: str) -> tuple[str, str]:
        """The engine's codes for a pair of tags. Raises EngineRefused for one that it doesn't do, EngineAway while
        nothing is known of any."""
        if not self.pairs:
            raise EngineAway(engine, "it hasn't told its languages yet")
        if (source, target) not in self.pairs:
            raise EngineRefused(engine, f"it doesn't translate {source} to {target}")
        return self.sources[source], self.targets[target]


NOTHING = Offer({}, {}, set())
"""Of an engine that hasn't been asked."""


def _differ(one: str, other: str) -> bool:
    """Nobody translates `pt` to `pt-BR`."""
    return _language(one) != _language(other)


def _tag(code: str, own: Mapping[str, str]) -> str | None:
    try:
        return own.get(code) or standardize_tag(code)
    except ValueError:  # langcodes' LanguageTagError is one
        return None


def _language(tag: str) -> str:
    language = tag.partition("-")[0]
    return "nb" if language == "no" else language
