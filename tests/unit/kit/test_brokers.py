"""Nobody reaches a server by a way of their own: one that is forgotten would be in plain text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.chart import ROOT

KAFKA_CLIENTS = {
    "AIOKafkaConsumer",
    "AIOKafkaProducer",
    "KafkaAdminClient",
    "KafkaConsumer",
    "KafkaProducer",
}
CHANNELS = {"insecure_channel", "secure_channel"}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """(file, name of what is called, the call) of all services."""
    for path in sorted((ROOT / "services").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield str(Path(path).relative_to(ROOT)), name, node


def test_every_client_of_kafka_is_told_how_to_get_in():
    found = [(file, call) for file, name, call in calls() if name in KAFKA_CLIENTS]
    assert len(found) > 8
    by_hand = [
        f"{file}:{call.lineno}"
        for file, call in found
        if not any(word.arg is None for word in call.keywords)
        or any(word.arg in ("bootstrap_servers", "security_protocol", "ssl_context") for word in call.keywords)
    ]
    assert by_hand == [], "say **connection(bootstrap_servers) (services/kit/brokers.py)"


def test_every_channel_between_services_is_made_in_one_place():
    assert {file for file, name, _ in calls() if name in CHANNELS} == {"services/kit/peers.py"}
