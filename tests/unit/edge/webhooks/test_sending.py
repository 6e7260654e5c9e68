"""Where a webhook goes, and where it doesn't: names that lie, redirects, answers that never end."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from starlette.responses import StreamingResponse

from services.edge.webhooks.domain.retrying import Attempt
from services.edge.webhooks.domain.target import Reachable
from services.edge.webhooks.sealing import Sealer
from services.edge.webhooks.sending import Sender
from services.kit.addresses import networks
from services.kit.clock import SystemClock
from services.kit.network import Resolver
from tests.support.certificates import Authority
from tests.support.webhook_receiver import Receiver, status, verified

LOOPBACK = networks("127.0.0.1/32")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET, _ = Sealer(["a key of these tests, of 32 letters or more"]).new_secret()
OTHER, _ = Sealer(["a key of these tests, of 32 letters or more"]).new_secret()


class FakeDns:
    """`names` gives each name the answers to its look-ups, one after another; the last one stays."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver().serving() as serving:
        yield serving


def sender(receiver: Receiver, dns=None, allowed=LOOPBACK, timeout: float = 5.0) -> Sender:
    port = int(receiver.url.rpartition(":")[2])
    reachable = Reachable(frozenset({80, port}), allowed, http=True)
    return Sender(reachable, dns or Resolver(), SystemClock().now, timeout)


async def send(made: Sender, url: str, *secrets: str) -> Attempt:
    async with made.line() as line:
        return await line.send(url, "msg-1", b'{"type":"test"}', secrets or (SECRET,), NOON)


async def test_it_can_be_verified_by_the_standard_with_each_of_the_secrets(receiver):
    made = sender(receiver)
    attempt = await send(made, f"{receiver.url}/hook?a=b", SECRET, OTHER)
    assert (attempt.taken, attempt.status_code, attempt.at, attempt.error) == (True, 204, NOON, "")
    (received,) = receiver.received
    assert received.id == "msg-1" and received.headers["content-type"] == "application/cloudevents+json"
    assert f"http://{received.headers['host']}" == receiver.url
    assert verified(SECRET, received) and verified(OTHER, received)


async def test_redirects_are_not_followed(receiver):
    receiver.answers["/moved"] = status(307, "", location="http://169.254.169.254/latest/meta-data")
    receiver.answers["/here"] = status(302, "", location=f"{receiver.url}/elsewhere")
    made = sender(receiver)
    for path in ("/moved", "/here"):
        attempt = await send(made, receiver.url + path)
        assert not attempt.taken and attempt.status_code in (302, 307)
    assert [one.path for one in receiver.received] == ["/moved", "/here"]


async def test_a_name_is_looked_up_once_and_the_address_that_was_judged_is_called(receiver):
    """A name server that answers a public address to the judge and ours to the caller finds that they are one."""
    dns = FakeDns(hook_example=[["127.0.0.1"], ["169.254.169.254"]])
    url = receiver.url.replace("127.0.0.1", "hook.example")
    made = sender(receiver, dns)
    assert (await send(made, url)).taken
    assert dns.asked == ["hook.example"]
    assert receiver.received[0].headers["host"].startswith("hook.example:")


async def test_a_name_that_comes_to_lead_inside_is_not_followed_there(receiver):
    receiver.answers["/"] = status(204, connection="close")
    dns = FakeDns(hook_example=[["127.0.0.1"], ["10.0.0.1"]])
    url = receiver.url.replace("127.0.0.1", "hook.example")
    made = sender(receiver, dns)
    assert (await send(made, url)).taken
    again = await send(made, url)
    assert (again.status_code, again.error) == (0, "hook.example is not, or not only, a public address")
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["93.184.215.14", "127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["fd00:ec2::254"],
    ],
)
async def test_a_name_that_leads_inside_is_not_called(receiver, answers):
    made = sender(receiver, FakeDns(hook_example=[answers]), allowed=())
    attempt = await send(made, receiver.url.replace("127.0.0.1", "hook.example"))
    assert attempt.error == "hook.example is not, or not only, a public address"
    assert not receiver.received


async def test_an_address_in_the_url_is_judged_when_it_is_called_too(receiver):
    made = sender(receiver, allowed=())
    attempt = await send(made, receiver.url)
    assert attempt.error == "127.0.0.1 is not a public address" and not receiver.received


async def test_what_is_allowed_is_what_is_set_when_it_is_sent(receiver):
    made = sender(receiver)
    assert (await send(made, receiver.url)).taken
    refused = await send(made, "http://127.0.0.1:22/")
    assert refused.error.startswith("port 22 is none of")


