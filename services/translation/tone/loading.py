"""Reads the tone profiles that come with Heliodesk: a file for each language of a market, and rules that several
share. What is wrong in them is said field by field, all of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import cattrs
import regex
import yaml
from cattrs import transform_error
from cattrs.gen import make_dict_structure_fn
from cattrs.v import format_exception

from services.kit.faults import Faults
from services.translation.domain.engine import Formality
from services.translation.domain.tone import LocaleTone, NameTemplates, ToneProfile
from services.translation.domain.tone.rules import KINDS, Example, NameForm, Phrase, Rule
from services.translation.domain.tone.rules.base import compiled

SHARED = "shared"
_LEAST_EXAMPLES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFile:
    """`market` None: for a text in a language that its market's profile hasn't. `usual`: the market's first language.
    `extends` names files of shared rules; a rule of the same id takes the place of the shared one."""

    market: str | None
    locale: str
    usual: bool = True
    formality: Formality | None = None
    extends: tuple[str, ...] = ()
    address: NameTemplates = NameTemplates()
    greeting: NameTemplates = NameTemplates()
    closings: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedFile:
    rules: tuple[Rule, ...]


@cache
def builtin() -> Mapping[str, ToneProfile]:
    """The profiles that come with Heliodesk, by market. Raises Refused (INVALID_FIELDS)."""
    return load(resources.files(__package__) / "profiles")


def load(folder: Traversable) -> Mapping[str, ToneProfile]:
    """Raises Refused (INVALID_FIELDS): each field that is wrong, as `<file>.rules.<id>.<field>`."""
    faults = Faults("")
    shared = {name: _structured(value, SharedFile, name, faults) for name, value in _files(folder / SHARED, faults)}
    files = [_structured(value, ProfileFile, name, faults) for name, value in _files(folder, faults)]
    for name, one in shared.items():
        _check_rules(name, one.rules if one else (), faults)
    for one in filter(None, files):
        _check_rules(one.locale, one.rules, faults)
        for name in one.extends:
            if name not in shared:
                faults.add(f"{one.locale}.extends", "UNKNOWN", f"there is no file of shared rules named {name}")
    faults.check()
    return _profiles([one for one in files if one], {name: one.rules for name, one in shared.items() if one})


def _profiles(files: list[ProfileFile], shared: Mapping[str, tuple[Rule, ...]]) -> dict[str, ToneProfile]:
    tones: dict[str | None, list[LocaleTone]] = {}
    for file in sorted(files, key=lambda one: not one.usual):
        tones.setdefault(file.market, []).append(_tone(file, shared))
    (elsewhere,) = tones.pop(None)
    return {market: ToneProfile(market, tuple(found), elsewhere) for market, found in sorted(tones.items())}


def _tone(file: ProfileFile, shared: Mapping[str, tuple[Rule, ...]]) -> LocaleTone:
    own = {rule.id: rule for rule in file.rules}
    taken = [rule for name in file.extends for rule in shared[name] if rule.id not in own]
    rules = (*taken, *own.values())
    return LocaleTone(file.locale, file.formality, file.address, file.greeting, file.closings, rules)


def _check_rules(name: str, rules: tuple[Rule, ...], faults: Faults) -> None:
    faults.twice([rule.id for rule in rules], lambda number: f"{name}.rules.{rules[number].id}.id")
    for rule in rules:
        field = f"{name}.rules.{rule.id}"
        for what, examples in (("good", rule.good), ("bad", rule.bad)):
            if len(examples) < _LEAST_EXAMPLES:
                faults.add(f"{field}.{what}", "TOO_FEW", f"a rule has at least {_LEAST_EXAMPLES} examples of each")
        for expression in rule.expressions():
            try:
                compiled(expression)
            except regex.error as error:
                faults.add(field, "INVALID_EXPRESSION", f"{expression}: {error}")


def _files(folder: Traversable, faults: Faults) -> Iterator[tuple[str, Any]]:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            name = file.name.removesuffix(".yaml")
            try:
                yield name, yaml.load(file.read_text("utf-8"), _UniqueKeys)
            except yaml.YAMLError as error:
                faults.add(name, "INVALID_YAML", " ".join(str(error).split()))


def _structured(value: Any, kind: Any, name: str, faults: Faults) -> Any:
    try:
        return _CONVERTER.structure(value, kind)
    except (cattrs.BaseValidationError, cattrs.ForbiddenExtraKeysError) as error:
        for text in transform_error(error, name, _worded):
            message, _, path = text.rpartition(" @ ")
            faults.add(path.replace("[", ".").replace("]", "").replace("'", ""), "INVALID", message)
        return None


def _worded(error: BaseException, kind: type | None) -> str:
    return str(error) if type(error) in (ValueError, TypeError) else format_exception(error, kind)


class _UniqueKeys(yaml.CSafeLoader):
    """YAML's own would take the last of two keys that are the same."""


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    if len(set(keys)) < len(keys):
        raise yaml.constructor.ConstructorError(None, None, "a key stands there twice", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


# --- how a rule is read


def _rule(value: Any, _: Any) -> Rule:
    kind = KINDS.get(_fields(value).get("kind", ""))
    if kind is None:
        raise ValueError(f"kind is one of {', '.join(KINDS)}")
    return _CONVERTER.structure({name: one for name, one in value.items() if name != "kind"}, kind)


def _phrase(value: Any, _: Any) -> Phrase:
    return Phrase(value) if isinstance(value, str) else _PLAIN_PHRASE(_fields(value), Phrase)


def _example(value: Any, _: Any) -> Example:
    return Example(value) if isinstance(value, str) else _PLAIN_EXAMPLE(_fields(value), Example)


def _fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} has no fields")
    return value


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _listed(item: type) -> Any:
    """A text is no list of its letters."""

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is not a list")
        return tuple(_CONVERTER.structure(one, item) for one in value)

    return read


def _said(kind: type[Phrase] | type[NameForm]) -> Any:
    """`{what is said: what to say}` is short for a list of them."""

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if isinstance(value, dict):
            value = [{"match": match} | ({"say": say} if say else {}) for match, say in value.items()]
        return _listed(kind)(value, None)

    return read


_CONVERTER = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
_PLAIN_PHRASE = make_dict_structure_fn(Phrase, _CONVERTER, _cattrs_forbid_extra_keys=True)
_PLAIN_EXAMPLE = make_dict_structure_fn(Example, _CONVERTER, _cattrs_forbid_extra_keys=True)
_CONVERTER.register_structure_hook_func(lambda kind: kind is str, _text)
_CONVERTER.register_structure_hook(Phrase, _phrase)
_CONVERTER.register_structure_hook(Example, _example)
_CONVERTER.register_structure_hook_func(lambda kind: kind is Rule, _rule)
_CONVERTER.register_structure_hook_func(lambda kind: kind == tuple[str, ...], _listed(str))
_CONVERTER.register_structure_hook_func(lambda kind: kind == tuple[Example, ...], _listed(Example))
_CONVERTER.register_structure_hook_func(lambda kind: kind == tuple[Phrase, ...], _said(Phrase))
_CONVERTER.register_structure_hook_func(lambda kind: kind == tuple[NameForm, ...], _said(NameForm))
