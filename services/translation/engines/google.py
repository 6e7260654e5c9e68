"""Google Cloud Translation v3 behind the port of `domain.engine`, through the official library.

Importing this imports the library, which takes half a second and 31 MB: `catalogue` does so only where Google is set
up.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from google.cloud.translate_v3 import SupportedLanguages, TranslateTextRequest, TranslateTextResponse

from services.translation.domain.engine import Answer, MaskStyle, Request
from services.translation.engines.asking import Limit, asking, in_batches
from services.translation.engines.failures import malformed
from services.translation.engines.google_client import Client
from services.translation.engines.languages import NOTHING, Offer, by_tag
from services.translation.engines.lines import line_by_line
from services.translation.engines.threads import Threads

_LISTING_TIMEOUT_S = 5.0
_OWN_CODES = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "zh": "zh-Hans"}


class GoogleTranslate:
    """The general model of a project, in a location. Glossaries there are files in Cloud Storage that a long operation
    compiles, so terms are checked afterwards instead; formality can't be asked for."""

    name = "google"
    mask = MaskStyle.HTML
    enforces_terms = False
    limit = Limit(texts=1_024, characters=30_000)

    def __init__(
        self, project: str, credentials: Path | None = None, location: str = "global", endpoint: str | None = None
    ) -> None:
        self.available = False
        self._offer = NOTHING
        self._parent = f"projects/{project}/locations/{location}"
        self._client = Client(self.name, credentials, endpoint)
        self._threads = Threads(self.name)

    def pairs(self) -> set[tuple[str, str]]:
        return self._offer.pairs

    async def refresh(self) -> None:
        async with asking(self, _LISTING_TIMEOUT_S):
            listed = await self._threads.run(partial(self._client.languages, self._parent, _LISTING_TIMEOUT_S))
            self._offer = _offer(listed)
            if not self._offer.pairs:
                raise malformed(self.name, "no languages")

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        codes = self._offer.codes(self.name, request.source, request.target)

        async def ask(batch: Request) -> Answer:
            question = TranslateTextRequest(
                parent=self._parent,
                contents=batch.texts,
                mime_type="text/html",
                source_language_code=codes[0],
                target_language_code=codes[1],
            )
            answer = await self._threads.run(partial(self._client.translate, question, timeout_s))
            return _answer(batch, answer)

        async with asking(self, timeout_s):
            return await line_by_line(request, lambda lines: in_batches(self.name, self.limit, lines, ask))

    async def aclose(self) -> None:
        self._threads.close()
        self._client.close()


def _offer(listed: SupportedLanguages) -> Offer:
    return Offer.of_each_with_each(
        by_tag((each.language_code for each in listed.languages if each.support_source), _OWN_CODES),
        by_tag((each.language_code for each in listed.languages if each.support_target), _OWN_CODES),
    )


def _answer(batch: Request, answer: TranslateTextResponse) -> Answer:
    # projects/<number>/locations/<location>/models/general/nmt; whose project it is says nothing of the version.
    models = sorted({each.model.rpartition("/models/")[2] for each in answer.translations if each.model})
    version = "-".join(["v3", *models])
    return Answer(tuple(each.translated_text for each in answer.translations), version, sum(map(len, batch.texts)))
