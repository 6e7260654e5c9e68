"""`heliodesk translate`: a text from the command line or the standard input, through the edge."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import orjson
import typer

from services.cli.edge_calls import RefusedByEdge, asked, edge_client
from services.cli.local_edge import edge_settings, first_key, local_edge
from services.cli.problems import CommandProblem
from services.translation.domain.text import PseudoLocale, pseudo

_PATH = "/v1/translation/translate"


def translate(
    text: Annotated[str | None, typer.Argument(help="The text; left out: what comes on the standard input.")] = None,
    to: Annotated[str, typer.Option("--to", "-t", help="BCP 47; en-XA and ar-XB make a pseudo-translation.")] = "en",
    source: Annotated[str, typer.Option("--from", "-f", help="BCP 47; left out: it is detected.")] = "",
    product: Annotated[str, typer.Option(help="Whose glossary counts beside the shop's.")] = "",
    market: Annotated[str, typer.Option(help="ISO 3166-1: by whose manners the reader is addressed.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The whole answer.")] = False,
    edge: Annotated[str, typer.Option(help="Base URL; left out: the edge of this machine.")] = "",
    key: Annotated[str, typer.Option(help="API key; left out: the first of the shops file.")] = "",
) -> None:
    """Translate a text; says on stderr by whom, or why not (exit 1)."""
    said = text if text is not None else sys.stdin.read()
    if not said.strip():
        raise CommandProblem("there is nothing to translate", "give a text, or pipe one in")
    if to in set(PseudoLocale):
        typer.echo(pseudo(said, PseudoLocale(to)))
        return
    body = {"text": said, "target_language": to, "source_language": source, "product": product, "market": market}
    answer = _answer({name: value for name, value in body.items() if value}, edge, key)
    if as_json:
        typer.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    elif answer.get("text"):
        typer.echo(answer["text"])
    typer.secho(_how(answer), err=True, dim=True)
    if answer["outcome"] != "translated":
        raise typer.Exit(1)


def _answer(body: dict[str, Any], edge: str, key: str) -> dict[str, Any]:
    settings = edge_settings()
    with edge_client(edge or local_edge(settings), key or first_key(settings)) as http:
        try:
            return asked(http, "POST", _PATH, body)
        except RefusedByEdge as refused:
            raise CommandProblem(str(refused), "languages are tags such as de, pt-BR or zh-Hant") from None


def _how(answer: dict[str, Any]) -> str:
    """One line about it."""
    pair = f"{answer.get('source_language') or '?'} > {answer['target_language']}"
    if answer["outcome"] == "untranslated":
        return f"{pair}: not translated: {_words(answer['reason'])}"
    by = " ".join(filter(None, (answer.get("engine"), answer.get("engine_version")))) or "the memory"
    told = f"{pair}: by {by}, quality {answer.get('quality', 0):.2f}"
    faults = [f"{_words(one['kind'])}: {one['what']}" for one in answer.get("faults", ())]
    return f"{told}; don't send it as it is: {'; '.join(faults)}" if faults else told


def _words(name: str) -> str:
    return name.replace("_", " ")
