"""Codes that members give to their friends: ten signs of Crockford's alphabet, 50 bits, so nobody meets one by trying.
(A million members' codes are one in a thousand million.) Without I, L, O and U, which are read as something else."""

from __future__ import annotations

from services.kit.errors import RefusalKind, Refused

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
_READ_AS = str.maketrans("ILO", "110", " -")
BYTES = 7
"""Of randomness that a code takes: its first 50 bits."""


def code_of(randomness: bytes) -> str:
    """The code of so many random bytes."""
    number = int.from_bytes(randomness[:BYTES], "big") >> (8 * BYTES - 5 * _LENGTH)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


def shown(code: str) -> str:
    """As people are told it: `7KQ4M-2TXVA`."""
    return f"{code[:5]}-{code[5:]}"


def read_code(text: str) -> str:
    """The code that somebody has typed. Raises Refused (NO_CODE) for what can't be one."""
    code = text.upper().translate(_READ_AS)
    if len(code) != _LENGTH or any(sign not in _ALPHABET for sign in code):
        raise no_code()
    return code


def no_code() -> Refused:
    return Refused("NO_CODE", "no member has this code", RefusalKind.NOT_FOUND)
