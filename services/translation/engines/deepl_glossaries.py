"""Terms as DeepL takes them: in a glossary that lies with it, named after what is in it.

A request brings only the terms that occur in its texts, a few at most, and the same few again and again; so each set of
them is a glossary of its own, made when it is first needed. Processes find one another's by name.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from deepl import DeepLClient, DeepLException
from deepl.api_data import GlossaryLanguagePair
from deepl.util import validate_glossary_term

_T = TypeVar("_T")

_NAME = "heliodesk-"
# An account has room for a thousand, whoever makes them; those that were needed last are kept.
_MOST = 200
# "Too many requests" is no word on the glossary; other statuses of this hundred are.
_REFUSED, _TOO_MANY = range(400, 500), 429

Terms = tuple[tuple[str, str], ...]


class Glossaries:
    """Those of one account, as far as they are ours. Blocks; may be used by several threads."""

    def __init__(self) -> None:
        self._pairs: frozenset[tuple[str, str]] = frozenset()
        # Name -> DeepL's id, the one needed last at the end; None where DeepL doesn't take those terms.
        self._ids: OrderedDict[str, str | None] = OrderedDict()
        self._lock = threading.Lock()

    def look(self, deepl: DeepLClient) -> None:
        """Learns for which pairs there may be any, and which lie there. Raises DeepLException where DeepL is away."""
        pairs = frozenset(map(_codes, _unless_refused(deepl.get_glossary_languages) or []))
        lying = _unless_refused(deepl.list_glossaries) or []
        found = {each.name: each.glossary_id for each in lying if each.name.startswith(_NAME)}
        with self._lock:
            self._pairs = pairs
            self._ids = OrderedDict({**found, **{name: own for name, own in self._ids.items() if name in found}})

    def of(self, deepl: DeepLClient, source: str, target: str, terms: Terms) -> str | None:
        """The id of the glossary that holds just these terms, between DeepL's codes of languages; None where there can
        be none, and the terms are only checked afterwards. Raises DeepLException where DeepL is away."""
        pair = (_plain(source), _plain(target))
        entries = _entries(terms)
        if not entries or pair not in self._pairs:
            return None
        name = _name(pair, entries)
        with self._lock:
            if name not in self._ids:
                self._make_room(deepl)
                self._ids[name] = _made(deepl, name, pair, entries)
            self._ids.move_to_end(name)
            return self._ids[name]

    def forget(self, glossary: str) -> None:
        """Another process has taken it away, or a person has."""
        with self._lock:
            for name in [name for name, one in self._ids.items() if one == glossary]:
                del self._ids[name]

    def _make_room(self, deepl: DeepLClient) -> None:
        while len(self._ids) >= _MOST:
            _, glossary = self._ids.popitem(last=False)
            if glossary is not None:
                _unless_refused(partial(deepl.delete_glossary, glossary))


def _made(deepl: DeepLClient, name: str, pair: tuple[str, str], entries: dict[str, str]) -> str | None:
    made = _unless_refused(partial(deepl.create_glossary, name, *pair, entries))
    return made.glossary_id if made is not None and made.ready else None


def _unless_refused(question: Callable[[], _T]) -> _T | None:
    """The answer, None where DeepL says no for good: the account has no glossaries, or no room, or not this one."""
    try:
        return question()
    except DeepLException as error:
        if error.http_status_code in _REFUSED and error.http_status_code != _TOO_MANY:
            return None
        raise


def _entries(terms: Terms) -> dict[str, str]:
    """Without those that can't be written down there; of two that say the same words the first counts."""
    entries: dict[str, str] = {}
    for source, target in terms:
        try:
            validate_glossary_term(source.strip())
            validate_glossary_term(target.strip())
        except ValueError:
            continue
        entries.setdefault(source.strip(), target.strip())
    return entries


def _name(pair: tuple[str, str], entries: dict[str, str]) -> str:
    said = "\n".join(["\t".join(pair), *sorted(f"{source}\t{target}" for source, target in entries.items())])
    return _NAME + hashlib.sha256(said.encode()).hexdigest()[:32]


def _codes(pair: GlossaryLanguagePair) -> tuple[str, str]:
    return pair.source_lang.upper(), pair.target_lang.upper()


def _plain(code: str) -> str:
    """A glossary is for all variants of a language."""
    return code.partition("-")[0].upper()
