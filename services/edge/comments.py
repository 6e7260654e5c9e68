"""What the contracts' authors wrote beside their calls, messages and fields: the descriptions of the OpenAPI page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto, FileDescriptorSet

# Where things stand in a FileDescriptorProto, a DescriptorProto, an EnumDescriptorProto, a ServiceDescriptorProto.
_MESSAGES, _ENUMS, _SERVICES = 4, 5, 6
_PACKAGE = 2
_FIELDS, _NESTED, _NESTED_ENUMS, _ONEOFS = 2, 3, 4, 8
_VALUES = _METHODS = 2


@cache
def _comments() -> dict[str, str]:
    contracts = FileDescriptorSet.FromString(files("heliodesk").joinpath("contracts.binpb").read_bytes())
    found: dict[str, str] = {}
    for file in contracts.file:
        names = dict(_named(file))
        for location in file.source_code_info.location:
            text = _prose(location.leading_comments or location.trailing_comments)
            name = names.get(tuple(location.path))
            if name and text:
                found[name] = text
    return found


def _prose(comment: str) -> str:
    """In one line, without what is meant for the linter."""
    lines = (line for line in comment.splitlines() if not line.strip().startswith("buf:lint:"))
    return " ".join(" ".join(lines).split())


def comment_of(full_name: str) -> str:
    """The comment of a message, field, enum, its value, service or method by full name, of a file by its path; empty
    where there is none."""
    return _comments().get(full_name, "")


def _named(file: FileDescriptorProto) -> Iterator[tuple[tuple[int, ...], str]]:
    yield (_PACKAGE,), file.name
    for place, message in enumerate(file.message_type):
        yield from _within(message, (_MESSAGES, place), file.package)
    for place, enum in enumerate(file.enum_type):
        yield from _listed(enum.name, enum.value, (_ENUMS, place), _VALUES, file.package)
    for place, service in enumerate(file.service):
        yield from _listed(service.name, service.method, (_SERVICES, place), _METHODS, file.package)


def _within(message: DescriptorProto, path: tuple[int, ...], scope: str) -> Iterator[tuple[tuple[int, ...], str]]:
    yield from _listed(message.name, message.field, path, _FIELDS, scope)
    name = f"{scope}.{message.name}"
    for place, oneof in enumerate(message.oneof_decl):
        yield (*path, _ONEOFS, place), f"{name}.{oneof.name}"
    for place, nested in enumerate(message.nested_type):
        yield from _within(nested, (*path, _NESTED, place), name)
    for place, enum in enumerate(message.enum_type):
        yield from _listed(enum.name, enum.value, (*path, _NESTED_ENUMS, place), _VALUES, name)


def _listed(
    name: str, members: Sequence, path: tuple[int, ...], kind: int, scope: str
) -> Iterator[tuple[tuple[int, ...], str]]:
    yield path, f"{scope}.{name}"
    for place, member in enumerate(members):
        yield (*path, kind, place), f"{scope}.{name}.{member.name}"
