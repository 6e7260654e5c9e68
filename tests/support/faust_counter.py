"""A Faust app as an insight would be: it counts the events of a topic by type, in windows of an hour.

`python -m tests.support.faust_counter <app id> <bootstrap servers> <topic> <partitions> <file>` writes one line of JSON
for each event into the file: its CloudEvents type, and the count of its window so far.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO

import faust


def counter(app_id: str, bootstrap_servers: str, topic: str, partitions: int, out: TextIO) -> faust.App:
    app = faust.App(
        app_id,
        broker=f"kafka://{bootstrap_servers}",
        store="memory://",
        web_enabled=False,
        topic_partitions=partitions,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
    )
    events = app.topic(topic, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")
    counts = app.Table("counts", default=int).tumbling(3600)

    @app.agent(events)
    async def count(stream: faust.StreamT[bytes]) -> None:
        async for event in stream.events():
            type_name = event.headers["ce_type"].decode()
            counts[type_name] += 1
            print(json.dumps({"type": type_name, "count": counts[type_name].current()}), file=out, flush=True)

    return app


if __name__ == "__main__":
    app_id, bootstrap_servers, topic, partitions, file = sys.argv[1:]
    with open(file, "a", encoding="utf-8") as out:
        app = counter(app_id, bootstrap_servers, topic, int(partitions), out)
        faust.Worker(app, loglevel="warning", quiet=True).execute_from_commandline()
