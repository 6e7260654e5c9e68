"""What a shop promises that has said nothing."""

from __future__ import annotations

from datetime import timedelta

from services.sla.domain.policy import Policy, Warn
from services.sla.domain.words import Kind, Priority

STANDARD = Policy(
    id="standard-1",
    clock="always",
    targets={
        Kind.FIRST_RESPONSE: {
            Priority.URGENT: timedelta(minutes=15),
            Priority.HIGH: timedelta(hours=1),
            Priority.NORMAL: timedelta(hours=4),
            Priority.LOW: timedelta(hours=8),
        }
    },
    warn=(Warn.of("80%"),),
)
"""First responses alone, on a clock that never stands still, with a warning at 80 % of the time."""
