"""`heliodesk sla publish`: what a file says of a shop's calendars, teams, policies and chains, through the edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from services.cli.edge_calls import RefusedByEdge, asked, edge_client
from services.cli.problems import CommandProblem

# In the order in which they refer to one another: the call's path, and the name of an entry in its body.
_CALLS = {
    "calendars": ("/v1/sla/calendars", "calendar"),
    "teams": ("/v1/sla/teams", "team"),
    "policies": ("/v1/sla/policies", "policy"),
    "escalation_chains": ("/v1/escalation-chains", "chain"),
}
_ON_CALL = "/v1/sla/on-call"
_REMEDY = "samples/sun.yaml shows how such a file is written"


@dataclass(frozen=True, slots=True)
class Publication:
    """One call; `field` says where in the file it stands."""

    field: str
    path: str
    body: dict[str, Any]


def publications(file: Path) -> tuple[Publication, ...]:
    """Raises CommandProblem."""
    told = _read(file)
    if unknown := sorted(set(told) - {*_CALLS, "on_call"}):
        raise CommandProblem(f"{file}: there is no such list as {unknown[0]!r}", _REMEDY)
    return tuple(_publications(told))


def publish(wanted: tuple[Publication, ...], url: str, key: str, validate_only: bool) -> Iterator[str]:
    """A line for each. An entry that stands there already is published anew: it is another version. Raises
    CommandProblem where one is refused; those before it are published."""
    with edge_client(url, key) as http:
        for one in wanted:
            yield f"{one.field}: {_post(http, one, validate_only)}"


def _read(file: Path) -> dict[str, Any]:
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandProblem(f"{file} can't be read: {error.strerror}", _REMEDY) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CommandProblem(f"{file}: {' '.join(str(error).split())}", "mend it; it is YAML in UTF-8") from None
    if not isinstance(told, dict) or not all(isinstance(one, list) for one in told.values()):
        raise CommandProblem(f"{file}: is no mapping of names to lists", _REMEDY)
    return told


def _publications(told: dict[str, Any]) -> Iterator[Publication]:
    for name, (path, entry) in _CALLS.items():
        for number, one in enumerate(told.get(name, ())):
            yield Publication(f"{name}.{number}", path, {entry: one})
    if "on_call" in told:
        yield Publication("on_call", _ON_CALL, {"managers": told["on_call"]})


def _post(http: httpx.Client, one: Publication, validate_only: bool) -> str:
    try:
        answer = asked(http, "POST", one.path, {**one.body, "validate_only": validate_only})
    except RefusedByEdge as refused:
        raise CommandProblem(f"{one.field}: {refused}", "mend it, and publish the file again") from None
    return "would be published" if validate_only else _published(answer)


def _published(said: dict[str, Any]) -> str:
    entry = next((value for value in said.values() if isinstance(value, dict)), {})
    return f"version {entry['version']}" if "version" in entry else "published"
