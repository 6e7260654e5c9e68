"""The file that tells a day: who writes, answers, orders, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from services.cli.problems import CommandProblem

# What each kind of action must say beside `at` and `do`.
_SAYS = {
    "message": ("channel", "thread", "message", "from", "text"),
    "reply": ("channel", "thread", "agent", "text"),
    "note": ("channel", "thread", "agent", "text"),
    "assign": ("channel", "thread", "agent"),
    "priority": ("channel", "thread", "priority"),
    "status": ("channel", "thread", "agent", "status"),
    "answer_survey": ("channel", "thread", "score"),
    "order": ("order", "fact_id"),
}
FACTS = ("placed", "paid", "shipped", "delayed", "delivered", "cancelled", "refunded")


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the day. `at` counts from the day's start; `number` is its place in the file, from 1."""

    number: int
    at: timedelta
    do: str
    content: Mapping[str, Any]

    @property
    def lane(self) -> tuple[str, ...]:
        """What must happen in order: a conversation, or an order."""
        if self.do == "order":
            return ("order", self.content["order"])
        return (self.content["channel"], self.content["thread"])

    @property
    def fact(self) -> str:
        """Which fact an action about an order tells."""
        return next(name for name in FACTS if name in self.content)


@dataclass(frozen=True)
class Day:
    """`epoch` is the instant from which the file's own instants count."""

    epoch: datetime
    actions: tuple[Action, ...]
    markets: Mapping[str, str] = field(default_factory=dict)
    """Where each customer buys (ISO 3166-1), as far as the file says."""

    def lanes(self) -> dict[tuple[str, ...], list[Action]]:
        lanes: dict[tuple[str, ...], list[Action]] = {}
        for action in self.actions:
            lanes.setdefault(action.lane, []).append(action)
        return lanes

    def placed(self) -> dict[str, Mapping[str, Any]]:
        """What was said of each order when it was placed."""
        orders = (action for action in self.actions if action.do == "order" and action.fact == "placed")
        return {action.content["order"]: action.content["placed"] for action in orders}


def read_day(path: Path) -> Day:
    """Raises CommandProblem: one line that says where the file isn't as it should be."""
    try:
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        epoch = datetime.fromisoformat(told["epoch"]).astimezone(UTC)
        markets = {one["id"]: one["country"] for one in told.get("customers", ()) if "country" in one}
        day = Day(epoch, tuple(_actions(told["actions"])), markets)
        _check_orders(day)
        return day
    except OSError as error:
        raise CommandProblem(
            f"{path} can't be read: {error.strerror}", "name a file such as samples/day.yaml"
        ) from None
    except yaml.YAMLError as error:
        raise CommandProblem(f"{path}: {' '.join(str(error).split())}", "mend it; it is YAML") from None
    except (KeyError, TypeError, ValueError) as error:
        raise CommandProblem(f"{path}: {error}", "samples/day.yaml is as it should be") from None


def _actions(told: list[dict[str, Any]]) -> Iterator[Action]:
    before = timedelta(0)
    for number, said in enumerate(told, start=1):
        content = dict(said)
        at, do = _offset(content.pop("at"), number), content.pop("do")
        if do not in _SAYS:
            raise ValueError(f"action {number} does {do!r}, which is none of {', '.join(_SAYS)}")
        lacking = [name for name in _SAYS[do] if name not in content]
        if do == "order" and not any(name in content for name in FACTS):
            lacking.append("one of " + ", ".join(FACTS))
        if lacking:
            raise ValueError(f"action {number} ({do}) lacks {', '.join(lacking)}")
        if at < before:
            raise ValueError(f"action {number} comes before the one above it")
        before = at
        yield Action(number, at, do, content)


def _offset(text: Any, number: int) -> timedelta:
    try:
        hours, minutes, seconds = (int(part) for part in text.split(":"))
    except (AttributeError, ValueError):
        # YAML reads 10:05:30 without quotes as a number in base 60.
        raise ValueError(f'action {number}: at is {text!r}, and not "HH:MM:SS" in quotes') from None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _check_orders(day: Day) -> None:
    placed = set()
    for action in day.actions:
        if action.do != "order":
            continue
        if action.fact == "placed":
            placed.add(action.content["order"])
        elif action.content["order"] not in placed:
            raise ValueError(f"action {action.number} is about {action.content['order']}, which was never placed")
