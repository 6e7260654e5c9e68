"""Glossaries as TBX-Basic (ISO 30042, versions 2 and 3), as terminology tools write them.

A concept has terms in several languages; those of the source language become terms of ours, those of the target
language what they are translated by. Which is preferred, and which is not to be used, says `administrativeStatus`. TBX
has no word for our rules: `projectSubset` holds it, and `case_sensitive`, in what we write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from services.kit.errors import refused_field
from services.translation.domain.glossary.table import Numbered, implied_rule
from services.translation.domain.glossary.terms import Term, TermRule

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPTS, _LANGUAGES, _SECTIONS = ("termEntry", "conceptEntry"), ("langSet", "langSec"), ("tig", "ntig", "termSec")
_PREFERRED, _ADMITTED, _DEPRECATED, _SUPERSEDED = (
    f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated", "superseded")
)
_CASE = "case_sensitive"


def read_tbx(content: str, source_language: str, target_language: str) -> list[Numbered]:
    """Terms with the number of their concept, the first being 1. Concepts that lack the source language are passed
    over. Raises Refused (NOT_TBX)."""
    try:
        # What a document type would have to be fetched for, expat leaves alone; entities that grow, it refuses.
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError) as error:
        raise refused_field("NOT_TBX", "content", f"it can't be read as XML: {error}") from error
    concepts = [one for one in root.iter() if _name(one) in _CONCEPTS]
    if not concepts:
        raise refused_field("NOT_TBX", "content", "there is no concept in it")
    return [
        (number, term)
        for number, concept in enumerate(concepts, start=1)
        for term in _terms(concept, source_language, target_language)
    ]


def _terms(concept: Element, source_language: str, target_language: str) -> Iterator[Term]:
    sources, targets = _words(concept, source_language), _words(concept, target_language)
    wanted = tuple(word for word, status in sorted(targets, key=lambda one: one[1] != _PREFERRED) if _is_good(status))
    forbidden = tuple(word for word, status in targets if not _is_good(status))
    said = _said(concept)
    rule = next((rule for rule in TermRule if rule in said), None)
    for source, _ in sources:
        # A name is the same in all languages.
        own = () if rule is TermRule.MUST_NOT or wanted == (source,) and rule is None else wanted
        yield Term(source, own, rule or implied_rule(len(own)), _CASE in said, forbidden, _note(concept))


def _is_good(status: str) -> bool:
    return status not in (_DEPRECATED, _SUPERSEDED)


def _words(concept: Element, language: str) -> list[tuple[str, str]]:
    """The terms of a language, with their status."""
    return [
        (_text(term), status)
        for section in _below(concept, _LANGUAGES)
        if section.get(_LANGUAGE, "").lower() == language.lower()
        for one in _below(section, _SECTIONS)
        for status in [_typed(one, "termNote", "administrativeStatus")]
        for term in _below(one, ("term",))
    ]


def _said(concept: Element) -> set[str]:
    return set(_typed(concept, "admin", "projectSubset").split())


def _note(concept: Element) -> str:
    return next((_text(one) for one in concept if _name(one) == "note"), "")


def _typed(element: Element, name: str, kind: str) -> str:
    return next((_text(one) for one in _below(element, (name,)) if one.get("type") == kind), "")


def _below(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    return (one for one in element.iter() if _name(one) in names)


def _name(element: Element) -> str:
    """Without the namespace, which version 3 has and version 2 hasn't; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def write_tbx(terms: Iterable[Term], source_language: str, target_language: str) -> str:
    """Version 3 (DCA): what `read_tbx` reads, and says the same of it. Characters that XML has no place for are
    refused when terms are published."""
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANGUAGE: source_language})
    root.set("xmlns", "urn:iso:std:iso:30042:ed-2")
    header = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(header, "sourceDesc"), "p", "Heliodesk")
    body = _add(_add(root, "text"), "body")
    for number, term in enumerate(terms, start=1):
        concept = _add(body, "conceptEntry", id=f"c{number}")
        said = f"{term.rule} {_CASE}" if term.case_sensitive else str(term.rule)
        _add(concept, "admin", said, type="projectSubset")
        if term.note:
            _add(concept, "note", term.note)
        _add_words(concept, source_language, ((term.source, _PREFERRED),))
        first, *others = term.targets or (term.source,)
        _add_words(
            concept,
            target_language,
            [(first, _PREFERRED), *((word, _ADMITTED) for word in others)]
            + [(word, _DEPRECATED) for word in term.forbidden],
        )
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_words(concept: Element, language: str, words: Iterable[tuple[str, str]]) -> None:
    section = _add(concept, "langSec")
    section.set(_LANGUAGE, language)
    for word, status in words:
        one = _add(section, "termSec")
        _add(one, "term", word)
        _add(one, "termNote", status, type="administrativeStatus")


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = text
    return made
