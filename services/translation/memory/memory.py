"""The translation memory: what it has of a text exactly, what is like it, and how it learns.

No copy of it is kept in a process: what was said a moment ago, in whichever process, is what the next question finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.kit.aggregate import Change, Work
from services.kit.ids import document_id
from services.kit.mongo import by_id, store_errors
from services.kit.store import Store
from services.translation.domain.memory import segment as rules
from services.translation.domain.memory.answering import ask, similar_of, unit_of
from services.translation.domain.memory.form import general
from services.translation.domain.memory.learning import Lesson, lesson
from services.translation.domain.memory.nearness import bands, nearest
from services.translation.domain.memory.segment import Segment
from services.translation.domain.memory.unit import Pair, Similar, Unit
from services.translation.memory.documents import candidates, is_persons, read_segment
from services.translation.memory.languages import pair_of

Decision = Callable[[Segment | None], Segment | None]

# Bands are for the store alone.
_READ = {"state.bands": 0}


@dataclass(frozen=True, slots=True)
class Question:
    """Texts of a tenant, whose exact translations are wanted."""

    tenant: str
    pair: Pair
    texts: tuple[str, ...]
    context: str = ""


class Memory:
    """Synchronous and thread-safe. Raises Away."""

    def __init__(self, store: Store[Segment]) -> None:
        self._store = store

    def exact(
        self, tenant: str, source: str, target: str, texts: Sequence[str], context: str = ""
    ) -> list[Unit | None]:
        """One for each text, in their order, with the text's own tokens; None where there is none."""
        return self.look_up([Question(tenant, pair_of(source, target), tuple(texts), context)])[0]

    def look_up(self, questions: Sequence[Question]) -> list[list[Unit | None]]:
        """What `exact` answers to each, all in one round trip."""
        asked = [[ask(one.tenant, one.pair, text, one.context) for text in one.texts] for one in questions]
        found = self._read({name for texts in asked for text in texts for name in text.forms})
        return [[text.best(found) for text in texts] for texts in asked]

    def similar(
        self, tenant: str, source: str, target: str, text: str, threshold: float, limit: int
    ) -> tuple[Similar, ...]:
        """What persons have translated that is at least so like it (0 to 1), the nearest first. Two round trips."""
        pair = pair_of(source, target)
        form = general(text, pair)
        if not form.text or not limit:
            return ()
        with store_errors():
            rows = list(candidates(self._store.collection, tenant, bands(pair, form.text)))
        forms = {row["_id"]: row["state"]["form"] for row in rows if is_persons(row, pair)}
        near = nearest(form.text, forms, threshold, limit)
        found = self._read([name for name, _ in near])
        shown = [similar_of(name, found[name], form, score) for name, score in near if name in found]
        return tuple(one for one in shown if one is not None)

    def remember(self, tenant: str, *units: Unit) -> list[Unit | None]:
        """What stands then for each, in their order: a person's before an engine's. None where there was nothing to
        remember (see `lesson`). A correction that is told twice is one: its id follows from what caused it."""
        lessons = [lesson(tenant, pair_of(one.source_language, one.target_language), one) for one in units]
        works = [_work(one.segment_id, one.change) for one in lessons if one is not None]
        outcomes = iter(self._store.run(works)[0] if works else ())
        return [one and _shown(one, next(outcomes).state) for one in lessons]

    def withdraw(self, tenant: str, unit_id: str, correction_id: str, author: str, now: datetime) -> Unit | None:
        """What stands then. Raises Refused (NO_CORRECTION)."""

        def decide(known: Segment | None) -> Segment | None:
            return rules.withdraw(known, correction_id, author, now)

        work = _work(document_id(tenant, unit_id), decide)
        segment = self._store.run_one(work, lambda _: None).state
        return unit_of(work.id, segment) if segment is not None else None

    def _read(self, ids: Iterable[str]) -> dict[str, Segment]:
        rows = by_id(self._store.collection, ids, _READ)
        segments = {name: read_segment(row) for name, row in rows.items()}
        return {name: one for name, one in segments.items() if one is not None}


def _work(segment_id: str, decision: Decision) -> Work[Segment]:
    def decide(known: Segment | None) -> Change[Segment] | None:
        after = decision(known)
        return None if after is None else Change(after)

    return Work(segment_id, decide)


def _shown(told: Lesson, segment: Segment | None) -> Unit | None:
    return unit_of(told.segment_id, segment, told.form) if segment is not None else None
