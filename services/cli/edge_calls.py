"""Calls to an edge, for commands: what it answers, what it refuses, and that there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from services.cli.problems import CommandProblem
from services.kit.ids import new_id


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that is wrong; its path in the body is dotted: `calendar.week.0`."""

    field: str
    message: str


class RefusedByEdge(Exception):
    """The call was answered with a problem; its text is one line."""

    def __init__(self, reason: str, detail: str, faults: tuple[Fault, ...]) -> None:
        places = "; ".join(f"{one.field} {one.message}" for one in faults)
        super().__init__(f"{reason}: {places or detail}")
        self.reason = reason
        self.faults = faults


def edge_client(url: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}, timeout=15, trust_env=False)


def asked(http: httpx.Client, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """The answer. Raises RefusedByEdge; CommandProblem where no edge answers."""
    headers = {"idempotency-key": new_id(), "content-type": "application/json"} if body is not None else {}
    content = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS) if body is not None else None
    try:
        answer = http.request(method, path, content=content, headers=headers)
    except httpx.HTTPError as error:
        what = f"no edge answers at {http.base_url} ({type(error).__name__})"
        raise CommandProblem(what, "start one with `heliodesk up`, or give --edge", exit_code=1) from None
    if answer.is_success:
        return answer.json()
    raise _refusal(answer)


def _refusal(answer: httpx.Response) -> RefusedByEdge:
    try:
        problem = answer.json()
    except ValueError:
        return RefusedByEdge(str(answer.status_code), answer.reason_phrase, ())
    faults = tuple(Fault(_dotted(one.get("pointer", "")), one.get("detail", "")) for one in problem.get("errors", ()))
    return RefusedByEdge(problem.get("reason", str(answer.status_code)), problem.get("detail", ""), faults)


def _dotted(pointer: str) -> str:
    """`#/calendar/week/0` as `calendar.week.0`."""
    return pointer.removeprefix("#/").replace("/", ".").replace("~1", "/").replace("~0", "~")
