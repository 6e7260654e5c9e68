"""LibreTranslate behind the port of `domain.engine`, one's own or somebody else's."""

from __future__ import annotations

import html
import re
from typing import Any

from pydantic import SecretStr

from services.translation.domain.engine import Answer, EngineAway, EngineRefused, MaskStyle, Request
from services.translation.engines.asking import Limit, asking, in_batches
from services.translation.engines.failures import failure, malformed
from services.translation.engines.json_service import HttpFailure, JsonService
from services.translation.engines.languages import NOTHING, Offer
from services.translation.engines.lines import line_by_line

_LISTING_TIMEOUT_S = 5.0
# Its models are named after Argos's packages: Traditional Chinese and the Portuguese of Brazil have codes of their own.
_OWN_CODES = {"zt": "zh-Hant", "pb": "pt-BR"}
_PROTECTED = re.compile(r'(<span\b[^>]*\btranslate="no"[^>]*>)(.*?)(</span>)', re.DOTALL)
_NOT_THERE = 404
_CHARACTERS = 5_000  # where the instance sets no limit; a server of one's own takes some seconds for as many


class LibreTranslate:
    """One instance at a base URL. Its answers are HTML whose entities it has taken out; they are put back here, since
    the mask of the style is escaped."""

    name = "libretranslate"
    mask = MaskStyle.HTML
    enforces_terms = False

    def __init__(self, url: str, key: SecretStr | None = None) -> None:
        self.available = False
        self.limit = Limit(texts=50, characters=_CHARACTERS)
        self._version = ""
        self._offer = NOTHING
        self._key = key
        self._http = JsonService(self.name, url)

    def pairs(self) -> set[tuple[str, str]]:
        return self._offer.pairs

    async def refresh(self) -> None:
        """Also learns its release, and the longest text that it takes."""
        async with asking(self, _LISTING_TIMEOUT_S):
            try:
                listed = await self._http.get("/languages")
                pairs = {(one["code"], target) for one in listed for target in one["targets"]}
                characters = int((await self._told("/frontend/settings")).get("charLimit", -1))
                self._version = str((await self._told("/spec")).get("info", {}).get("version", "?"))
            except (AttributeError, TypeError, KeyError, ValueError) as error:
                raise malformed(self.name, "what answers isn't LibreTranslate") from error
            self.limit = Limit(self.limit.texts, characters if 0 < characters < _CHARACTERS else _CHARACTERS)
            self._offer = Offer.of_pairs(pairs, _OWN_CODES)

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        codes = self._offer.codes(self.name, request.source, request.target)
        async with asking(self, timeout_s):
            return await line_by_line(
                request,
                lambda lines: in_batches(self.name, self.limit, lines, lambda batch: self._translate(batch, *codes)),
            )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _told(self, path: str) -> Any:
        """What isn't needed to translate: servers that speak LibreTranslate's language don't all have it."""
        try:
            return await self._http.ask("GET", path)
        except HttpFailure as said:
            if said.status == _NOT_THERE:
                return {}
            raise self._failure(said) from said

    async def _translate(self, batch: Request, source: str, target: str) -> Answer:
        body = {"q": list(batch.texts), "source": source, "target": target, "format": "html"}
        if self._key:
            body["api_key"] = self._key.get_secret_value()
        try:
            answer = await self._http.ask("POST", "/translate", json=body)
        except HttpFailure as said:
            raise self._failure(said) from said
        return Answer(tuple(_escaped(text) for text in self._texts(answer)), self._version, sum(map(len, batch.texts)))

    def _texts(self, answer: Any) -> list[str]:
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise malformed(self.name, "no list of translations")
        return texts

    def _failure(self, said: HttpFailure) -> EngineAway | EngineRefused:
        why = str(said.body.get("error", ""))
        # To ask without a key where one is needed is a bad request to it, and to us a key refused.
        status = 401 if said.status == 400 and "API key" in why else said.status
        return failure(self.name, status, why, said.retry_after)


def _escaped(text: str) -> str:
    """The answer with its entities again, but for the spans that protect tokens."""
    pieces = _PROTECTED.split(text)  # text, opening, token, closing, text, opening ...
    return "".join(
        piece if place % 4 in (1, 3) else html.escape(piece, quote=False) for place, piece in enumerate(pieces)
    )
