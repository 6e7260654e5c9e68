"""`heliodesk loyalty verify-draw`: works out again who has won a draw, from its proof alone, without any server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer
from heliodesk.loyalty.v1 import draw_service_pb2 as calls

from services.cli.problems import CommandProblem
from services.kit.convert import from_json, from_proto
from services.kit.errors import Refused
from services.loyalty.domain.draws.drawing import Place, Win
from services.loyalty.domain.draws.proof import Proof, differences
from services.loyalty.domain.draws.rules import DrawRules

ProofFiles = Annotated[
    list[Path],
    typer.Argument(help="Answers of GET /v1/loyalty/draws/{draw_id}/proof, in the order in which they were read."),
]


def verify_draw(files: ProofFiles) -> None:
    """Checks that a draw's winners follow from what was committed to before it: its seed, its rules, and the list of
    all entries. Exits with 1 where they don't, and says what differs."""
    proof = read_proof(files)
    found = differences(proof)
    if found:
        raise CommandProblem(f"draw {proof.draw_id} is not proven: {'; '.join(found)}", "ask the shop for it", 1)
    typer.echo(f"draw {proof.draw_id}: seed, rules, {len(proof.places)} places and {len(proof.winners)} winners agree")
    for win in proof.winners:
        typer.echo(f"  {win.prize_id}: {win.participant_id}")


def read_proof(files: list[Path]) -> Proof:
    """Raises CommandProblem for what isn't the whole proof of one draw."""
    pages = [_page(file) for file in files]
    first, entries = pages[0], []
    for file, page in zip(files, pages, strict=True):
        if _head(page) != _head(first):
            raise CommandProblem(f"{file} is not of the same draw at the same time as {files[0]}", "read both again")
        entries.extend(page.entries)
    if pages[-1].next_cursor:
        raise CommandProblem(
            "the list goes on after the last file", "name the next page as well: ?cursor=<next_cursor>"
        )
    if first.status == calls.DRAW_STATUS_CANCELLED:
        raise CommandProblem(f"draw {first.draw_id} was cancelled", "nobody has won it")
    if not first.seed:
        raise CommandProblem(f"draw {first.draw_id} has not been drawn", "wait until it is completed")
    numbers = [entry.number for entry in entries]
    if numbers != list(range(1, len(numbers) + 1)):
        raise CommandProblem("the places of the list are not numbered from 1 on", "name the pages in their order")
    return Proof(
        first.draw_id,
        from_proto(first.rules, DrawRules),
        first.rules_hash,
        first.commitment,
        first.seed,
        first.list_hash,
        first.places,
        tuple(from_proto(one, Win) for one in first.winners),
        tuple(from_proto(one, Place) for one in entries),
    )


def _page(file: Path) -> calls.GetDrawProofResponse:
    try:
        return from_json(orjson.loads(file.read_bytes()), calls.GetDrawProofResponse)
    except OSError as error:
        raise CommandProblem(f"{file} can't be read: {error.strerror}", "name the file of a proof") from None
    except (orjson.JSONDecodeError, Refused) as error:
        raise CommandProblem(f"{file} is no proof of a draw: {error}", "save the answer as it came") from None


def _head(page: calls.GetDrawProofResponse) -> bytes:
    head = calls.GetDrawProofResponse()
    head.CopyFrom(page)
    head.ClearField("entries")
    head.ClearField("next_cursor")
    return head.SerializeToString(deterministic=True)
