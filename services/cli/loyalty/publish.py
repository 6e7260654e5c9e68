"""`heliodesk loyalty publish`: a programme from a file, through the edge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml

from services.cli.edge_calls import Fault, RefusedByEdge, asked, edge_client
from services.cli.problems import CommandProblem
from services.cli.told import Told, read

_PATH = "/v1/loyalty/programme"
_HOW = "samples/programme.yaml shows how such a file is written"


class _Words(yaml.SafeLoader):
    """As YAML 1.2 has it: `NO` is a word (it is Norway), and a date is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
    ("merge", "<<", "<"),
):
    _Words.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))


@dataclass(frozen=True, slots=True)
class ToldProgramme:
    """`said` is what the file says, `told` where it says it."""

    told: Told
    said: dict[str, Any]


def read_programme(file: Path) -> ToldProgramme:
    """Raises CommandProblem."""
    told = read(file, _HOW)
    told.entries()  # a mapping, nothing in it twice
    try:
        said = yaml.load(file.read_text(encoding="utf-8"), _Words)
    except (yaml.YAMLError, ValueError) as error:
        raise CommandProblem(f"{file}: {' '.join(str(error).split())}", "mend it; it is YAML") from None
    return ToldProgramme(told, said)


def publish(programme: ToldProgramme, url: str, key: str, note: str, validate_only: bool) -> str:
    """What became of it. Raises CommandProblem, with the lines that are wrong."""
    body = {"programme": programme.said, "note": note, "validate_only": validate_only}
    with edge_client(url, key) as http:
        try:
            body["based_on"] = asked(http, "GET", _PATH)["revision"]["revision"]
            revision = asked(http, "POST", _PATH, body)["revision"]
        except RefusedByEdge as refused:
            raise _problem(programme.told, refused) from None
    return f"revision {revision} {'would be' if validate_only else 'is'} in force"


def _problem(told: Told, refused: RefusedByEdge) -> CommandProblem:
    if not refused.faults:
        return CommandProblem(f"{told.file}: {refused}", "mend it, and publish the file again")
    lines = "\n  ".join(_line(told, one) for one in refused.faults)
    return CommandProblem(f"the programme is refused:\n  {lines}\n", _HOW)


def _line(told: Told, fault: Fault) -> str:
    field = fault.field.removeprefix("programme").removeprefix(".")
    return f"{told.at(field).place}: {field}: {fault.message}"
