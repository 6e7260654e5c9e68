"""What somebody would write who knows the answers beforehand and needs none of what the kit promises: getmany, one hop
into the store, one produce, commit. The baseline of the benchmarks that read a topic."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from services.kit.consumer import MAX_BATCH
from services.kit.topics import Topic

Sent = tuple[bytes, bytes, list[tuple[str, bytes]]]
"""Key, value and headers of a record."""


async def bare_loop(
    kafka: str,
    source: Topic,
    target: Topic,
    events: int,
    write: Callable[[Sequence[Any]], Sequence[Sent]],
    done: Counter[str],
) -> None:
    """Until `done["events"]` has reached `events`. `write` does the store's part for the records of a batch and answers
    what is to be sent."""
    consumer = AIOKafkaConsumer(
        source.name,
        bootstrap_servers=kafka,
        group_id=source.readers[0],
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=100,
    )
    producer = AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True, max_batch_size=512 * 1024)
    await consumer.start()
    await producer.start()
    try:
        while done["events"] < events:
            read = await consumer.getmany(timeout_ms=200, max_records=MAX_BATCH)
            records = [record for found in read.values() for record in found]
            if not records:
                continue
            to_send = await asyncio.to_thread(write, records)
            sent = [await producer.send(target.name, data, key=key, headers=headers) for key, data, headers in to_send]
            await asyncio.gather(*sent)
            await consumer.commit()
            done["events"] += len(records)
    finally:
        await consumer.stop()
        await producer.stop()
