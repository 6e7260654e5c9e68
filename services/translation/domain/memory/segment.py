"""What the memory holds of a segment in one pair and one context: how people have it, and how an engine has it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from services.kit.errors import RefusalKind, Refused
from services.kit.ids import document_id
from services.translation.domain.memory.nearness import bands
from services.translation.domain.memory.unit import Origin, Pair

MOST_CORRECTIONS = 20
"""What a segment keeps of what people said; older ones are forgotten."""
KEPT = timedelta(days=90)
"""How long an engine's is kept: by then engines have learned, and what customers wrote is to be forgotten."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`target` is a template (form.py), as `Machine.target`."""

    correction_id: str
    target: str
    author: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    target: str
    engine: str
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Segment:
    """`corrections` in the order in which they were said; the last that isn't withdrawn stands before the engine's.
    `origin` is that of what stands, None where nothing does. `bands`, and no `forget_at`, has what a person has
    translated."""

    source_language: str
    target_language: str
    form: str
    context: str
    changed_at: datetime
    corrections: tuple[Correction, ...] = ()
    machine: Machine | None = None
    origin: Origin | None = None
    forget_at: datetime | None = None
    bands: tuple[int, ...] = ()

    @property
    def pair(self) -> Pair:
        return Pair(self.source_language, self.target_language)

    @property
    def standing(self) -> Correction | Machine | None:
        for one in reversed(self.corrections):
            if one.withdrawn_at is None:
                return one
        return self.machine


def segment_id(tenant: str, pair: Pair, context: str, form: str) -> str:
    """`<tenant>/<43 letters>`, which follow from what the segment is."""
    told = "\x00".join((pair.source, pair.target, context, form))
    return document_id(tenant, urlsafe_b64encode(sha256(told.encode()).digest()).rstrip(b"=").decode())


def correct(known: Segment | None, new: Segment, said: Correction) -> Segment | None:
    """A person's translation; what an engine had is gone, as somebody found it wanting. `new` is the segment with
    nothing in it yet. None where the same was said before."""
    segment = known or new
    if any(one.correction_id == said.correction_id for one in segment.corrections):
        return None
    return replace(
        segment,
        corrections=(*segment.corrections, said)[-MOST_CORRECTIONS:],
        machine=None,
        origin=Origin.PERSON,
        changed_at=said.at,
        forget_at=None,
        bands=segment.bands or bands(segment.pair, segment.form),
    )


def learn(known: Segment | None, new: Segment, made: Machine) -> Segment | None:
    """An engine's translation, which never takes the place of a person's. None where nothing is to be changed."""
    segment = known or new
    if segment.origin is Origin.PERSON or (segment.machine and segment.machine.target == made.target):
        return None
    forget_at = None if segment.corrections else made.at + KEPT
    return replace(segment, machine=made, origin=Origin.ENGINE, changed_at=made.at, forget_at=forget_at)


def withdraw(known: Segment | None, correction_id: str, author: str, now: datetime) -> Segment | None:
    """As if it had not been said. None where that was withdrawn before. Raises Refused (NO_CORRECTION)."""
    said = {one.correction_id: one for one in known.corrections} if known is not None else {}
    if known is None or correction_id not in said:
        raise Refused("NO_CORRECTION", "the unit has no such correction", RefusalKind.NOT_FOUND)
    if said[correction_id].withdrawn_at is not None:
        return None
    said[correction_id] = replace(said[correction_id], withdrawn_at=now, withdrawn_by=author)
    left = replace(known, corrections=tuple(said.values()), changed_at=now)
    return replace(left, origin=Origin.PERSON if left.standing is not None else None)
