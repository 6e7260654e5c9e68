"""DeepL's API v2: languages, texts and glossaries, its limits and its error answers."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.engine_fakes.provider import FakeProvider

KEY = "00000000-0000-0000-0000-000000000000"
SOURCES = {"AR", "DE", "EN", "ES", "FR", "JA", "NB", "PT", "ZH"}
TARGETS = {"AR", "DE", "EN-GB", "EN-US", "ES", "ES-419", "FR", "JA", "NB", "PT-BR", "PT-PT", "ZH-HANS", "ZH-HANT"}
GLOSSARY_PAIRS = {("EN", "DE"), ("DE", "EN"), ("EN", "ES"), ("ES", "EN"), ("DE", "PT")}
_FORMAL = {"DE", "ES", "ES-419", "FR", "JA", "PT-BR", "PT-PT"}
_MOST_TEXTS, _LARGEST_BODY = 50, 128 * 1024
_NO_KEY = "Authorization failed. Please supply a valid DeepL-Auth-Key via the Authorization header."
_BROKEN = "Tag handling parsing failed, please check input."
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Glossary:
    id: str
    name: str
    source: str
    target: str
    entries: dict[str, str]

    def listed(self) -> dict[str, Any]:
        return {
            "glossary_id": self.id,
            "name": self.name,
            "ready": True,
            "source_lang": self.source.lower(),
            "target_lang": self.target.lower(),
            "creation_time": "2026-01-01T12:00:00.000000+00:00",
            "entry_count": len(self.entries),
        }


class FakeDeepL(FakeProvider):
    def __init__(self) -> None:
        super().__init__()
        self.glossaries: dict[str, Glossary] = {}
        self.most_glossaries = 1_000

    def routes(self) -> list[Route]:
        return [
            Route("/v2/languages", self._languages),
            Route("/v2/translate", self._translate, methods=["POST"]),
            Route("/v2/glossary-language-pairs", self._glossary_pairs),
            Route("/v2/glossaries", self._glossaries, methods=["GET", "POST"]),
            Route("/v2/glossaries/{glossary}", self._delete, methods=["DELETE"]),
        ]

    async def _glossary_pairs(self, request: Request) -> Response:
        if not _knows(request):
            return _says(403, _NO_KEY)
        pairs = [{"source_lang": one, "target_lang": other} for one, other in sorted(GLOSSARY_PAIRS)]
        return JSONResponse({"supported_languages": pairs})

    async def _glossaries(self, request: Request) -> Response:
        if not _knows(request):
            return _says(403, _NO_KEY)
        if request.method == "GET":
            return JSONResponse({"glossaries": [kept.listed() for kept in self.glossaries.values()]})
        asked = await request.json()
        if len(self.glossaries) >= self.most_glossaries:
            return _says(456, "Quota for glossaries has been exceeded")
        if (asked["source_lang"].upper(), asked["target_lang"].upper()) not in GLOSSARY_PAIRS:
            return _says(400, "Unsupported glossary source and target language pair")
        entries = dict(line.split("\t") for line in asked["entries"].split("\n"))
        kept = Glossary(str(uuid4()), asked["name"], asked["source_lang"], asked["target_lang"], entries)
        self.glossaries[kept.id] = kept
        return JSONResponse(kept.listed(), 201)

    async def _delete(self, request: Request) -> Response:
        if not _knows(request):
            return _says(403, _NO_KEY)
        gone = self.glossaries.pop(request.path_params["glossary"], None)
        return Response(status_code=204) if gone else _says(404, "Glossary not found")

    async def _languages(self, request: Request) -> Response:
        if not _knows(request):
            return _says(
                403, "Authorization failed. Please supply a valid DeepL-Auth-Key via the Authorization header."
            )
        # The library says it in the body, where a person would in the address.
        asked = parse_qs(request.url.query) | parse_qs((await request.body()).decode())
        if asked.get("type") == ["target"]:
            return JSONResponse(
                [{"language": code, "name": code, "supports_formality": code in _FORMAL} for code in sorted(TARGETS)]
            )
        return JSONResponse([{"language": code, "name": code} for code in sorted(SOURCES)])

    async def _translate(self, request: Request) -> Response:
        if not _knows(request):
            return _says(
                403, "Authorization failed. Please supply a valid DeepL-Auth-Key via the Authorization header."
            )
        if len(await request.body()) > _LARGEST_BODY:
            return _says(413, "Request Entity Too Large")
        asked = await request.json()
        wrong = _wrong(asked)
        if wrong:
            return _says(400, wrong)
        glossary = asked.get("glossary_id")
        if glossary is not None and glossary not in self.glossaries:
            return _says(404, "Glossary not found")
        return JSONResponse({"translations": [self._told(text, asked) for text in asked["text"]]})

    def _told(self, text: str, asked: dict[str, Any]) -> dict[str, Any]:
        translated = self.translate(text)
        if glossary := self.glossaries.get(asked.get("glossary_id", "")):
            for source, target in glossary.entries.items():
                translated = re.sub(re.escape(source), target, translated, flags=re.IGNORECASE)
        told: dict[str, Any] = {"detected_source_language": asked["source_lang"], "text": translated}
        if asked.get("show_billed_characters"):
            told["billed_characters"] = len(html.unescape(_TAG.sub("", text)))
        return {**told, "model_type_used": "quality_optimized"}


def _knows(request: Request) -> bool:
    return request.headers.get("authorization") == f"DeepL-Auth-Key {KEY}"


def _wrong(asked: dict[str, Any]) -> str | None:
    if len(asked.get("text", [])) > _MOST_TEXTS:
        return "Too many text parameters"
    if asked.get("target_lang") not in TARGETS:
        return "Value for 'target_lang' not supported."
    if asked.get("source_lang") not in SOURCES:
        return "Value for 'source_lang' not supported."
    if asked.get("formality") not in (None, "default", "more", "less", "prefer_more", "prefer_less"):
        return "Value for 'formality' not supported."
    if asked.get("tag_handling") == "xml":
        return next((_BROKEN for text in asked["text"] if not _is_xml(text)), None)
    return None


def _is_xml(text: str) -> bool:
    try:
        ElementTree.fromstring(f"<text>{text}</text>")
    except ElementTree.ParseError:
        return False
    return True


def _says(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status)
