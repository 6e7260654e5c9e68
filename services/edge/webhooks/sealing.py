"""The secrets of endpoints, as they lie in the store: encrypted, since signing takes them in plain."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PREFIX = "whsec_"
_BYTES = 32


class Unopened(Exception):
    """None of the keys opens it: the one that it was sealed with was taken away."""


class Sealer:
    """Seals with the first key, opens with any of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        fernets = [Fernet(_fernet_key(key)) for key in keys]
        self._newest = fernets[0]
        self._any = MultiFernet(fernets)

    def new_secret(self) -> tuple[str, str]:
        """A secret as its owner is shown it (`whsec_` and base64, of 32 random bytes), and the same sealed."""
        secret = _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()
        return secret, self._newest.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises Unopened."""
        try:
            return self._any.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unopened from None

    def anew(self, sealed: str) -> str | None:
        """Sealed with the first key, where it isn't; None where it is. Raises Unopened."""
        try:
            self._newest.decrypt(sealed.encode())
            return None
        except InvalidToken:
            return self._newest.encrypt(self.open(sealed).encode()).decode()


def _fernet_key(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"heliodesk webhook secrets").derive(key.encode())
    return base64.urlsafe_b64encode(derived)
