from datetime import timedelta
from pathlib import Path

import pytest

from services.cli.play.day import read_day
from services.cli.problems import CommandProblem

HEAD = 'epoch: "2026-03-02T00:00:00Z"\ncustomers: []\nactions:\n'
MESSAGE = '{at: "00:00:10", do: message, channel: chat, thread: t, message: m, from: {}, text: hello}'


def day_of(folder: Path, *actions: str) -> Path:
    path = folder / "day.yaml"
    path.write_text(HEAD + "".join(f"  - {action}\n" for action in actions))
    return path


def test_a_conversation_and_an_order_are_lanes_of_their_own(tmp_path):
    reply = '{at: "00:00:20", do: reply, channel: chat, thread: t, agent: ana, text: hi}'
    placed = '{at: "00:00:30", do: order, order: o, fact_id: f, placed: {}}'
    day = read_day(day_of(tmp_path, MESSAGE, reply, placed))

    lanes = {lane: [action.do for action in actions] for lane, actions in day.lanes().items()}
    assert lanes == {("chat", "t"): ["message", "reply"], ("order", "o"): ["order"]}
    assert [action.at for action in day.actions] == [timedelta(seconds=seconds) for seconds in (10, 20, 30)]


@pytest.mark.parametrize(
    ("action", "complaint"),
    [
        ('{at: "00:00:20", do: dance}', "'dance'"),
        ('{at: "00:00:20", do: reply, channel: chat, thread: t, text: hi}', "lacks agent"),
        ('{at: "00:00:20", do: order, order: o, fact_id: f}', "lacks one of placed"),
        ('{at: "00:00:20", do: order, order: o, fact_id: f, paid: {}}', "never placed"),
        ('{at: "00:00:05", do: assign, channel: chat, thread: t, agent: ana}', "comes before"),
        ("{at: 10:05:30, do: assign, channel: chat, thread: t, agent: ana}", "in quotes"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_gets_one_line_that_says_where(tmp_path, action, complaint):
    with pytest.raises(CommandProblem) as problem:
        read_day(day_of(tmp_path, MESSAGE, action))

    assert "action 2" in str(problem.value) and complaint in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_file_that_is_not_there_is_a_problem_of_one_line(tmp_path):
    with pytest.raises(CommandProblem, match="No such file"):
        read_day(tmp_path / "none.yaml")


def test_what_is_not_yaml_is_a_problem_of_one_line(tmp_path):
    path = tmp_path / "day.yaml"
    path.write_text("actions: [")
    with pytest.raises(CommandProblem) as problem:
        read_day(path)
    assert "\n" not in str(problem.value)
