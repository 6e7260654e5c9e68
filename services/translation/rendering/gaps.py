"""What the messages of a locale lack. A message is text, the variables that it declares, and the forms of its counts:
no functions, no references, nothing that could only fail when it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from babel import Locale
from fluent.syntax import ast

from services.translation.domain.rendering.messages import MESSAGES, Declaration, Form, VariableKind

SUBJECT = "subject"
# CLDR's, beside which there is `other` in every language.
_OTHER = "other"
# Enough to see every form of whole numbers.
_NUMBERS = (*range(250), 1_000_000, 2_000_000)


@dataclass(frozen=True, slots=True)
class Gap:
    locale: str
    message: str
    what: str

    def __str__(self) -> str:
        return f"{self.locale}: {self.message}: {self.what}"


def gaps(locale: str, resource: ast.Resource) -> Iterator[Gap]:
    """Of one locale's messages, all of them in one resource."""
    forms = _forms_of(locale)
    found: dict[str, ast.Message] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            yield Gap(locale, "?", f"can't be read: {(entry.content or '').strip()[:60]!r}")
        elif isinstance(entry, ast.Term):
            yield Gap(locale, f"-{entry.id.name}", "terms have no forms to go with a sentence; say the word")
        elif isinstance(entry, ast.Message):
            if entry.id.name not in MESSAGES:
                yield Gap(locale, entry.id.name, "there is no such message")
            if entry.id.name in found:
                yield Gap(locale, entry.id.name, "stands there twice")
            found[entry.id.name] = entry
    for message, declaration in MESSAGES.items():
        if message not in found:
            yield Gap(locale, message, "is missing")
        else:
            for what in _of_message(found[message], declaration, forms):
                yield Gap(locale, message, what)


def _of_message(message: ast.Message, declaration: Declaration, forms: _Forms) -> Iterator[str]:
    attributes = [one.id.name for one in message.attributes]
    if attributes != ([SUBJECT] if declaration.form is Form.LETTER else []):
        yield f"is a {declaration.form}, but has the attributes {attributes}"
    patterns = [*filter(None, [message.value]), *(one.value for one in message.attributes)]
    if message.value is None:
        yield "has no text"
    for pattern in patterns:
        yield from _Pattern(declaration, forms.categories).gaps(pattern, frozenset())
        yield from _untold(pattern, forms)
    used = {name for pattern in patterns for name in _variables(pattern)}
    for variable in declaration.variables:
        if variable.name not in used:
            yield f"doesn't tell ${variable.name}"


@dataclass(frozen=True, slots=True)
class _Forms:
    """A language's plural categories (CLDR). Those that stand for several numbers are `many`: in French, "one" is for 0
    and 1; in Russian, for 1 and 21."""

    categories: frozenset[str]
    many: frozenset[str]


@cache
def _forms_of(locale: str) -> _Forms:
    rule = Locale.parse(locale, sep="-").plural_form
    standing = Counter(rule(number) for number in _NUMBERS)
    return _Forms(frozenset({*rule.tags, _OTHER}), frozenset(one for one, times in standing.items() if times > 1))


def _untold(pattern: ast.Pattern, forms: _Forms) -> Iterator[str]:
    """A count by which a text is chosen, but which it doesn't tell in a form that stands for several numbers."""
    for name in {one.selector.id.name for one in _selects(pattern)}:
        for category in sorted(forms.many):
            if name not in _variables(pattern, {name: category}):
                yield f"doesn't tell ${name} in the form {category}, which stands for several numbers"


@dataclass(frozen=True, slots=True)
class _Pattern:
    declaration: Declaration
    categories: frozenset[str]

    def gaps(self, pattern: ast.Pattern, chosen: frozenset[str]) -> Iterator[str]:
        """`chosen` are the counts by which this form of the text has been chosen."""
        if not _says_something(pattern):
            yield "has an empty text"
        for place, element in enumerate(pattern.elements):
            if isinstance(element, ast.TextElement):
                continue
            expression = element.expression
            if isinstance(expression, ast.VariableReference):
                yield from self._variable(expression.id.name, chosen)
                if self._kind(expression.id.name) is VariableKind.URL and not _alone(pattern, place):
                    yield f"${expression.id.name} doesn't stand alone on its line"
            elif isinstance(expression, ast.SelectExpression):
                yield from self._select(expression, chosen)
            else:
                yield f"has a {type(expression).__name__} in it"

    def _kind(self, name: str) -> VariableKind | None:
        variable = self.declaration.variable(name)
        return variable.kind if variable else None

    def _variable(self, name: str, chosen: frozenset[str]) -> Iterator[str]:
        kind = self._kind(name)
        if kind is None:
            yield f"tells ${name}, which nobody says"
        elif kind is VariableKind.COUNT and name not in chosen and len(self.categories) > 1:
            yield f"tells ${name} without a form for each {_listed(self.categories)}"

    def _select(self, expression: ast.SelectExpression, chosen: frozenset[str]) -> Iterator[str]:
        selector = expression.selector
        name = selector.id.name if isinstance(selector, ast.VariableReference) else ""
        if self._kind(name) is not VariableKind.COUNT:
            yield "chooses by something that is no count"
        keys = [_key(one) for one in expression.variants]
        if sorted(keys) != sorted(self.categories):
            yield f"has the forms {_listed(keys)} for ${name}, not {_listed(self.categories)}"
        for variant in expression.variants:
            yield from self.gaps(variant.value, chosen | {name})


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _says_something(pattern: ast.Pattern) -> bool:
    return any(not isinstance(one, ast.TextElement) or one.value.strip() for one in pattern.elements)


def _alone(pattern: ast.Pattern, place: int) -> bool:
    before = pattern.elements[place - 1] if place else None
    after = pattern.elements[place + 1] if place + 1 < len(pattern.elements) else None
    return (before is None or (isinstance(before, ast.TextElement) and before.value.endswith("\n"))) and (
        after is None or (isinstance(after, ast.TextElement) and after.value.startswith("\n"))
    )


def _variables(pattern: ast.Pattern, forms: Mapping[str, str] = MappingProxyType({})) -> set[str]:
    """Those that the text tells; of what is chosen by one of `forms`, only in that form."""
    found: set[str] = set()
    for element in pattern.elements:
        if isinstance(element, ast.Placeable) and isinstance(element.expression, ast.VariableReference):
            found.add(element.expression.id.name)
    for select in _selects(pattern):
        wanted = forms.get(select.selector.id.name)
        for variant in select.variants:
            if wanted in (None, _key(variant)):
                found |= _variables(variant.value, forms)
    return found


def _selects(pattern: ast.Pattern) -> Iterator[ast.SelectExpression]:
    """Those by a variable."""
    for element in pattern.elements:
        expression = getattr(element, "expression", None)
        if isinstance(expression, ast.SelectExpression) and isinstance(expression.selector, ast.VariableReference):
            yield expression


def _key(variant: ast.Variant) -> str:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value


def layers(locale: str, files: Mapping[str, object]) -> tuple[str, ...]:
    """The files that a locale is made of: its language's, and what is said otherwise in its market."""
    return tuple(name for name in (locale.partition("-")[0], locale) if name in files)
