"""How a unit goes into the memory."""

from __future__ import annotations

from dataclasses import dataclass

from services.translation.domain.memory.form import Form, general, literal, plain, template
from services.translation.domain.memory.segment import Correction, Machine, Segment, correct, learn, segment_id
from services.translation.domain.memory.unit import LONGEST, Origin, Pair, Unit


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be remembered, and of which segment. `form` is that of the unit's own source."""

    segment_id: str
    form: Form
    new: Segment
    said: Correction | Machine

    def change(self, known: Segment | None) -> Segment | None:
        """The segment afterwards; None where nothing is to be changed."""
        if isinstance(self.said, Correction):
            return correct(known, self.new, self.said)
        return learn(known, self.new, self.said)


def lesson(tenant: str, pair: Pair, unit: Unit) -> Lesson | None:
    """`pair` is the unit's, in canonical tags. None where there is nothing to learn: no text, one too long, or an
    engine's with other tokens than its source. A person may have meant that: then it holds for the very same tokens.
    Raises ValueError for a person's without a correction's id."""
    if max(len(unit.source), len(unit.target)) > LONGEST:
        return None
    form = general(unit.source, pair)
    target = template(unit.target.strip(), form)
    if target is None and unit.origin is Origin.PERSON:
        form, target = literal(unit.source), plain(unit.target.strip())
    if not target or not form.text:
        return None
    new = Segment(pair.source, pair.target, form.text, unit.context, unit.remembered_at)
    return Lesson(segment_id(tenant, pair, unit.context, form.text), form, new, _said(unit, target))


def _said(unit: Unit, target: str) -> Correction | Machine:
    if unit.origin is Origin.PERSON:
        if not unit.correction_id:
            raise ValueError("a person's translation has an id, by which it counts once and may be withdrawn")
        return Correction(unit.correction_id, target, unit.author, unit.remembered_at)
    return Machine(target, unit.author, unit.version, unit.remembered_at)
