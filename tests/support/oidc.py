"""An OIDC provider as its callers see it: a small HTTP server on this machine that tells its configuration and its
keys, and signs tokens with keys that are made for the test."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

DISCOVERY, KEYS = "/.well-known/openid-configuration", "/keys"
AUDIENCE = "heliodesk"
_LONGEST_LIFE = 600


def made_key(kid: str, algorithm: str, bits: int = 2048) -> tuple[Any, dict[str, Any]]:
    """A private key, and its public half as it is published. `bits` are of RSA."""
    if algorithm == "RS256":
        private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    elif algorithm == "ES256":
        private = ec.generate_private_key(ec.SECP256R1())
    else:
        private = ed25519.Ed25519PrivateKey.generate()
    told = jwt.get_algorithm_by_name(algorithm).to_jwk(private.public_key(), as_dict=True)
    return private, {**told, "kid": kid, "alg": algorithm, "use": "sig"}


class OidcProvider:
    """Use as a context. `asked` counts requests by path; `broken` makes it answer 503, `may_answer` cleared
    nothing at all."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.broken = False
        self.may_answer = Event()
        self.may_answer.set()
        self.keys: dict[str, tuple[str, Any]] = {}
        self.published: list[dict[str, Any]] = []
        self.configuration: dict[str, Any] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self.configuration = {"issuer": self.issuer, "jwks_uri": self.issuer + KEYS}
        self.rotate("first", "ES256")

    def __enter__(self) -> OidcProvider:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.may_answer.set()
        self._server.shutdown()
        self._server.server_close()

    def add_key(self, kid: str, algorithm: str) -> None:
        """Published from now on; tokens are signed with it where they name it."""
        private, told = made_key(kid, algorithm)
        self.keys[kid] = (algorithm, private)
        self.published.append(told)

    def rotate(self, kid: str, algorithm: str = "ES256") -> None:
        """The only key from now on."""
        self.keys.clear()
        self.published.clear()
        self.add_key(kid, algorithm)

    def claims(self, subject: str = "agent-1", **claims: Any) -> dict[str, Any]:
        """Those of a token that is good now; None leaves one out."""
        now = int(datetime.now(UTC).timestamp())
        said = {"iss": self.issuer, "aud": AUDIENCE, "sub": subject, "iat": now, "exp": now + _LONGEST_LIFE, **claims}
        return {name: value for name, value in said.items() if value is not None}

    def token(self, subject: str = "agent-1", kid: str | None = None, **claims: Any) -> str:
        """Signed with the key of this id, or with the newest."""
        kid = kid or next(reversed(self.keys))
        algorithm, private = self.keys[kid]
        return jwt.encode(self.claims(subject, **claims), private, algorithm, headers={"kid": kid})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked[self.path] += 1
                provider.may_answer.wait()
                said = {DISCOVERY: provider.configuration, KEYS: {"keys": provider.published}}.get(self.path)
                status = 503 if provider.broken else 200 if said is not None else 404
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
