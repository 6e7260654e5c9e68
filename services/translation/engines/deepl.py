"""DeepL behind the port of `domain.engine`, through its official library."""

from __future__ import annotations

from functools import partial

from deepl import DeepLClient, DeepLException, SplitSentences, TextResult
from deepl import Formality as DeepLFormality
from pydantic import SecretStr

from services.translation.domain.engine import Answer, Formality, MaskStyle, Request
from services.translation.engines.asking import Limit, asking, in_batches
from services.translation.engines.deepl_client import Client
from services.translation.engines.deepl_glossaries import Glossaries
from services.translation.engines.failures import malformed
from services.translation.engines.languages import NOTHING, Offer, by_tag
from services.translation.engines.threads import Threads

_LISTING_TIMEOUT_S = 5.0
# "Prefer": a language that doesn't tell the two apart is no error.
_FORMALITY = {
    Formality.FORMAL: DeepLFormality.PREFER_MORE,
    Formality.INFORMAL: DeepLFormality.PREFER_LESS,
    None: DeepLFormality.DEFAULT,
}
_LONGEST_CONTEXT = 1_000  # characters


class DeepL:
    """DeepL's API v2."""

    name = "deepl"
    mask = MaskStyle.XML
    enforces_terms = True
    # A body of 128 KiB, of which the library's JSON may take 12 bytes for a character (emoji, as two escapes).
    limit = Limit(texts=50, characters=8_000)

    def __init__(self, key: SecretStr, url: str | None = None) -> None:
        self.available = False
        self._offer = NOTHING
        self._client = Client(self.name, key, url)
        self._threads = Threads(self.name)
        self._glossaries = Glossaries()

    def pairs(self) -> set[tuple[str, str]]:
        return self._offer.pairs

    async def refresh(self) -> None:
        async with asking(self, _LISTING_TIMEOUT_S):
            self._offer = await self._threads.run(partial(self._client.ask, _LISTING_TIMEOUT_S, self._listed))
            if not self._offer.pairs:
                raise malformed(self.name, "no languages")

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        codes = self._offer.codes(self.name, request.source, request.target)

        async def ask(batch: Request) -> Answer:
            question = partial(self._translate, batch, *codes)
            return await self._threads.run(partial(self._client.ask, timeout_s, question))

        async with asking(self, timeout_s):
            return await in_batches(self.name, self.limit, request, ask)

    async def aclose(self) -> None:
        self._threads.close()
        self._client.close()

    def _listed(self, deepl: DeepLClient) -> Offer:
        self._glossaries.look(deepl)
        sources = [language.code for language in deepl.get_source_languages()]
        # The library refuses to translate into English or Portuguese of nowhere, whatever the API lists.
        targets = [each.code for each in deepl.get_target_languages() if each.code.upper() not in ("EN", "PT")]
        return Offer.of_each_with_each(by_tag(sources), by_tag(targets))

    def _translate(self, batch: Request, source: str, target: str, deepl: DeepLClient) -> Answer:
        glossary = self._glossaries.of(deepl, source, target, batch.terms)
        try:
            return _told(deepl, batch, source, target, glossary)
        except DeepLException as error:
            if glossary is None or "glossary" not in str(error).lower():
                raise
            self._glossaries.forget(glossary)
            return _told(deepl, batch, source, target, None)


def _told(deepl: DeepLClient, batch: Request, source: str, target: str, glossary: str | None) -> Answer:
    results: list[TextResult] = deepl.translate_text(
        list(batch.texts),
        source_lang=source,
        target_lang=target,
        glossary=glossary,
        formality=_FORMALITY[batch.formality],
        context=batch.context[-_LONGEST_CONTEXT:] or None,
        split_sentences=SplitSentences.ALL,
        preserve_formatting=True,
        tag_handling="xml",
        # Else it guesses from the marks where sentences end.
        outline_detection=False,
        non_splitting_tags=["x"],
    )
    models = sorted({result.model_type_used for result in results if result.model_type_used})
    version = "-".join(["v2", *models])
    return Answer(tuple(result.text for result in results), version, sum(each.billed_characters for each in results))
