"""Dataclass <-> stored document, by cattrs. An instant is a text of fixed width (`2026-03-02T00:00:00.000000Z`), a
duration a number of microseconds, a StrEnum its value, a tuple an array, None null. Fields that a document has and the
dataclass hasn't are passed over; those that it lacks take the dataclass's default."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import cattrs

from services.kit.instants import from_text, to_text

T = TypeVar("T")

_MICROSECOND = timedelta(microseconds=1)


def to_document(value: object) -> dict:
    """What BSON holds as it is."""
    return _WRITERS[type(value)](value)


def to_terse_document(value: object) -> dict:
    """Leaves out what is as the dataclass's defaults say. For what is written once, many times over, and read as a
    whole: another default would change what has been written, so it takes an upcaster."""
    return _TERSE_WRITERS[type(value)](value)


def from_document(document: dict, dataclass: type[T]) -> T:
    """Raises KeyError for a field that is not there and has no default, TypeError or ValueError for a wrong value."""
    return _READERS[dataclass](document, dataclass)


def _as_it_is(value: Any, kind: type) -> Any:
    # cattrs would make str(None) "None": what stands in a document has the right type, or the document is wrong.
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    return value


def _whole(value: Any, _: type) -> int:
    # BSON gives back an integer of 64 bits as a class of its own.
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return int(value)


def _number(value: Any, _: type) -> float:
    # BSON writers of other languages store 1.0 as 1.
    if not isinstance(value, float | int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def _tuple_reader(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], tuple]:
    (inner, _) = get_args(kind)
    read = converter.get_structure_hook(inner)
    return lambda values, _: tuple([read(value, inner) for value in values])


def _tuple_writer(kind: Any, converter: cattrs.Converter) -> Callable[[Any], list]:
    (inner, _) = get_args(kind)
    write = converter.get_unstructure_hook(inner)
    return lambda values: [write(value) for value in values]


def _optional_reader(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    inner = next(one for one in get_args(kind) if one is not NoneType)
    read = converter.get_structure_hook(inner)
    return lambda value, _: None if value is None else read(value, inner)


def _is_uniform_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)


def _converter(*, terse: bool = False) -> cattrs.Converter:
    made = cattrs.Converter(
        detailed_validation=False, unstruct_collection_overrides={tuple: list}, omit_if_default=terse
    )
    # What cattrs has for these asks again for each value what is to be done with it.
    made.register_structure_hook_factory(_is_uniform_tuple, _tuple_reader)
    made.register_unstructure_hook_factory(_is_uniform_tuple, _tuple_writer)
    made.register_structure_hook_factory(_is_optional, _optional_reader)
    for kind in (str, bool):
        made.register_structure_hook(kind, _as_it_is)
    made.register_structure_hook(int, _whole)
    made.register_structure_hook(float, _number)
    made.register_unstructure_hook(datetime, to_text)
    made.register_structure_hook(datetime, lambda text, _: from_text(text))
    made.register_unstructure_hook(timedelta, lambda value: value // _MICROSECOND)
    made.register_structure_hook(timedelta, lambda number, _: timedelta(microseconds=_whole(number, int)))
    made.register_unstructure_hook(StrEnum, lambda member: member._value_)
    made.register_structure_hook(StrEnum, lambda text, kind: kind(text))
    return made


class _Hooks(dict):
    """dataclass -> the function that cattrs has generated for it."""

    def __init__(self, make: Callable[[type], Callable]) -> None:
        self._make = make

    def __missing__(self, cls: type) -> Callable:
        hook = self[cls] = self._make(cls)
        return hook


_CONVERTER = _converter()
_TERSE_WRITERS = _Hooks(_converter(terse=True).get_unstructure_hook)
_WRITERS = _Hooks(_CONVERTER.get_unstructure_hook)
_READERS = _Hooks(_CONVERTER.get_structure_hook)
