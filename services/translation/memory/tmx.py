"""Translation memories of other tools, as TMX 1.4 (gala-global.org/tmx-14b) has them."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from services.kit.errors import refused_field
from services.translation.domain.memory.unit import Pair

MOST_UNITS = 1_000
_LANGUAGES = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")


@dataclass(frozen=True, slots=True)
class Found:
    """How many units there are, and those (source, target) that are in both languages."""

    units: int
    segments: tuple[tuple[str, str], ...]


def read_tmx(text: str, pair: Pair) -> Found:
    """Raises Refused (NOT_TMX, TOO_MANY_UNITS)."""
    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise refused_field("NOT_TMX", "tmx", f"the file can't be read: {error}") from error
    if root.tag != "tmx":
        raise refused_field("NOT_TMX", "tmx", f"a TMX file begins with <tmx>, not <{root.tag}>")
    units = list(root.iter("tu"))
    if len(units) > MOST_UNITS:
        raise refused_field("TOO_MANY_UNITS", "tmx", f"{len(units)} units are more than {MOST_UNITS} at a time")
    both = [(_segment(unit, pair.source), _segment(unit, pair.target)) for unit in units]
    return Found(len(units), tuple((source, target) for source, target in both if source and target))


def _segment(unit: Element, language: str) -> str:
    """With the codes of another tool as they stand in it; empty where the unit has none that we would take."""
    variants = {_language(one): one for one in reversed(unit.findall("tuv"))}
    wanted = language.lower()
    plain = wanted.partition("-")[0]
    near = [one for one in variants if one.partition("-")[0] == plain]
    name = next((one for one in (wanted, plain, *reversed(near)) if one in variants), None)
    segment = variants[name].find("seg") if name is not None else None
    return "".join(segment.itertext()).strip() if segment is not None else ""


def _language(variant: Element) -> str:
    return next((variant.attrib[name].lower() for name in _LANGUAGES if name in variant.attrib), "")
