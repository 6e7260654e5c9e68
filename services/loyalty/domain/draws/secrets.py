"""What the deployment's secret makes for draws. The store alone gives away neither a seed nor who a participant is."""

from __future__ import annotations

import hmac

from services.kit.errors import Away

_PSEUDONYM_LENGTH = 32


class DrawSecrets:
    """`secret` is the deployment's: with another one a draw that is scheduled can't be completed. None: it has none,
    and whatever needs it raises Away."""

    def __init__(self, secret: bytes | None) -> None:
        self._secret = secret

    def seed(self, tenant: str, draw_id: str, nonce: str) -> bytes:
        """256 bits, which nobody can tell without the secret."""
        return self._made("seed", tenant, draw_id, nonce)

    def participant_id(self, tenant: str, draw_id: str, customer_id: str) -> str:
        """The member's pseudonym in this draw; in another draw it has another one."""
        return self._made("participant", tenant, draw_id, customer_id).hex()[:_PSEUDONYM_LENGTH]

    def _made(self, *words: str) -> bytes:
        if self._secret is None:
            raise Away("draws", "HELIODESK_DRAW_SECRET is not set")
        # A tenant has no slash and an id has none, so two lists of words never look alike.
        return hmac.digest(self._secret, "/".join(("heliodesk-draw", *words)).encode(), "sha256")
