"""Services that prove to one another who they are, and go on doing so while their certificates are replaced."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import grpc
import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback

from services.kit import peers
from services.kit.errors import Away
from services.kit.health import Health
from services.kit.ids import new_id
from services.kit.peers import Papers
from services.kit.rpc import Client, Server, channel, serve, server_options
from services.kit.settings import Settings
from tests.support.certificates import Authority
from tests.support.streams import eventually

FEEDBACK = "heliodesk.feedback.v1.FeedbackService"
WHO = "/test.Mirror/Who"
HOST = "127.0.0.1"


class Feedback:
    """Answers the one call that is made."""

    async def GetSurvey(self, request, call) -> feedback.GetSurveyResponse:
        return feedback.GetSurveyResponse(survey={"survey_id": request.survey_id})

    def __getattr__(self, name: str) -> Callable:
        return self.GetSurvey


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory) -> Authority:
    """Another authority, which nobody here believes."""
    return Authority(tmp_path_factory.mktemp("stranger"))


@pytest.fixture
def papers(authority) -> Papers:
    return as_papers(authority.issue("feedback", HOST))


def as_papers(issued, ca: Path | None = None) -> Papers:
    return Papers(issued.cert, issued.key, ca or issued.ca)


def settings_with(papers: Papers, **others: str) -> Settings:
    files = {"HELIODESK_TLS_CERT": papers.cert, "HELIODESK_TLS_KEY": papers.key, "HELIODESK_TLS_CA": papers.ca}
    told = {name: str(path) for name, path in files.items()}
    return Settings(service="feedback", HELIODESK_GRPC_PORT=0, HELIODESK_DRAIN_TIMEOUT=1, **told, **others)


@pytest.fixture
async def server(papers) -> AsyncIterator[Server]:
    running = await serve([(FEEDBACK, Feedback())], settings_with(papers), Health())
    yield running
    await running.stop()


async def ask(server: Server, papers: Papers | None) -> None:
    client = Client(f"{HOST}:{server.port}", FEEDBACK, timeout=5, papers=papers)
    try:
        request = feedback.GetSurveyRequest(survey_id=new_id())
        answer = await client.call("GetSurvey", request, tenant="acme")
        assert answer.survey.survey_id == request.survey_id
    finally:
        await client.close()


async def test_those_who_have_papers_of_one_authority_talk(server, papers, authority):
    await ask(server, papers)
    await ask(server, as_papers(authority.issue("sla", "sla.shop.svc")))


async def test_without_a_certificate_nobody_is_answered(server):
    with pytest.raises(Away):
        await ask(server, None)


async def test_a_certificate_of_another_authority_is_worth_nothing(server, authority, stranger):
    with pytest.raises(Away):
        await ask(server, as_papers(stranger.issue("sla", HOST), ca=authority.file))


async def test_a_certificate_that_has_expired_is_worth_nothing(server, authority):
    with pytest.raises(Away):
        await ask(server, as_papers(authority.issue("late", HOST, expired=True)))


async def test_a_server_of_another_authority_is_told_nothing(server, stranger):
    with pytest.raises(Away, match="CERTIFICATE_VERIFY_FAILED"):
        await ask(server, as_papers(stranger.issue("sla", HOST)))


async def test_a_server_under_a_name_that_is_not_its_own_is_told_nothing(papers, authority):
    elsewhere = as_papers(authority.issue("loyalty", "loyalty.shop.svc"))
    server = await serve([(FEEDBACK, Feedback())], settings_with(elsewhere), Health())
    with pytest.raises(Away, match="Hostname Verification"):
        await ask(server, papers)
    await server.stop()


class Mounted:
    """A Secret as Kubernetes mounts it: all its files change in one instant."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._link = folder / "current"
        self.papers = Papers(self._link / "tls.crt", self._link / "tls.key", self._link / "ca.crt")

    def show(self, issued) -> bytes:
        """Puts these in the place of what was there; answers the certificate."""
        version = self._folder / new_id()
        version.mkdir()
        for source, name in ((issued.cert, "tls.crt"), (issued.key, "tls.key"), (issued.ca, "ca.crt")):
            shutil.copy(source, version / name)
        link = self._folder / "next"
        link.symlink_to(version)
        os.replace(link, self._link)
        return issued.cert.read_bytes()


async def mirror(papers: Papers, seen: Callable[[grpc.aio.ServicerContext], bytes], age: str = "300") -> tuple:
    """A server that answers what it sees of its caller: (server, port)."""
    server = grpc.aio.server(options=server_options(settings_with(papers, HELIODESK_CONNECTION_AGE=age)))

    async def who(request: bytes, context: grpc.aio.ServicerContext) -> bytes:
        return seen(context)

    handlers = {"Who": grpc.unary_unary_rpc_method_handler(who)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test.Mirror", handlers),))
    port = server.add_secure_port(f"{HOST}:0", peers.server_credentials(papers))
    await server.start()
    return server, port


class Asking:
    """Calls again and again, and keeps the answers; a call that fails ends it."""

    def __init__(self, port: int, papers: Papers) -> None:
        self.answers: list[bytes] = []
        self._channel = channel(f"{HOST}:{port}", papers)
        self._task = asyncio.create_task(self._go_on())

    async def _go_on(self) -> None:
        call = self._channel.unary_unary(WHO)
        while True:
            self.answers.append(await call(b"", timeout=5))
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Raises what ended it before."""
        self._task.cancel()
        found = (await asyncio.gather(self._task, return_exceptions=True))[0]
        await self._channel.close()
        assert isinstance(found, asyncio.CancelledError), found


async def test_a_certificate_is_replaced_while_calls_go_on(authority, tmp_path):
    mounted = Mounted(tmp_path)
    mounted.show(authority.issue("before", HOST))
    server, port = await mirror(mounted.papers, lambda context: context.auth_context()["x509_pem_cert"][0])
    asking = Asking(port, mounted.papers)
    await eventually(lambda: asking.answers)
    new = mounted.show(authority.issue("after", HOST))
    # The authority's own certificate may stand behind it in the file.
    await eventually(lambda: new.startswith(asking.answers[-1]))
    assert len(set(asking.answers)) == 2
    await asking.stop()
    await server.stop(0)


async def test_what_cannot_be_read_leaves_the_papers_that_there_were(authority, tmp_path):
    mounted = Mounted(tmp_path)
    mounted.show(authority.issue("before", HOST))
    server, port = await mirror(mounted.papers, lambda context: b"seen")
    (tmp_path / "current").unlink()
    client = as_papers(authority.issue("client", HOST))
    asking = Asking(port, client)
    await eventually(lambda: asking.answers)
    client.key.unlink()
    before = len(asking.answers)
    # Past the next look at the files.
    await eventually(lambda: len(asking.answers) > before + 150)
    await asking.stop()
    await server.stop(0)


async def test_a_connection_that_has_reached_its_age_is_followed_by_another_and_no_call_is_lost(papers):
    server, port = await mirror(papers, lambda context: context.peer().encode(), age="0.2")
    asking = Asking(port, papers)
    await eventually(lambda: len(set(asking.answers)) >= 4, within=20)
    await asking.stop()
    await server.stop(0)
