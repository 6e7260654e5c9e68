"""A chat model behind the port of `domain.engine`: any endpoint that speaks OpenAI's chat completions.

What customers write is data to it (`chat_prompt`), and what it answers is looked at before it counts (`chat_checks`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from services.translation.domain.engine import Answer, EngineAway, EngineRefused, MaskStyle, QuotaSpent, Request
from services.translation.engines.asking import Limit, asking, in_batches
from services.translation.engines.chat_checks import why_no_translation
from services.translation.engines.chat_prompt import ANSWER_SCHEMA, data, instructions
from services.translation.engines.failures import failure, malformed
from services.translation.engines.json_service import HttpFailure, JsonService
from services.translation.engines.languages import NOTHING, Offer

_LISTING_TIMEOUT_S = 5.0
# OpenAI says 429 both to who is too quick and to who hasn't paid.
_NOT_PAID = {"insufficient_quota", "billing_hard_limit_reached"}


class _Translation(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: int
    text: str


class _Translations(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    translations: list[_Translation]


class ChatModel:
    """One model at a base URL that ends with the version, as `https://api.openai.com/v1` does. `languages` are the
    BCP 47 tags that it is trusted with, each from and to each. It is billed by tokens; the `characters` of its answers
    are those of all that went there and back, some four to a token."""

    name = "chat"
    mask = MaskStyle.BRACKETS
    enforces_terms = True
    limit = Limit(texts=20, characters=8_000)

    def __init__(self, url: str, model: str, languages: Collection[str], key: SecretStr | None = None) -> None:
        self.available = False
        self._model = model
        self._languages = {tag: tag for tag in languages}
        self._offer = NOTHING
        # The same text should have the same translation. Models that think for themselves take no temperature.
        self._sampling: dict[str, Any] = {"temperature": 0}
        headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else None
        self._http = JsonService(self.name, url.rstrip("/"), headers)

    def pairs(self) -> set[tuple[str, str]]:
        return self._offer.pairs

    async def refresh(self) -> None:
        """No endpoint tells languages; that it lists its models shows that it is there and takes our key."""
        async with asking(self, _LISTING_TIMEOUT_S):
            listed = await self._http.get("/models")
            if not isinstance(listed, dict) or not isinstance(listed.get("data"), list):
                raise malformed(self.name, "no list of models")
            self._offer = Offer.of_each_with_each(self._languages, self._languages)

    async def translate(self, request: Request, timeout_s: float) -> Answer:
        self._offer.codes(self.name, request.source, request.target)
        async with asking(self, timeout_s):
            return await in_batches(self.name, self.limit, request, self._translate)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _translate(self, batch: Request) -> Answer:
        told, given = instructions(batch), data(batch)
        answer = await self._complete(told, given)
        content = self._content(answer)
        texts = self._texts(content, len(batch.texts))
        # All together too: of a sentence of three words little can be told, of ten such sentences enough.
        together = ("\n".join(batch.texts), "\n".join(texts))
        for source, target in [*zip(batch.texts, texts, strict=True), together]:
            if why := why_no_translation(source, target, batch.target, told):
                raise EngineRefused(self.name, f"its answer is no translation: {why}")
        version = str(answer.get("model") or self._model)
        return Answer(texts, version, len(told) + len(given) + len(content))

    async def _complete(self, told: str, given: str) -> dict[str, Any]:
        body = {
            "model": self._model,
            "messages": [{"role": "system", "content": told}, {"role": "user", "content": given}],
            "response_format": {"type": "json_schema", "json_schema": ANSWER_SCHEMA},
            **self._sampling,
        }
        try:
            return await self._http.ask("POST", "/chat/completions", json=body)
        except HttpFailure as said:
            if self._sampling and _error(said).get("param") == "temperature":
                self._sampling = {}
                return await self._complete(told, given)
            raise self._failure(said) from said

    def _failure(self, said: HttpFailure) -> EngineAway | EngineRefused:
        # Its message is left out: some endpoints repeat in it what they were sent.
        error = _error(said)
        code = str(error.get("code") or error.get("type") or "")
        if code in _NOT_PAID:
            return QuotaSpent(self.name, f"it answers {said.status}: {code}", said.retry_after)
        return failure(self.name, said.status, code, said.retry_after)

    def _content(self, answer: Any) -> str:
        """What the model said. Raises EngineRefused where it said no, or not all."""
        try:
            choice = answer["choices"][0]
            message, finish = choice["message"], choice.get("finish_reason")
            content, refusal = message.get("content"), message.get("refusal")
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            raise malformed(self.name, "no chat completion") from error
        if refusal or finish == "content_filter":
            raise EngineRefused(self.name, "the model won't translate this")
        if finish == "length":
            raise EngineRefused(self.name, "the translation is longer than the model may answer")
        if not isinstance(content, str):
            raise malformed(self.name, "a completion without content")
        return content

    def _texts(self, content: str, expected: int) -> tuple[str, ...]:
        """The translations in their order. A model that can't keep to the form won't at the next try: refused."""
        try:
            translations = _Translations.model_validate_json(content).translations
        except ValidationError as error:
            raise EngineRefused(self.name, "its answer isn't the JSON that was asked for") from error
        if [each.id for each in translations] != list(range(expected)):
            raise EngineRefused(self.name, f"{len(translations)} translations of {expected} texts")
        return tuple(each.text for each in translations)


def _error(said: HttpFailure) -> dict[str, Any]:
    error = said.body.get("error")
    return error if isinstance(error, dict) else {}
