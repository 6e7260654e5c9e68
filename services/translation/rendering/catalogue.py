"""The texts of the system messages: Fluent files in `messages/`, one for each language, and one for each market where
something is said otherwise. They are complete, or nothing starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel import Locale
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from services.translation.domain.rendering.letters import Words
from services.translation.domain.rendering.locales import LOCALES
from services.translation.domain.rendering.messages import SystemMessage
from services.translation.rendering.gaps import SUBJECT, Gap, gaps, layers


class Incomplete(Exception):
    """Something is missing, or would fail when it is sent."""

    def __init__(self, found: list[Gap]) -> None:
        super().__init__("\n".join(str(gap) for gap in found))
        self.gaps = tuple(found)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Make it with `catalogue_of`, which checks it."""

    bundles: Mapping[str, FluentBundle]
    locales: Mapping[str, Locale]

    def say(self, locale: str, message: SystemMessage, values: Mapping[str, str | int]) -> Words:
        """In a locale that there is, with a value for each variable: texts as they will be read, counts as numbers."""
        found = self.bundles[locale].get_message(message)
        return Words(self._text(locale, found.attributes.get(SUBJECT), values), self._text(locale, found.value, values))

    def _text(self, locale: str, pattern: object, values: Mapping[str, str | int]) -> str:
        if pattern is None:
            return ""
        text, errors = self.bundles[locale].format_pattern(pattern, dict(values))
        if errors:
            raise RuntimeError(f"a message of {locale} that was complete: {errors}")
        return text


@cache
def builtin() -> Catalogue:
    """Raises Incomplete."""
    return catalogue_of(files())


def files() -> dict[str, str]:
    """Name without `.ftl` -> content."""
    folder = resources.files(__package__) / "messages"
    return {one.name.removesuffix(".ftl"): one.read_text("utf-8") for one in folder.iterdir()}


def catalogue_of(contents: Mapping[str, str]) -> Catalogue:
    """Raises Incomplete with all that is wrong."""
    parser = FluentParser()
    parsed = {name: parser.parse(text) for name, text in contents.items()}
    resources_of = {locale: _merged([parsed[name] for name in layers(locale, parsed)]) for locale in LOCALES}
    found = [gap for locale, resource in resources_of.items() for gap in gaps(locale, resource)]
    used = {name for locale in LOCALES for name in layers(locale, parsed)}
    found += [Gap(name, "?", "is the file of no locale") for name in sorted(set(parsed) - used)]
    if found:
        raise Incomplete(found)
    bundles = {locale: _bundle(locale, resource) for locale, resource in resources_of.items()}
    return Catalogue(bundles, {locale: Locale.parse(locale, sep="-") for locale in LOCALES})


def _merged(layered: list[ast.Resource]) -> ast.Resource:
    """A message of the market takes the place of the language's as a whole. What stands twice in one file stays so."""
    if len(layered) < 2:
        return layered[0] if layered else ast.Resource([])
    base, over = layered
    said = {entry.id.name for entry in over.body if isinstance(entry, ast.Message)}
    kept = [entry for entry in base.body if not (isinstance(entry, ast.Message) and entry.id.name in said)]
    return ast.Resource([*kept, *over.body])


def _bundle(locale: str, resource: ast.Resource) -> FluentBundle:
    # Values come with the marks that they need: Fluent would put some around every one of them.
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(resource)
    return bundle
