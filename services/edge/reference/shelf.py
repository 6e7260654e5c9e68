"""The edge's pages for those who build on it: the files of docs/api, made when they are first asked for. Nobody needs a
key to read them: they say nothing of any shop."""

from __future__ import annotations

from functools import cache
from html import escape

import orjson
from fastapi import FastAPI
from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from services.edge.reference.asyncapi import asyncapi
from services.edge.reference.contracts import index_page, package_page, packages
from services.edge.reference.events import events_page

# A page loads and runs nothing.
_SAFE = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border:1px solid #d0d7de;padding:.25rem .6rem;text-align:left
;vertical-align:top}code{background:#f3f4f6;padding:0 .2rem}h2{margin-top:2.5rem}a{color:#0b57d0}"""


def add_reference(app: FastAPI) -> None:
    """`/asyncapi.json`, `/docs/events`, `/docs/contracts` and a page for each package below it."""
    # Plain functions: making a page takes a while, and is done beside the loop.
    routes = {
        "/asyncapi.json": _events_as_json,
        "/docs/events": _events,
        "/docs/contracts": _contracts,
        "/docs/contracts/{package}": _package,
    }
    for path, answer in routes.items():
        app.add_api_route(path, answer, include_in_schema=False)


def _events_as_json() -> Response:
    return Response(_asyncapi(), media_type="application/json")


def _events() -> HTMLResponse:
    return _page("events")


def _contracts() -> HTMLResponse:
    return _page("contracts")


def _package(package: str) -> HTMLResponse:
    if package not in packages():
        raise HTTPException(404)
    return _page(package)


def _page(name: str) -> HTMLResponse:
    return HTMLResponse(_html(name), headers=_SAFE)


@cache
def _asyncapi() -> bytes:
    return orjson.dumps(asyncapi())


@cache
def _html(name: str) -> str:
    made = {"events": events_page, "contracts": index_page}
    said = made[name]() if name in made else package_page(name)
    return _as_html(name, said)


def _as_html(title: str, markdown: str) -> str:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    for heading, words in zip(tokens, tokens[1:], strict=False):
        if heading.type == "heading_open":
            # The same anchor as where the file is shown by a git host.
            heading.attrSet("id", words.content.lower().replace(".", ""))
    for token in tokens:
        _point_to_pages(token)
    body = reader.renderer.render(tokens, reader.options, {})
    head = f'<meta charset="utf-8"><title>Heliodesk: {escape(title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def _point_to_pages(token: Token) -> None:
    """Files end in .md, pages don't."""
    for inner in token.children or ():
        if inner.type == "link_open":
            inner.attrSet("href", str(inner.attrGet("href")).replace(".md", "", 1))
