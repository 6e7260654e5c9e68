"""The baseline of the intake benchmark: what somebody would write who needs the same writes and the same events, and
nothing else that the platform promises. Run by the benchmark: python -m tests.bench.bare_intake PORT KAFKA MONGODB
DATABASE
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import uvicorn
from aiokafka import AIOKafkaProducer
from fastapi import FastAPI
from heliodesk.ticketing.v1 import events_pb2, types_pb2
from pydantic import BaseModel, Field
from pymongo import MongoClient

from services.kit.ids import derived_id
from services.kit.mongo import CLIENT_OPTIONS
from services.kit.topics import TICKET


class Sender(BaseModel):
    address: str = Field(min_length=1, max_length=320)


class Inbound(BaseModel):
    channel: str
    thread: str = Field(min_length=1, max_length=256)
    external_id: str = Field(min_length=1, max_length=256)
    sender: Sender = Field(alias="from")
    text: str = Field(min_length=1, max_length=65536)


class Answer(BaseModel):
    ticket_id: str
    message_id: str
    number: int
    opened: bool


def application(kafka: str, uri: str, database: str) -> FastAPI:
    collections = MongoClient(uri, **CLIENT_OPTIONS)[database]
    producer: AIOKafkaProducer

    @asynccontextmanager
    async def lifespan(app: FastAPI):
        nonlocal producer
        producer = AIOKafkaProducer(bootstrap_servers=kafka, enable_idempotence=True)
        await producer.start()
        yield
        await producer.stop()

    def write(inbound: Inbound, ticket_id: str, message_id: str, events: list[bytes], at: str) -> None:
        collections["messages"].insert_one(
            {"_id": message_id, "aggregate": ticket_id, "message": {"text": inbound.text, "sent_at": at}}
        )
        collections["tickets"].find_one({"_id": ticket_id})
        collections["tickets"].update_one(
            {"_id": ticket_id, "version": 0},
            {
                "$set": {
                    "tenant": "kumo",
                    "schema": 1,
                    "sequence": 2,
                    "state": {
                        "ticket_id": ticket_id,
                        "channel": inbound.channel,
                        "thread": inbound.thread,
                        "customer_id": inbound.sender.address,
                        "status": "new",
                        "priority": "normal",
                        "opened_at": at,
                        "updated_at": at,
                        "message_count": 1,
                    },
                },
                "$push": {"outbox": {"$each": [{"id": message_id, "data": data} for data in events]}},
                "$inc": {"version": 1},
            },
            upsert=True,
        )

    app = FastAPI(lifespan=lifespan)

    @app.post("/v1/messages")
    async def receive(inbound: Inbound) -> Answer:
        ticket_id = derived_id("ticket", inbound.channel, inbound.thread)
        message_id = derived_id("message", inbound.thread, inbound.external_id)
        opened = events_pb2.TicketOpened(ticket_id=ticket_id, thread=inbound.thread, channel=types_pb2.CHANNEL_EMAIL)
        received = events_pb2.MessageReceived(ticket_id=ticket_id, message_id=message_id, number=1, text=inbound.text)
        events = [opened.SerializeToString(), received.SerializeToString()]
        await asyncio.to_thread(write, inbound, ticket_id, message_id, events, datetime.now(UTC).isoformat())
        sent = [await producer.send(TICKET.name, data, key=ticket_id.encode()) for data in events]
        await asyncio.gather(*sent)
        return Answer(ticket_id=ticket_id, message_id=message_id, number=1, opened=True)

    return app


if __name__ == "__main__":
    port, kafka, uri, database = sys.argv[1:]
    uvicorn.run(application(kafka, uri, database), host="127.0.0.1", port=int(port), loop="uvloop", log_level="error")
