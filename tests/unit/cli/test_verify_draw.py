"""`heliodesk loyalty verify-draw`, on files alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from heliodesk.loyalty.v1 import draw_service_pb2 as calls
from heliodesk.loyalty.v1 import draw_types_pb2 as types
from typer.testing import CliRunner

from services.cli.loyalty import app
from services.cli.problems import CommandProblem
from services.kit.convert import to_json, to_proto
from services.kit.documents import write_cursor
from services.loyalty.domain.draws.proof import Proof
from tests.unit.loyalty.draws.test_draw import completed


def pages(proof: Proof, size: int, **changed: Any) -> list[dict[str, Any]]:
    """As the edge answers them."""
    found = []
    for start in range(0, max(1, len(proof.places)), size):
        places = enumerate(proof.places[start : start + size], start + 1)
        end = start + size
        message = calls.GetDrawProofResponse(
            draw_id=proof.draw_id,
            rules=to_proto(proof.rules, types.DrawRules),
            status=calls.DRAW_STATUS_COMPLETED,
            rules_hash=proof.rules_hash,
            commitment=proof.commitment,
            seed=proof.seed,
            list_hash=proof.list_hash,
            places=proof.place_count,
            winners=[
                calls.ProvenWinner(prize_id=one.prize_id, participant_id=one.participant_id) for one in proof.winners
            ],
            entries=[to_proto(place, calls.DrawEntry) for _, place in places],
            next_cursor=write_cursor(end) if end < len(proof.places) else "",
        )
        for number, entry in enumerate(message.entries, start + 1):
            entry.number = number
        found.append({**to_json(message), **changed})
    return found


@pytest.fixture
def saved(tmp_path):
    def save(told: list[dict[str, Any]]) -> list[str]:
        files = [tmp_path / f"page-{number}.json" for number in range(len(told))]
        for file, page in zip(files, told, strict=True):
            file.write_bytes(orjson.dumps(page))
        return [str(file) for file in files]

    return save


def verify(*files: str) -> str:
    found = CliRunner().invoke(app, ["verify-draw", *files])
    if found.exception is not None:
        raise found.exception
    return found.stdout


def test_a_draw_that_is_right_is_said_to_be_with_its_winners(saved):
    _, _, proof = completed(20)
    for size in (100, 7):
        said = verify(*saved(pages(proof, size)))
        assert "draw spring: seed, rules, 20 places and 3 winners agree" in said
        assert [line.split(": ")[1] for line in said.splitlines()[1:]] == [one.participant_id for one in proof.winners]


def test_a_winner_who_was_put_there_is_told_and_the_exit_code_is_1(saved):
    _, _, proof = completed(20)
    loser = next(one.participant_id for one in proof.places if one.participant_id not in str(proof.winners))
    forged = replace(proof, winners=(replace(proof.winners[0], participant_id=loser), *proof.winners[1:]))
    with pytest.raises(CommandProblem, match=f"winner 1 is {proof.winners[0].participant_id}") as problem:
        verify(*saved(pages(forged, 100)))
    assert problem.value.exit_code == 1


def test_an_entry_that_was_left_out_is_told(saved):
    _, _, proof = completed(20)
    with pytest.raises(CommandProblem, match="19 places, and 20 were counted"):
        verify(*saved(pages(replace(proof, places=proof.places[:-1]), 100)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told[:1], "the list goes on after the last file"),
        (lambda told: told[::-1], "goes on after the last file"),
        (lambda told: [told[0], {**told[1], "seed": "00"}], "is not of the same draw"),
        (lambda told: [{**page, "seed": ""} for page in told], "has not been drawn"),
        (lambda told: [{**page, "status": "cancelled"} for page in told], "was cancelled"),
        (lambda told: [told[0], told[0], told[1]], "not numbered from 1 on"),
        (lambda told: [{"draw": "spring"}], "is no proof of a draw"),
    ],
)
def test_what_is_not_the_whole_proof_is_said_to_be_so(saved, change, said):
    _, _, proof = completed(20)
    with pytest.raises(CommandProblem, match=said) as problem:
        verify(*saved(change(pages(proof, 10))))
    assert problem.value.exit_code == 2


def test_a_file_that_is_not_there_or_is_no_json_is_named(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("no json")
    for file in (tmp_path / "nowhere.json", broken):
        with pytest.raises(CommandProblem, match=str(Path(file).name)):
            verify(str(file))
