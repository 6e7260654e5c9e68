"""The pages that the edge serves to those who build on it: the files of docs/api, without a key."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from services.edge.api import make_api
from services.edge.live.hub import Hub
from services.edge.reference.asyncapi import asyncapi
from services.edge.reference.contracts import packages
from services.edge.shops import Shops
from services.kit.problems import MEDIA_TYPE


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    app = make_api([], {}, Shops([]), None, Hub("127.0.0.1:9", []))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://edge") as client:
        yield client


async def test_the_landing_page_names_pages_that_are_there(http: httpx.AsyncClient):
    places = (await http.get("/")).json()
    for name in ("docs", "openapi", "asyncapi", "events", "contracts"):
        assert (await http.get(places[name])).status_code == 200


async def test_asyncapi_is_served(http: httpx.AsyncClient):
    assert (await http.get("/asyncapi.json")).json() == asyncapi()


async def test_the_page_of_events_has_a_heading_for_each_topic(http: httpx.AsyncClient):
    page = (await http.get("/docs/events")).text
    for topic in asyncapi()["channels"]:
        assert f'<h2 id="{topic.replace(".", "")}">{topic}</h2>' in page


async def test_every_link_leads_to_a_page_and_a_heading(http: httpx.AsyncClient):
    ahead, seen = ["/docs/events", "/docs/contracts"], {}
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        answer = await http.get(path)
        assert answer.status_code == 200, path
        seen[path] = answer.text
        links = [httpx.URL(f"http://edge{path}").join(href) for href in re.findall(r'href="([^"]+)"', answer.text)]
        ahead += [link.path for link in links]
        for link in links:
            target = seen.get(link.path) or (await http.get(link.path)).text
            assert not link.fragment or f'id="{link.fragment}"' in target, str(link)
    assert {f"/docs/contracts/{package}" for package in packages()} < set(seen)


async def test_a_package_that_is_not_ours_is_404(http: httpx.AsyncClient):
    answer = await http.get("/docs/contracts/heliodesk.parrots.v1")
    assert (answer.status_code, answer.headers["content-type"]) == (404, MEDIA_TYPE)


async def test_a_page_loads_and_runs_nothing(http: httpx.AsyncClient):
    answer = await http.get("/docs/contracts")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text
