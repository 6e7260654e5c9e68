"""Forgets what was counted, so that the role `load` counts again all that Kafka still has.

What was told stays, since surges are facts of their own, and so do the arrivals of past weeks, of which Kafka has the
last two alone.
"""

from __future__ import annotations

from kafka.errors import GroupIdNotFoundError, NonEmptyGroupError

from services.kit.broker import administration
from services.kit.errors import Away, RefusalKind, Refused
from services.kit.topics import TICKET
from services.sla.load.role import GROUP
from services.sla.load.tables import changelogs


def forget_counts(bootstrap_servers: str, group: str = GROUP) -> list[str]:
    """Takes out the group's changelogs and its offsets; answers the topics that it took out. Nobody may count
    meanwhile: raises Refused (STILL_COUNTING) where somebody does. Raises Away."""
    with administration(bootstrap_servers) as admin:
        answer = admin.delete_groups([group])[group]
        if answer == NonEmptyGroupError.__name__:
            message = "processes with the role load run; stop them first"
            raise Refused("STILL_COUNTING", message, RefusalKind.FAILED_PRECONDITION)
        if answer not in ("OK", GroupIdNotFoundError.__name__):
            raise Away("Kafka", answer)
        known = set(admin.list_topics())
        forgotten = [changelog.name for changelog in changelogs(group, TICKET) if changelog.name in known]
        if forgotten:
            admin.delete_topics(forgotten)
    return forgotten
