"""The chart as it is installed with what production sets, and without anything but where the servers are."""

from __future__ import annotations

import pytest

from tests.support.chart import Object, Values, example


@pytest.fixture
def least() -> Values:
    """What has to be said."""
    return {
        "kafka": {"bootstrapServers": "kafka:9092"},
        "mongodb": {"uri": "mongodb://store:27017/"},
        "tls": {"existingSecret": "desk-certificates"},
    }


@pytest.fixture(scope="session")
def production() -> list[Object]:
    return example("production")
