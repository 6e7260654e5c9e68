"""The load as it lies in MongoDB: a summary of each crowd, its past weeks, and its last surge.

`_id` of a summary and of a surge is `<tenant>/<language>.<region>`. A summary is made of parts, one for each partition
of the tickets' topic, and whoever counts a partition writes its part alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mongoengine
from pymongo import UpdateOne

from services.kit.aggregate import Kind
from services.kit.documents import OUTBOX_INDEX, AggregateDocument
from services.kit.ids import split_document_id
from services.kit.mongo import by_id, store_errors, write_all
from services.kit.topics import LOAD
from services.sla.domain.load import HOURS_OF_WEEK, Counts, Crowd, Traffic, hours_asked, minute_of, together
from services.sla.domain.surge import Surge

SURGES: Kind[Surge] = Kind(
    name="surge",
    collection="surges",
    state=Surge,
    topic=LOAD,
    key=lambda surge: str(Crowd(surge.language, surge.region)),
)


class LoadDocument(mongoengine.Document):
    """`primary` is the language without its variety, `seen` the minute of the last event; `since`, which is
    asked for by nobody, the first hour in which anybody was counted."""

    meta = {
        "db_alias": "sla",
        "collection": "loads",
        "strict": False,
        "auto_create_index": False,
        "indexes": ["seen", ("tenant", "primary")],
    }

    id = mongoengine.StringField(primary_key=True)
    tenant = mongoengine.StringField()
    primary = mongoengine.StringField()
    seen = mongoengine.LongField()


class PastDocument(mongoengine.Document):
    """`_id` is `<tenant>/<language>.<region>/<week since the epoch>`: arrivals by hour of the week and partition."""

    meta = {
        "db_alias": "sla",
        "collection": "load_weeks",
        "strict": False,
        "auto_create_index": False,
        "indexes": ["week"],
    }

    id = mongoengine.StringField(primary_key=True)
    week = mongoengine.LongField()


class SurgeDocument(AggregateDocument):
    meta = {"db_alias": "sla", "collection": SURGES.collection, "indexes": [OUTBOX_INDEX, "state.ended_at"]}


@dataclass(frozen=True, slots=True)
class Summary:
    """A crowd as it stands. `since` is the first hour in which anybody was counted."""

    id: str
    crowd: Crowd
    since: int
    traffic: Traffic

    @property
    def tenant(self) -> str:
        return split_document_id(self.id)[0]


@dataclass(frozen=True, slots=True)
class Part:
    """What one partition has counted of a crowd, to be written. `hours`: the arrivals of those hours that changed."""

    crowd_id: str
    partition: int
    traffic: Traffic
    hours: Mapping[int, int]


class Loads:
    """Synchronous, safe to use from several threads. Every method raises Away."""

    def __init__(self) -> None:
        self._summaries = LoadDocument._get_collection()
        self._past = PastDocument._get_collection()
        self._surges = SurgeDocument._get_collection()

    def write(self, parts: Iterable[Part], sparing_before: int) -> None:
        """Puts each part in the place of what stood there. Hours before `sparing_before`, of which Kafka may have
        forgotten a part, are never lowered. Counting again writes the same."""
        wanted = list(parts)
        write_all(self._past, [update for part in wanted for update in _past_updates(part, sparing_before)])
        write_all(self._summaries, [_summary_update(part) for part in wanted])

    def forget_weeks(self, at: datetime) -> None:
        """Those that nobody asks for any more."""
        with store_errors():
            self._past.delete_many({"week": {"$lt": min(hours_asked(at)) // HOURS_OF_WEEK}})

    def active(self, at: datetime, minutes: int) -> list[Summary]:
        """Crowds of all shops of which something happened in the last minutes, and those with a surge that goes on."""
        with store_errors():
            found = {one["_id"]: one for one in self._summaries.find({"seen": {"$gte": minute_of(at) - minutes}})}
            surging = [one["_id"] for one in self._surges.find({"state.ended_at": None}, {"_id": 1})]
        found.update(by_id(self._summaries, [crowd_id for crowd_id in surging if crowd_id not in found]))
        return [_summary(one) for one in found.values()]

    def of_tenant(self, tenant: str, language: str = "") -> list[Summary]:
        """Those of a shop; with a language, those of all its varieties."""
        query = {"tenant": tenant, **({"primary": primary(language)} if language else {})}
        with store_errors():
            return [_summary(one) for one in self._summaries.find(query)]

    def surges(self, ids: Iterable[str]) -> dict[str, str]:
        """The surges that go on, by the ids of their crowds."""
        found = by_id(self._surges, ids, {"state.surge_id": 1, "state.ended_at": 1})
        return {
            crowd_id: one["state"]["surge_id"] for crowd_id, one in found.items() if one["state"]["ended_at"] is None
        }

    def past(self, crowd_ids: Iterable[str], at: datetime) -> dict[str, dict[int, int]]:
        """For each crowd the arrivals of those hours that `load.samples` reads at this instant."""
        wanted = {(crowd_id, hour // HOURS_OF_WEEK): crowd_id for crowd_id in crowd_ids for hour in hours_asked(at)}
        rows = by_id(self._past, {f"{crowd_id}/{week}" for crowd_id, week in wanted})
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for hour in hours_asked(at):
            week, of_week = divmod(hour, HOURS_OF_WEEK)
            for crowd_id in set(wanted.values()):
                counts = rows.get(f"{crowd_id}/{week}", {}).get("hours", {}).get(str(of_week))
                if counts:
                    found[crowd_id][hour] = sum(counts.values())
        return found


def primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _summary(document: dict[str, Any]) -> Summary:
    parts = [
        Traffic({int(minute): Counts(*counts) for minute, counts in part["minutes"].items()}, part["waiting"])
        for part in document["parts"].values()
    ]
    crowd = Crowd(document["language"], document["region"])
    return Summary(document["_id"], crowd, document["since"], together(parts))


def _summary_update(part: Part) -> UpdateOne:
    tenant, name = split_document_id(part.crowd_id)
    language, _, region = name.rpartition(".")
    minutes = {
        str(minute): [counts.arrivals, counts.replies, counts.answers]
        for minute, counts in part.traffic.minutes.items()
    }
    stored = {"minutes": minutes, "waiting": part.traffic.waiting}
    seen = max(part.traffic.minutes, default=0)
    since = min(part.hours, default=2**53)
    return UpdateOne(
        {"_id": part.crowd_id},
        {
            "$set": {
                "tenant": tenant,
                "language": language,
                "region": region,
                "primary": primary(language),
                f"parts.{part.partition}": stored,
            },
            "$max": {"seen": seen},
            "$min": {"since": since},
        },
        upsert=True,
    )


def _past_updates(part: Part, sparing_before: int) -> list[UpdateOne]:
    updates = []
    for hour, arrivals in part.hours.items():
        week, of_week = divmod(hour, HOURS_OF_WEEK)
        count = {f"hours.{of_week}.{part.partition}": arrivals}
        change = {"$max": count, "$set": {"week": week}} if hour < sparing_before else {"$set": {"week": week, **count}}
        updates.append(UpdateOne({"_id": f"{part.crowd_id}/{week}"}, change, upsert=True))
    return updates
