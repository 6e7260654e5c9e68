"""One spelling for each language tag: what was remembered for `pt-br` is found for `pt-BR`."""

from __future__ import annotations

from functools import lru_cache

import langcodes

from services.translation.domain.memory.unit import Pair


@lru_cache(maxsize=4096)
def pair_of(source: str, target: str) -> Pair:
    """Of two BCP 47 tags. Raises ValueError for what is none."""
    return Pair(langcodes.standardize_tag(source), langcodes.standardize_tag(target))
