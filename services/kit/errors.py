"""The two ways in which work fails: a rule says no, or something that we depend on is away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RefusalKind(StrEnum):
    """What a refusal means to the caller; the HTTP and gRPC statuses follow from it."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    FAILED_PRECONDITION = "failed_precondition"
    TOO_LARGE = "too_large"
    LIMITED = "limited"
    """Too much for now: `retry_after` says when it would be taken."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One field that breaks a rule. `field` is its dotted path in the request: `from.address`, `lines.0.sku`."""

    field: str
    reason: str
    message: str


class Refused(Exception):
    """A rule says no, and would say no again: nothing was written. `reason` is UPPER_SNAKE and stable. `retry_after` is
    of a refusal that is LIMITED alone: wall seconds after which the same is no longer too much."""

    def __init__(
        self,
        reason: str,
        message: str,
        kind: RefusalKind = RefusalKind.INVALID,
        violations: tuple[Violation, ...] = (),
        retry_after: float = 0.0,
    ) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message
        self.kind = kind
        self.violations = violations
        self.retry_after = retry_after


def refused_field(reason: str, field: str, message: str) -> Refused:
    """For the one field that breaks a rule."""
    return Refused(reason, message, violations=(Violation(field, reason, message),))


class Away(Exception):
    """Something that we depend on (broker, store, peer, provider) is away for now; trying again later may do."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what} is away: {why}")
        self.what = what
        self.why = why