async def test_the_second_address_of_a_name_is_called_where_the_first_one_is_dead(receiver):
    port = int(receiver.url.rpartition(":")[2])
    with _closed("127.0.0.2", port):
        made = sender(receiver, FakeDns(hook_example=[["127.0.0.2", "127.0.0.1"]]), networks("127.0.0.0/8"))
        assert (await send(made, f"http://hook.example:{port}/")).taken


async def test_no_proxy_of_the_environment_is_asked(receiver, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    made = sender(receiver)
    assert (await send(made, receiver.url)).taken


@pytest.mark.parametrize("url", ["http://nobody.example/", "http://127.0.0.1/"])
async def test_nobody_there_is_an_attempt_that_failed(receiver, url):
    made = sender(receiver, FakeDns())
    attempt = await send(made, url)
    assert attempt.status_code == 0 and attempt.error.startswith("no connection")


async def test_a_receiver_that_says_nothing_is_left_in_time(receiver):
    made = sender(receiver, timeout=0.3)
    attempt = await send(made, f"{receiver.url}/held")
    assert (attempt.status_code, attempt.error) == (0, "no answer in time")
    assert 300 <= attempt.duration_ms < 3000


async def test_a_name_server_that_says_nothing_is_left_in_time_too(receiver):
    async def silent(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    made = sender(receiver, silent, timeout=0.2)
    assert (await send(made, "http://hook.example/")).error == "no answer in time"


async def test_of_an_answer_that_never_ends_the_beginning_is_kept_and_its_status_counts(receiver):
    async def endless():
        while True:
            yield b"all is well <b>\x00\xff " * 100
            await asyncio.sleep(0.001)

    async def dripping():
        yield b"drip"
        await asyncio.Event().wait()

    receiver.answers["/endless"] = lambda received: StreamingResponse(endless(), 200)
    receiver.answers["/dripping"] = lambda received: StreamingResponse(dripping(), 500)
    made = sender(receiver)
    taken, failed = await send(made, f"{receiver.url}/endless"), await send(made, f"{receiver.url}/dripping")
    assert taken.taken and taken.answer.startswith("all is well <b>") and len(taken.answer) <= 500
    assert taken.answer.isprintable()
    assert (failed.status_code, failed.answer, failed.error) == (500, "drip", "")


async def test_an_answer_that_is_no_http_is_an_attempt_that_failed(receiver):
    server = await asyncio.start_server(_speaks_ssh, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    made = Sender(Reachable(frozenset({port}), LOOPBACK, http=True), Resolver(), SystemClock().now)
    async with server:
        attempt = await send(made, f"http://127.0.0.1:{port}/")
    assert (attempt.status_code, attempt.error, attempt.answer) == (0, "the answer is not HTTP", "")


async def test_a_certificate_that_nobody_knows_is_not_trusted(receiver):
    port = int(receiver.url.rpartition(":")[2])
    made = sender(receiver)
    attempt = await send(made, f"https://127.0.0.1:{port}/")
    assert attempt.status_code == 0 and attempt.error.startswith("no connection")
    assert not receiver.received


@pytest.mark.parametrize(("issued_to", "status_code"), [("hook.example", 204), ("other.example", 0)])
async def test_the_certificate_has_to_be_that_of_the_name_wherever_it_leads(
    tmp_path, monkeypatch, issued_to, status_code
):
    authority = Authority(tmp_path)
    papers = authority.issue(issued_to)
    trusting = ssl.create_default_context(cafile=str(authority.file))
    monkeypatch.setattr("httpx.create_ssl_context", lambda **_: trusting)
    showing = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    showing.load_cert_chain(papers.cert, papers.key)
    server = await asyncio.start_server(_accepts, "127.0.0.1", 0, ssl=showing)
    port = server.sockets[0].getsockname()[1]
    made = Sender(Reachable(frozenset({port}), LOOPBACK), FakeDns(hook_example=[["127.0.0.1"]]), SystemClock().now)
    async with server:
        attempt = await send(made, f"https://hook.example:{port}/")
        assert attempt.status_code == status_code, attempt.error
    assert status_code or "certificate" in attempt.error


async def test_retry_after_is_heard(receiver):
    receiver.answers["/busy"] = status(429, "slow down", retry_after="120")
    receiver.answers["/fine"] = status(200, "ok", retry_after="120")
    made = sender(receiver)
    busy, fine = await send(made, f"{receiver.url}/busy"), await send(made, f"{receiver.url}/fine")
    assert (busy.retry_after, busy.answer) == (timedelta(minutes=2), "slow down")
    assert fine.retry_after is None


async def _accepts(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    await writer.drain()
    writer.close()


async def _speaks_ssh(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    await reader.read()
    writer.close()


@contextlib.contextmanager
def _closed(host: str, port: int) -> Iterator[None]:
    """Nobody listens there for as long as this lasts."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((host, port))
        yield
