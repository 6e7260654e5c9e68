"""Where a run takes place."""

from __future__ import annotations

from dataclasses import dataclass

from services.cli.play.edge import Edge
from services.cli.play.kafka import Kafka
from services.cli.play.wording import Wording
from services.kit.settings import Settings


@dataclass(frozen=True)
class Scene:
    """The edge that is played against, the Kafka behind it, the settings that say where store and services are, and the
    run's own names."""

    edge: Edge
    kafka: Kafka
    settings: Settings
    wording: Wording
