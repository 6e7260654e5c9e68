"""LibreTranslate's API, as its server's source has it: what it does to white space and entities too."""

from __future__ import annotations

import html
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.engine_fakes.provider import FakeProvider

KEY = "11111111-1111-1111-1111-111111111111"
VERSION = "1.6.5"
_CODES = ["ar", "de", "en", "es", "ja", "nb", "pb", "pt", "zh", "zt"]


class FakeLibreTranslate(FakeProvider):
    """Translates from and to English."""

    def __init__(
        self, *, needs_key: bool = True, char_limit: int = -1, batch_limit: int = -1, tells_of_itself: bool = True
    ) -> None:
        super().__init__()
        self._needs_key = needs_key
        self._char_limit = char_limit
        self._batch_limit = batch_limit
        self._tells_of_itself = tells_of_itself

    def routes(self) -> list[Route]:
        needed = [
            Route("/languages", self._languages),
            Route("/translate", self._translate, methods=["POST"]),
        ]
        of_itself = [Route("/frontend/settings", self._settings), Route("/spec", self._spec)]
        return needed + of_itself if self._tells_of_itself else needed

    async def _languages(self, request: Request) -> Response:
        others = [code for code in _CODES if code != "en"]
        return JSONResponse(
            [{"code": code, "name": code, "targets": others if code == "en" else ["en"]} for code in _CODES]
        )

    async def _settings(self, request: Request) -> Response:
        return JSONResponse({"charLimit": self._char_limit, "apiKeys": self._needs_key, "suggestions": False})

    async def _spec(self, request: Request) -> Response:
        return JSONResponse({"swagger": "2.0", "info": {"title": "LibreTranslate", "version": VERSION}})

    async def _translate(self, request: Request) -> Response:
        asked = await request.json()
        wrong = self._wrong(asked)
        if wrong:
            return JSONResponse({"error": wrong[1]}, wrong[0])
        batch = isinstance(asked["q"], list)
        told = [html.unescape(self._as_html(text)) for text in (asked["q"] if batch else [asked["q"]])]
        return JSONResponse({"translatedText": told if batch else told[0]})

    def _wrong(self, asked: dict[str, Any]) -> tuple[int, str] | None:
        if self._needs_key and not asked.get("api_key"):
            return 400, "Please contact the server operator to get an API key"
        if self._needs_key and asked["api_key"] != KEY:
            return 403, "Invalid API key"
        if not asked.get("q"):
            return 400, "Invalid request: missing q parameter"
        texts = asked["q"] if isinstance(asked["q"], list) else [asked["q"]]
        for size, limit in [(len(texts), self._batch_limit), (sum(map(len, texts)), self._char_limit)]:
            if limit != -1 and size > limit:
                return 400, f"Invalid request: request ({size}) exceeds text limit ({limit})"
        unknown = next((code for code in (asked["source"], asked["target"]) if code not in _CODES), None)
        return (400, f"{unknown} is not supported") if unknown else None

    def _as_html(self, text: str) -> str:
        return self.translate(" ".join(text.split()))
