"""A shop's system that sends messages at a steady rate, whatever becomes of the platform, and sends again what was
refused or not answered, under the same Idempotency-Key. Until its standard input ends; then what is still open is
finished. Run by the benchmark: python -m tests.bench.load_sending URL KEY MARK RATE FILE
"""

from __future__ import annotations

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

import httpx
import orjson

from services.kit.retry import backoff

_TEXT = "Guten Tag, wo bleibt meine Bestellung 1001? Ich warte seit zwei Wochen darauf."
# Wall seconds until an answer is given up, and until a message is.
_ANSWER_WITHIN, _ACCEPTED_WITHIN = 10.0, 240.0
# Who asks again and again for all that is open keeps what has just come back from coming to itself.
_AT_ONCE = 64


class Sender:
    """`sent` has a line for each message: its thread, when it was first sent (wall seconds of the system's monotonic
    clock, which is the same for all processes), what its first answer was, how often it was sent, how long the whole
    took, and its ticket; none where it was never accepted."""

    def __init__(self, http: httpx.AsyncClient, mark: str) -> None:
        self._http = http
        self._mark = mark
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self.sent: list[dict[str, object]] = []

    async def send(self, number: int) -> None:
        thread, began = f"{self._mark}-{number}", time.monotonic()
        line = {"thread": thread, "at": began, "first": 0, "attempts": 0, "seconds": 0.0, "ticket": ""}
        self.sent.append(line)
        for delay in backoff(longest=5.0):
            async with self._gate:
                status, ticket = await self._once(thread)
            line["attempts"] += 1
            line["first"] = line["first"] or status
            if ticket or time.monotonic() - began > _ACCEPTED_WITHIN:
                line |= {"ticket": ticket, "seconds": time.monotonic() - began}
                return
            await asyncio.sleep(delay)

    async def _once(self, thread: str) -> tuple[int, str]:
        """The status (599: there was no answer) and the ticket; a message that isn't accepted has none."""
        sender = {"address": "yuki@example.jp"}
        body = {"channel": "email", "thread": thread, "external_id": "1", "from": sender, "text": _TEXT}
        try:
            answer = await self._http.post("/v1/messages", json=body, headers={"Idempotency-Key": thread})
        except httpx.TransportError:
            return 599, ""
        return answer.status_code, answer.json()["ticket_id"] if answer.status_code == 200 else ""


async def main(url: str, key: str, mark: str, rate: float, file: Path) -> None:
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=_ANSWER_WITHIN) as http:
        sender, started, sending = Sender(http, mark), time.monotonic(), []
        for number in count():
            if ended.done():
                break
            sending.append(asyncio.create_task(sender.send(number)))
            await asyncio.sleep(max(0.0, started + (number + 1) / rate - time.monotonic()))
        await asyncio.gather(*sending)
    file.write_bytes(orjson.dumps(sender.sent))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4], float(sys.argv[4]), Path(sys.argv[5])))
