"""Apertium behind the port of `domain.Engine`, through the HTTP service of its own (Debian's apertium-apy)."""

from __future__ import annotations

import re

import httpx
from langcodes import standardize_tag

from services.translation.domain import EngineAway, EngineRefused

_LISTING_TIMEOUT_S = 2.0
# A NUL ends a text in Apertium's pipes, and the other controls mean nothing in any language.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EDGES = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)


class ApertiumApy:
    """One apertium-apy at a base URL such as `http://127.0.0.1:7493`. Close it when done."""

    name = "apertium"

    def __init__(self, url: str) -> None:
        self.available = False
        self._codes: dict[tuple[str, str], str] = {}  # BCP 47 -> Apertium's own `eng|spa`
        # Not the proxies of the environment: the engine is ours, and near.
        self._http = httpx.AsyncClient(base_url=url, trust_env=False)

    def pairs(self) -> set[tuple[str, str]]:
        return set(self._codes)

    async def refresh(self) -> None:
        listed = await self._ask("GET", "/listPairs", _LISTING_TIMEOUT_S)
        pairs = [(each["sourceLanguage"], each["targetLanguage"]) for each in listed]
        self._codes = {(standardize_tag(one), standardize_tag(other)): f"{one}|{other}" for one, other in pairs}

    async def translate(self, text: str, source: str, target: str, timeout_s: float) -> str:
        """Lines, emoji, numbers and the space around the text come back as they were; words it doesn't know, too."""
        if (source, target) not in self._codes:
            raise EngineRefused(self.name, f"doesn't translate {source} to {target}")
        before, words, after = _EDGES.match(_CONTROLS.sub(" ", text)).groups()
        form = {"langpair": self._codes[source, target], "q": words, "markUnknown": "no", "format": "txt"}
        answer = await self._ask("POST", "/translate", timeout_s, form)
        return f"{before}{answer['translatedText']}{after}"

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _ask(self, method: str, path: str, timeout_s: float, form: dict[str, str] | None = None) -> list | dict:
        """The answer's data. What network or server can't do now is *away*; what the server won't do is *refused*."""
        try:
            response = await self._http.request(method, path, data=form, timeout=timeout_s)
        except httpx.TransportError as error:
            self.available = False
            raise EngineAway(self.name, f"{type(error).__name__} {error}".strip()) from error
        except UnicodeEncodeError as error:
            raise EngineRefused(self.name, "the text has half of a surrogate pair") from error
        self.available = response.status_code < 500
        if not self.available:
            raise EngineAway(self.name, f"it answers {response.status_code}")
        if response.is_error:
            raise EngineRefused(self.name, f"it answers {response.status_code}: {response.text[:200]}")
        try:
            return response.json()["responseData"]
        except (ValueError, KeyError) as error:
            raise EngineRefused(self.name, "what answers isn't apertium-apy") from error
