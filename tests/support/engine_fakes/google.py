"""Google Cloud Translation v3 over REST: languages and texts, who may ask, and google.rpc.Status as JSON."""

from __future__ import annotations

import html
import json
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.engine_fakes.provider import FakeProvider

PROJECT = "a-shop"
LANGUAGES = ["ar", "de", "en", "es", "fr", "iw", "ja", "no", "pt", "pt-PT", "zh-CN", "zh-TW"]
_MOST_TEXTS, _MOST_CODEPOINTS = 1_024, 30_720
_EMAIL = f"translator@{PROJECT}.iam.gserviceaccount.com"


class FakeGoogle(FakeProvider):
    """Knows one service account; `credentials` writes its file, as the console of Google Cloud lets one download it."""

    def __init__(self) -> None:
        super().__init__()
        self._key = _key("ours")

    def credentials(self, folder: Path, *, of_another: bool = False) -> Path:
        """`of_another`: signed with a key that was taken back."""
        key = _key("another's") if of_another else self._key
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = folder / "service-account.json"
        account = {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": "1",
            "private_key": pem.decode(),
            "client_email": _EMAIL,
            "client_id": "1",
            "token_uri": f"{self.url}/token",
        }
        file.write_text(json.dumps(account))
        return file

    def routes(self) -> list[Route]:
        parent = "/v3/projects/{project}/locations/{location}"
        return [
            Route(f"{parent}/supportedLanguages", self._languages),
            Route(f"{parent}:translateText", self._translate, methods=["POST"]),
        ]

    async def _languages(self, request: Request) -> Response:
        if not self._knows(request):
            return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        languages = [{"languageCode": code, "supportSource": True, "supportTarget": True} for code in LANGUAGES]
        return JSONResponse({"languages": languages})

    async def _translate(self, request: Request) -> Response:
        if not self._knows(request):
            return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        if request.path_params["project"] != PROJECT:
            return error(403, "PERMISSION_DENIED", "Cloud Translation API has not been used in this project")
        asked = await request.json()
        texts = asked["contents"]
        if len(texts) > _MOST_TEXTS or sum(map(len, texts)) > _MOST_CODEPOINTS:
            return error(400, "INVALID_ARGUMENT", "Text is too long.")
        if asked["targetLanguageCode"] not in LANGUAGES or asked["sourceLanguageCode"] not in LANGUAGES:
            return error(400, "INVALID_ARGUMENT", "Target language is invalid.")
        model = "projects/123/locations/global/models/general/nmt"
        told = [{"translatedText": self._as_html(text), "model": model} for text in texts]
        return JSONResponse({"translations": told})

    def _as_html(self, text: str) -> str:
        """White space means as much in it as it does in HTML, and apostrophes are escaped."""
        return self.translate(" ".join(text.split())).replace("'", html.escape("'"))

    def _knows(self, request: Request) -> bool:
        public = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            return scheme == "Bearer" and jwt.decode(token, certs=public)["iss"] == _EMAIL
        except ValueError:
            return False


def error(code: int, status: str, message: str, quota_limit: str = "") -> Response:
    return JSONResponse(error_body(code, status, message, quota_limit), code)


def error_body(code: int, status: str, message: str, quota_limit: str = "") -> dict[str, object]:
    """google.rpc.Status, with ErrorInfo where a quota is named."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {"service": "translate.googleapis.com", "quota_limit": quota_limit},
    }
    details = [info] if quota_limit else []
    return {"error": {"code": code, "message": message, "status": status, "details": details}}


@cache
def _key(whose: str) -> rsa.RSAPrivateKey:
    """Making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
