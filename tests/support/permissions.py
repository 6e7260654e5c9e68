"""The table of docs/permissions.md, as somebody reads it who wants to know what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
_COLUMNS = "| call | over HTTP | staff from | scope | customers | partners | acts as | limit |"


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of it. `-` is nobody; `route` is `GET /v1/tickets`, or what says that there is none."""

    area: str
    call: str
    route: str
    staff: str
    scope: str
    customers: str
    partners: str
    acts_as: str


def permissions() -> dict[tuple[str, str], Permission]:
    """By area and call: ("Ticketing", "GetTicket")."""
    return {(one.area, one.call): one for one in _read()}


def _read() -> Iterator[Permission]:
    area, inside = "", False
    for line in _PAGE.read_text().splitlines():
        if line.startswith("## "):
            area, inside = line.removeprefix("## "), False
        elif line == _COLUMNS:
            inside = True
        elif inside and line.startswith("| ") and not line.startswith("| ---"):
            call, route, staff, scope, customers, partners, acts_as, _ = (
                cell.strip() for cell in line[1:-1].split("|")
            )
            yield Permission(
                area, call, route.strip("`"), staff, scope.strip("`"), customers, partners, acts_as.strip("`")
            )
