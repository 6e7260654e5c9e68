"""Chains for tests, in few words."""

from __future__ import annotations

from services.escalation.domain.chain import (
    CallWebhook,
    Chain,
    Conditions,
    Notify,
    RaisePriority,
    ReassignToRegion,
    Repeat,
    Step,
    Wait,
)
from services.escalation.domain.words import Priority, Role, Trigger


def wait(seconds: int = 600, *, open_time: bool = False) -> Step:
    return Step(wait=Wait(seconds, open_time))


def notify(role: Role = Role.AGENT) -> Step:
    return Step(notify=Notify(role))


def webhook(url: str = "https://pager.example.com/hooks/1") -> Step:
    return Step(webhook=CallWebhook(url))


def raise_to(priority: Priority = Priority.URGENT) -> Step:
    return Step(raise_priority=RaisePriority(priority))


def reassign(region: str = "apac") -> Step:
    return Step(reassign=ReassignToRegion(region))


def repeat(from_step: int, times: int = 2) -> Step:
    return Step(repeat=Repeat(from_step, times))


def chain(
    *steps: Step, chain_id: str = "breach", position: int = 0, crisis: bool = False, retired: bool = False, **conditions
) -> Chain:
    """Of breaches, where nothing else is said."""
    conditions.setdefault("triggers", (Trigger.BREACH,))
    return Chain(chain_id, position, Conditions(**conditions), steps or (notify(),), crisis, retired, version=1)
