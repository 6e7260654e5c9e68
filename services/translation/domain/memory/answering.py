"""Which of the segments that the memory may have answers a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.translation.domain.memory.form import Form, fill, general, literal, names_of
from services.translation.domain.memory.segment import Correction, Segment, segment_id
from services.translation.domain.memory.unit import Origin, Pair, Similar, Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, and by its id each segment that would be an exact hit: with any tokens or with just these, for its
    context or for everywhere."""

    context: str
    forms: Mapping[str, Form]

    def best(self, found: Mapping[str, Segment]) -> Unit | None:
        """A person's before an engine's, then that of its context, then the newest; with the text's own tokens."""
        standing = [name for name in self.forms if self._is_hit(name, found.get(name))]
        if not standing:
            return None
        name = max(standing, key=lambda one: self._rank(found[one]))
        return unit_of(name, found[name], self.forms[name])

    def _is_hit(self, name: str, segment: Segment | None) -> bool:
        # Two texts that are hashed alike are still two.
        return segment is not None and segment.origin is not None and segment.form == self.forms[name].text

    def _rank(self, segment: Segment) -> tuple[bool, bool, datetime]:
        said = segment.standing
        assert said is not None, "what has an origin stands"
        return segment.origin is Origin.PERSON, segment.context == self.context, said.at


def ask(tenant: str, pair: Pair, text: str, context: str = "") -> Asked:
    """What is to be looked for."""
    form = general(text, pair)
    forms = [form, literal(text)] if form.tokens else [form]
    contexts = dict.fromkeys((context, ""))
    ids = {segment_id(tenant, pair, one, form.text): form for one in contexts for form in forms if form.text}
    return Asked(context, ids)


def unit_of(segment_id: str, segment: Segment, form: Form | None = None) -> Unit | None:
    """What stands in a segment, None where nothing does: with the form's tokens, or with `[number]` and the like."""
    said = segment.standing
    if said is None:
        return None
    tokens, before, after = (form.tokens, form.before, form.after) if form is not None else ({}, "", "")
    is_correction = isinstance(said, Correction)
    return Unit(
        segment.source_language,
        segment.target_language,
        before + fill(segment.form, tokens) + after,
        before + fill(said.target, tokens) + after,
        Origin.PERSON if is_correction else Origin.ENGINE,
        said.author if is_correction else said.engine,
        said.at,
        segment.context,
        "" if is_correction else said.version,
        segment_id.partition("/")[2],
        said.correction_id if is_correction else "",
    )


def similar_of(segment_id: str, segment: Segment, form: Form, score: float) -> Similar | None:
    """What stands in a segment that is like the form, as far as its tokens go with it."""
    unit = unit_of(segment_id, segment, form)
    return unit and Similar(unit, score, names_of(segment.form) == form.tokens.keys())
