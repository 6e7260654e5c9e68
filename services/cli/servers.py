"""Where the commands find Kafka, and how they say that it isn't there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from services.cli.problems import CommandProblem
from services.kit.errors import Away
from services.kit.settings import BadSetting, Settings


def bootstrap_servers() -> str:
    """KAFKA_BOOTSTRAP_SERVERS, or the local stack's Kafka."""
    try:
        return Settings.for_service("edge").kafka_bootstrap_servers
    except BadSetting as bad:
        raise CommandProblem(str(bad), "mend the environment variable") from bad


@contextmanager
def kafka_needed() -> Iterator[None]:
    """Turns an absent Kafka into one line with a remedy."""
    try:
        yield
    except Away as away:
        given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
        remedy = "check KAFKA_BOOTSTRAP_SERVERS" if given else "start the local stack: make run"
        raise CommandProblem(str(away), remedy, 1) from away
