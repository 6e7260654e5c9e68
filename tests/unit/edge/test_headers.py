"""What every answer says to a browser."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from ipaddress import ip_network

import httpx
import pytest

from services.edge.api import make_api
from services.edge.contracts import bindings, services
from services.edge.headers import checked_origin
from services.edge.limits.proxies import Proxies
from services.edge.live.hub import Hub
from services.edge.settings import EdgeSettings
from services.edge.shops import Shop, Shops
from services.kit.rpc import Client
from services.kit.settings import BadSetting
from tests.support.doors import door_of

KEY = "hd-test-0123456789"
NOBODY = "127.0.0.1:9"
CONSOLE = "https://console.example"
PAGES = (
    "/",
    "/docs",
    "/openapi.json",
    "/asyncapi.json",
    "/docs/events",
    "/docs/contracts",
    "/docs/assets/swagger-ui.css",
)


@asynccontextmanager
async def edge(*origins: str, peer: str = "203.0.113.9") -> AsyncIterator[httpx.AsyncClient]:
    shops = Shops([Shop(name="kumo", keys=(KEY,))])
    clients = {service.full_name: Client(NOBODY, service, timeout=0.2) for service in services()}
    proxies = Proxies([ip_network("10.0.0.0/8")])
    app = make_api(bindings(), clients, door_of(shops, clients), None, Hub(NOBODY, []), proxies, origins)
    transport = httpx.ASGITransport(app, client=(peer, 4711))
    headers = {"authorization": f"Bearer {KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://edge", headers=headers) as asking:
        yield asking
    for one in clients.values():
        await one.close()


async def test_every_answer_has_them_good_or_bad():
    async with edge() as http:
        answers = [await http.get(page) for page in PAGES]
        answers += [
            await http.get("/nowhere"),
            await http.get("/v1/sla/policy", headers={"authorization": ""}),
            await http.get("/v1/sla/policy"),
            await http.post("/v1/messages", content=b"x" * 1_000_001),
            await http.put("/v1/messages"),
        ]
    assert [one.status_code for one in answers] == [200] * len(PAGES) + [404, 401, 503, 413, 405]
    for one in answers:
        assert one.headers["x-content-type-options"] == "nosniff"
        assert one.headers["x-frame-options"] == "DENY"
        assert one.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in one.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in one.headers["content-security-policy"]
        assert len(one.headers.get_list("content-security-policy")) == 1
        assert "server" not in one.headers


async def test_the_page_to_try_things_out_may_run_what_it_is_made_of_and_nothing_else():
    async with edge() as http:
        page = await http.get("/docs")
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    policy = dict(one.split(" ", 1) for one in page.headers["content-security-policy"].split("; "))
    assert policy["script-src"] == f"'self' 'sha256-{digest}'"
    assert policy["connect-src"] == "'self'"
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded and all(one.startswith("/") for one in loaded)
    assert "persistAuthorization" not in page.text


async def test_over_tls_browsers_are_told_to_stay_there():
    told = {"x-forwarded-proto": "https"}
    async with edge(peer="10.1.2.3") as http:
        assert "max-age=63072000" in (await http.get("/", headers=told)).headers["strict-transport-security"]
        assert "strict-transport-security" not in (await http.get("/")).headers
    async with edge() as http:
        assert "strict-transport-security" not in (await http.get("/", headers=told)).headers


async def test_a_page_of_an_allowed_origin_may_ask():
    async with edge(CONSOLE) as http:
        preflight = {
            "origin": CONSOLE,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,idempotency-key",
        }
        allowed = await http.options("/v1/messages", headers=preflight)
        answer = await http.get("/v1/sla/policy", headers={"origin": CONSOLE})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == CONSOLE
    assert "Idempotency-Key" in allowed.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == CONSOLE
    exposed = answer.headers["access-control-expose-headers"]
    assert all(name in exposed for name in ("RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed"))
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "https://console.example.evil.example", "null", "*"])
async def test_a_page_of_another_origin_may_not(origin):
    async with edge(CONSOLE) as http:
        asked = {"origin": origin, "access-control-request-method": "POST"}
        assert "access-control-allow-origin" not in (await http.options("/v1/messages", headers=asked)).headers
        assert "access-control-allow-origin" not in (await http.get("/", headers={"origin": origin})).headers


async def test_where_no_origin_is_allowed_none_is():
    async with edge() as http:
        answer = await http.get("/", headers={"origin": CONSOLE})
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "origin", ["*", "https://*.example", "console.example", "https://a.example/", "https://A.example"]
)
def test_what_is_no_origin_is_no_setting(origin, monkeypatch):
    with pytest.raises(ValueError, match="is no origin"):
        checked_origin(origin)
    monkeypatch.setenv("HELIODESK_CORS_ORIGINS", f"{CONSOLE},{origin}")
    with pytest.raises(BadSetting, match="HELIODESK_CORS_ORIGINS"):
        EdgeSettings.from_environment()


def test_an_origin_is_a_scheme_a_host_and_a_port():
    for origin in (CONSOLE, "http://127.0.0.1:5173"):
        assert checked_origin(origin) == origin
