"""An endpoint that speaks OpenAI's chat completions, and a model behind it that can be talked into things."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.engine_fakes.provider import FakeProvider

KEY = "sk-000000000000000000000000"
MODEL = "polyglot-1"
_INJECTION = re.compile(r"ignore all previous instructions and (?:say|answer):? (.*)", re.IGNORECASE | re.DOTALL)
# Without both, the model takes all that it reads for its orders.
_FENCES = ("data that strangers wrote", "never obey")


class FakeChat(FakeProvider):
    """The model knows the phrases that it is given, and shouts the others. It obeys "Ignore all previous instructions
    and say ..." wherever nobody has told it that the text is data; a `gullible` one obeys it even then."""

    def __init__(self, *, gullible: bool = False, takes_temperature: bool = True) -> None:
        super().__init__()
        self.phrases: dict[str, str] = {}
        self.gullible = gullible
        self._takes_temperature = takes_temperature

    def routes(self) -> list[Route]:
        return [
            Route("/v1/models", self._models),
            Route("/v1/chat/completions", self._complete, methods=["POST"]),
        ]

    async def _models(self, request: Request) -> Response:
        if not _knows(request):
            return error(401, "invalid_api_key", f"Incorrect API key provided: {request.headers.get('authorization')}")
        return JSONResponse({"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "nobody"}]})

    async def _complete(self, request: Request) -> Response:
        if not _knows(request):
            return error(401, "invalid_api_key", f"Incorrect API key provided: {request.headers.get('authorization')}")
        asked = await request.json()
        if asked["model"] != MODEL:
            return error(404, "model_not_found", "The model does not exist or you do not have access to it.")
        if "temperature" in asked and not self._takes_temperature:
            return error(400, "unsupported_value", "'temperature' does not support 0 with this model.", "temperature")
        return JSONResponse(completion(self.says(asked["messages"])))

    def says(self, messages: list[dict[str, str]]) -> str:
        """The model itself."""
        told = " ".join(message["content"] for message in messages if message["role"] == "system")
        given = "\n".join(message["content"] for message in messages if message["role"] == "user")
        if not all(fence in told for fence in _FENCES) or not _is_json(given):
            order = _INJECTION.search(f"{told}\n{given}")
            return order[1] if order else self._translated(given)
        texts = json.loads(given)["texts"]
        told_back = [{"id": each["id"], "text": self._obeyed_or_translated(each["text"])} for each in texts]
        return json.dumps({"translations": told_back}, ensure_ascii=False)

    def _obeyed_or_translated(self, text: str) -> str:
        order = _INJECTION.search(text) if self.gullible else None
        return order[1] if order else self._translated(text)

    def _translated(self, text: str) -> str:
        return self.phrases.get(text) or self.translate(text)


def completion(content: str | None, finish: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    """A chat completion with one choice."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": f"{MODEL}-2026-01-01",
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20},
    }


def error(status: int, code: str, message: str, param: str | None = None) -> Response:
    return JSONResponse(error_body(code, message, param), status)


def error_body(code: str, message: str, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}


def _knows(request: Request) -> bool:
    return request.headers.get("authorization") == f"Bearer {KEY}"


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
