"""A YAML file that knows where everything in it stands, so that a fault is told with its line and its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from services.cli.problems import CommandProblem
from services.kit.errors import Refused

_Word = TypeVar("_Word", bound=StrEnum)
_Said = TypeVar("_Said")
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Told:
    """A node of the file; `field` is its dotted path: `teams.0.languages`, `name` the last part of it. A scalar is read
    as it is written, so that `22:00`, `2026-12-24` and `no` need no quotes. Whatever isn't as asked raises
    CommandProblem, with the `remedy`; its line is that of the name."""

    file: Path
    remedy: str
    node: yaml.Node
    field: str = ""
    name: str = ""
    key: yaml.Node | None = None

    def fault(self, message: str) -> CommandProblem:
        what = f"{self.place}: {self.field}: {message}" if self.field else f"{self.place}: {message}"
        return CommandProblem(what, self.remedy)

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file}:{(self.key or self.node).start_mark.line + 1}"

    def fields(self, *required: str, optional: tuple[str, ...] = ()) -> dict[str, Told]:
        """What may be left out may be null as well."""
        found = {name: told for name, told in self.entries().items() if name not in optional or told.node.tag != _NULL}
        for name, told in found.items():
            if name not in required and name not in optional:
                known = ", ".join((*required, *optional))
                raise told.fault(f"there is no such field; there are {known}")
        for name in required:
            if name not in found:
                raise self._inside(name, self.node).fault("is missing")
        return found

    def entries(self) -> dict[str, Told]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fault("is no mapping of names to values")
        found: dict[str, Told] = {}
        for key, value in self.node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Told(self.file, self.remedy, key, self.field).fault("a name is a word")
            if key.value in found:
                raise self._inside(key.value, key).fault("is said twice")
            found[key.value] = self._inside(key.value, value, key)
        return found

    def items(self) -> list[Told]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fault("is no list")
        return [self._inside(str(number), node) for number, node in enumerate(self.node.value)]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag == _NULL or not self.node.value:
            raise self.fault("is no word")
        return self.node.value

    def word(self, kind: type[_Word]) -> _Word:
        return self._one_of(kind, self.text())

    def name_of(self, kind: type[_Word]) -> _Word:
        return self._one_of(kind, self.name)

    def date(self) -> date:
        return self.read(date.fromisoformat)

    def number(self) -> int:
        try:
            return int(self.text())
        except ValueError:
            raise self.fault(f"{self.text()!r} is no whole number") from None

    def read(self, parse: Callable[[str], _Said]) -> _Said:
        """What the text says, by a function that raises ValueError or Refused for what it can't read."""
        with self.obeyed():
            try:
                return parse(self.text())
            except ValueError as error:
                raise self.fault(str(error)) from None

    @contextmanager
    def obeyed(self) -> Iterator[None]:
        """What a rule of the domain refuses is a fault of the field that it names, as deep as the file goes."""
        try:
            yield
        except Refused as refused:
            (violation, *_) = refused.violations
            raise self.at(violation.field).fault(violation.message) from None

    def _one_of(self, kind: type[_Word], text: str) -> _Word:
        try:
            return kind(text)
        except ValueError:
            raise self.fault(f"{text!r} is none of {', '.join(kind)}") from None

    def at(self, field: str) -> Told:
        """What lies there, or the nearest that the file has."""
        found = self
        for part in filter(None, field.split(".")):
            if isinstance(found.node, yaml.MappingNode):
                children = found.entries()
            elif isinstance(found.node, yaml.SequenceNode):
                children = dict(enumerate(found.items()))
                part = int(part) if part.isdecimal() else part
            else:
                return found
            found = children.get(part) or found._inside(str(part), found.node)
        return found

    def _inside(self, name: str, node: yaml.Node, key: yaml.Node | None = None) -> Told:
        return Told(self.file, self.remedy, node, f"{self.field}.{name}" if self.field else name, name, key)


def read(file: Path, remedy: str) -> Told:
    """`remedy` says where to find how such a file is written. Raises CommandProblem."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise CommandProblem(f"{file} can't be read: {error.strerror}", "name another file") from None
    except UnicodeDecodeError:
        raise CommandProblem(f"{file} is no text in UTF-8", "mend it; it is YAML") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file}:{mark.line + 1}" if mark else str(file)
        problem = getattr(error, "problem", None) or str(error)
        raise CommandProblem(f"{place}: {' '.join(problem.split())}", "mend it; it is YAML") from None
    if node is None:
        raise CommandProblem(f"{file}:1: there is nothing in it", remedy)
    return Told(file, remedy, node)
