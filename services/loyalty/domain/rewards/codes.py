"""Coupon codes: 100 bits that follow from the redemption and a secret of the deployment, so that a retry is answered
with the same code and nobody who reads the store learns one.

With 100 bits, who tries a million codes a second against a billion coupons finds one in about 40 million years: that
is the brake on guessing.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

# Crockford's base 32: no I, L, O or U, which are misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_CHARACTERS, _GROUP = 20, 5


def code_of(secret: bytes, tenant: str, redemption_id: str) -> str:
    """Such as `7M2QX-0B9KD-R4TZA-8W1CJ`; the same for the same redemption under the same secret."""
    digest = hmac.digest(secret, f"coupon/{tenant}/{redemption_id}".encode(), sha256)
    number = int.from_bytes(digest, "big")
    characters = [_ALPHABET[number >> 5 * place & 31] for place in range(_CHARACTERS)]
    return "-".join("".join(characters[at : at + _GROUP]) for at in range(0, _CHARACTERS, _GROUP))


def fingerprint(tenant: str, code: str) -> str:
    """By what the code is found: it doesn't lead back to the code, and is the same however a person typed that. Empty
    for what can't be a code."""
    typed = code.upper().translate(_MISREAD)
    if len(typed) != _CHARACTERS or any(one not in _ALPHABET for one in typed):
        return ""
    return sha256(f"{tenant}/{typed}".encode()).hexdigest()
