"""The contracts as pages: every message, enum and call of a package, with its comments, numbers and bounds. Markdown,
as it stands in docs/api/contracts; a heading is the anchor that other pages point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files

from google.protobuf.descriptor import (
    Descriptor,
    EnumDescriptor,
    FieldDescriptor,
    FileDescriptor,
    MethodDescriptor,
    ServiceDescriptor,
)
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from services.edge.comments import comment_of
from services.edge.contracts import bindings
from services.edge.reference.bounds import bounds_of
from services.kit.enums import short_names

_SCALARS = {
    FieldDescriptor.TYPE_DOUBLE: "double",
    FieldDescriptor.TYPE_FLOAT: "float",
    FieldDescriptor.TYPE_INT32: "int32",
    FieldDescriptor.TYPE_INT64: "int64",
    FieldDescriptor.TYPE_UINT32: "uint32",
    FieldDescriptor.TYPE_UINT64: "uint64",
    FieldDescriptor.TYPE_BOOL: "bool",
    FieldDescriptor.TYPE_STRING: "string",
    FieldDescriptor.TYPE_BYTES: "bytes",
}


@cache
def packages() -> dict[str, tuple[FileDescriptor, ...]]:
    """The contracts' files by package, both in the order of their names."""
    known = FileDescriptorSet.FromString(files("heliodesk").joinpath("contracts.binpb").read_bytes())
    found: dict[str, tuple[FileDescriptor, ...]] = {}
    for file in sorted(known.file, key=lambda file: (file.package, file.name)):
        module = import_module(file.name.removesuffix(".proto").replace("/", ".") + "_pb2")
        found[file.package] = (*found.get(file.package, ()), module.DESCRIPTOR)
    return found


def index_page() -> str:
    """All packages, and what each of their files is about."""
    lines = [
        "# Contracts",
        "",
        "Events and calls as they travel: protobuf, in the Python package `heliodesk-contracts` (`gen/`) and as "
        "`.proto` files (`proto/`). A field's number and meaning never change; new ones may come any day.",
        "",
        "Events by topic: [events](events.md). The calls over HTTP: the OpenAPI page.",
        "",
        "| package | file | about |",
        "| --- | --- | --- |",
    ]
    for package, held in packages().items():
        for file in held:
            link = f"[{package}](contracts/{package}.md)"
            lines.append(row(link, f"`{file.name.rpartition('/')[2]}`", comment_of(file.name)))
    return text(lines)


def package_page(package: str) -> str:
    """Raises KeyError for a package that isn't ours."""
    lines = [f"# {package}", "", "[All contracts](../contracts.md) · [events by topic](../events.md)", ""]
    for file in packages()[package]:
        lines += [f"## {file.name.rpartition('/')[2]}", "", *_said(file.name)]
        for service in file.services_by_name.values():
            lines += _service(service)
        for message in file.message_types_by_name.values():
            lines += _message(message)
        for enum in file.enum_types_by_name.values():
            lines += _enum(enum)
    return text(lines)


def link_to(one: Descriptor | EnumDescriptor, folder: str = "") -> str:
    """A link to where a message or enum of ours is described; the bare name of another's."""
    package = one.file.package
    if package not in packages():
        return f"`{one.full_name}`"
    return f"[{one.name}]({folder}{package}.md#{one.name.lower()})"


def row(*cells: str) -> str:
    """A line of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _said(full_name: str) -> list[str]:
    said = comment_of(full_name)
    return [said, ""] if said else []


def _service(service: ServiceDescriptor) -> Iterator[str]:
    yield from (f"### {service.name}", "", *_said(service.full_name))
    yield from ("| call | over HTTP | takes, answers | what |", "| --- | --- | --- | --- |")
    for method in service.methods:
        passes = f"{link_to(method.input_type)}, {link_to(method.output_type)}"
        yield row(method.name, _over_http(method), passes, comment_of(method.full_name))
    yield ""


def _over_http(method: MethodDescriptor) -> str:
    """Empty for a call among services."""
    return _bound().get(method.full_name, "")


@cache
def _bound() -> dict[str, str]:
    return {binding.method.full_name: f"`{binding.verb} {binding.path}`" for binding in bindings()}


def _message(message: Descriptor) -> Iterator[str]:
    yield from (f"### {message.name}", "", *_said(message.full_name))
    if message.fields:
        yield from ("| # | field | type | what |", "| --- | --- | --- | --- |")
    for field in message.fields:
        what = (comment_of(field.full_name), _one_of(field), bounds_of(field))
        yield row(str(field.number), f"`{field.name}`", _type(field), " ".join(filter(None, what)))
    yield ""


def _one_of(field: FieldDescriptor) -> str:
    oneof = field.containing_oneof
    return f"(one of `{oneof.name}`)" if oneof is not None and len(oneof.fields) > 1 else ""


def _type(field: FieldDescriptor) -> str:
    held = field.message_type or field.enum_type
    name = link_to(held) if held else _SCALARS[field.type]
    if field.is_repeated:
        return f"repeated {name}"
    return f"optional {name}" if field.has_presence and not field.message_type and not _one_of(field) else name


def _enum(enum: EnumDescriptor) -> Iterator[str]:
    yield from (f"### {enum.name}", "", *_said(enum.full_name))
    yield from ("| # | value | in JSON | what |", "| --- | --- | --- | --- |")
    short = short_names(enum)
    for value in enum.values:
        said = f"`{short[value.number]}`" if value.number in short else "null"
        yield row(str(value.number), f"`{value.name}`", said, comment_of(f"{enum.full_name}.{value.name}"))
    yield ""
