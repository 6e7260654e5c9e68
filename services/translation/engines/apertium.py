"""Apertium behind the port of `domain.engine`, through the HTTP service of its own (Debian's apertium-apy)."""

from __future__ import annotations

import re
from typing import Any

from services.translation.domain.engine import Answer, MaskStyle, Request
from services.translation.engines.asking import Limit, asking, in_batches
from services.translation.engines.failures import failure, malformed
from services.translation.engines.json_service import HttpFailure, JsonService
from services.translation.engines.languages import NOTHING, Offer

_LISTING_TIMEOUT_S = 2.0
# It marks words that it doesn't know with one, and takes out all that look so; as a tag it gets past.
_ASTERISK = "<asterisk/>"
# Its formatter ends a sentence here: what stands on either side is translated as if it were alone, in a tenth of the
# time that it takes to ask for each.
_BETWEEN = "</p><p>"
# What it writes before a word that it knows and can't inflect (#) or has no translation of (@). A customer's own #tags
# and @names never stand in a masked text.
_MARKS = re.compile(r"(?<![\w&])[#@](?=[^\W\d_])")
# A NUL ends a text in Apertium's pipes, and the other controls mean nothing in any language.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class ApertiumApy:
    """One apertium-apy at a base URL such as `http://127.0.0.1:7493`. Close it when done.

    It reads texts as HTML: tags are what its formatters carry past the translation, and they keep line breaks.
    """

    name = "apertium"
    mask = MaskStyle.XML
    enforces_terms = False
    limit = Limit(texts=50, characters=20_000)  # under a second of its time

    def __init__(self, url: str) -> None:
        self.available = False
        self._offer = NOTHING
        self._http = JsonService(self.name, url, near=True)

    def pairs(self) -> set[tuple[str, str]]:
        return self._offer.pairs

    async def refresh(self) -> None:
        async with asking(self, _LISTING_TIMEOUT_S):
            listed = _data(await self._http.get("/listPairs"))
            try:
                pairs = {(each["sourceLanguage"], each["targetLanguage"]) for each in listed}
            except (TypeError, KeyError) as error:
                raise malformed(self.name, "no list of pairs") from error
            self._offer = Offer.of_pairs(pairs)

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        """Lines, emoji, numbers and the space around the text come back as they were; words it doesn't know, too."""
        codes = self._offer.codes(self.name, request.source, request.target)
        async with asking(self, timeout_s):
            return await in_batches(self.name, self.limit, request, lambda batch: self._translate(batch, *codes))

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _translate(self, batch: Request, source: str, target: str) -> Answer:
        form = {
            "langpair": f"{source}|{target}",
            "q": _CONTROLS.sub(" ", _BETWEEN.join(batch.texts)).replace("*", _ASTERISK),
            "markUnknown": "no",
            "deformat": "html",
            "reformat": "html-noent",
        }
        try:
            answer = await self._http.ask("POST", "/translate", data=form)
        except HttpFailure as said:
            explanation = str(said.body.get("explanation", ""))
            raise failure(self.name, said.status, explanation, said.retry_after) from said
        try:
            told = _MARKS.sub("", _data(answer)["translatedText"]).replace(_ASTERISK, "*").split(_BETWEEN)
        except (AttributeError, TypeError, KeyError) as error:
            raise malformed(self.name, "no translation") from error
        # It has no release of its own to tell: the mode is all that is known of what translated.
        return Answer(tuple(told), f"{source}-{target}", sum(map(len, batch.texts)))


def _data(answer: Any) -> Any:
    try:
        return answer["responseData"]
    except (TypeError, KeyError) as error:
        raise malformed(ApertiumApy.name, "what answers isn't apertium-apy") from error
