"""How a rule of this domain says no: which field, and why."""

from __future__ import annotations

from services.kit.errors import Refused, refused_field


def refusal(field: str, message: str, reason: str) -> Refused:
    """`field` is the dotted path inside of what was given: `week.mon`; empty for the whole of it."""
    return refused_field(reason, field, message)
