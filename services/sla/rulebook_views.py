"""Policies between the contract and the algebra."""

from __future__ import annotations

from collections.abc import Container
from datetime import timedelta

from heliodesk.sla.v1 import types_pb2

from services.kit.convert import from_proto, to_proto
from services.kit.faults import Faults
from services.sla.domain.conditions import Conditions
from services.sla.domain.policy import Policy, Warn
from services.sla.domain.rulebook.building import policy_of
from services.sla.domain.rulebook.references import check_clocks
from services.sla.domain.rulebook.specs import (
    ConditionsSpec,
    PolicySpec,
    PromisedTimeSpec,
    TargetClockSpec,
    WarningSpec,
)
from services.sla.domain.words import TicketStatus

_SECOND = timedelta(seconds=1)


def read_policy(message: types_pb2.Policy, calendars: Container[str]) -> Policy:
    """Its clocks name calendars among these. Raises Refused (INVALID_FIELDS), with fields below `policy`."""
    spec = from_proto(message, PolicySpec)
    policy = policy_of(spec)
    faults = Faults("policy")
    check_clocks(calendars, spec, faults)
    faults.check()
    return policy


def policy_message(policy: Policy) -> types_pb2.Policy:
    return to_proto(_spec(policy), types_pb2.Policy)


def _spec(policy: Policy) -> PolicySpec:
    return PolicySpec(
        policy_id=policy.id,
        clock=policy.clock,
        targets=tuple(
            PromisedTimeSpec(kind, priority, allowed // _SECOND)
            for kind, times in policy.targets.items()
            for priority, allowed in times.items()
        ),
        position=policy.position,
        conditions=_conditions(policy.conditions),
        clocks=tuple(TargetClockSpec(kind, clock) for kind, clock in policy.clocks.items()),
        pause_in=tuple(TicketStatus(status.value) for status in sorted(policy.pause_in)),
        warn=tuple(_warning(one) for one in policy.warn),
        on_priority_change=policy.on_priority_change,
        translated_languages=tuple(sorted(policy.translated_languages)),
        assistant_responds=policy.assistant_responds,
        version=policy.version,
    )


def _warning(warn: Warn) -> WarningSpec:
    if warn.left is not None:
        return WarningSpec(seconds_left=warn.left // _SECOND)
    return WarningSpec(percent=warn.share // 1000)


def _conditions(told: Conditions) -> ConditionsSpec:
    lists = ("channels", "languages", "markets", "categories", "loyalty_tiers")
    return ConditionsSpec(
        **{name: tuple(sorted(getattr(told, name))) for name in lists}, min_order_value=told.min_order_value
    )
