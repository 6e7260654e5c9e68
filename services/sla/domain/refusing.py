"""How a rule of this domain says no: which field, and why."""

from __future__ import annotations

from services.kit.errors import Refused, Violation


def refusal(field: str, message: str, reason: str = "INVALID") -> Refused:
    """`field` is the dotted path inside of what was given: `week.mon.1`; empty for the whole of it."""
    return Refused(reason, message, violations=(Violation(field, reason, message),))


def within(place: str, refused: Refused) -> Refused:
    """The same refusal, its fields seen from one level further out."""
    fields = tuple(
        Violation(".".join(filter(None, (place, one.field))), one.reason, one.message) for one in refused.violations
    )
    return Refused(refused.reason, refused.message, refused.kind, fields)
