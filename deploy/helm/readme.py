"""Makes the chart's README from the comments in its values.yaml: `python deploy/helm/readme.py` (make chart)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

CHART = Path(__file__).parent / "heliodesk"
_INTRODUCTION = Path(__file__).with_name("introduction.md")
_LONGEST = 60


def readme() -> str:
    """The introduction, and a table of every value that has a comment."""
    rows = [f"| `{path}` | {default} | {meaning} |" for path, default, meaning in documented()]
    table = ["| value | default | meaning |", "| --- | --- | --- |", *rows]
    return _INTRODUCTION.read_text() + "\n" + "\n".join(table) + "\n"


def documented() -> Iterator[tuple[str, str, str]]:
    """(path, default as Markdown, the comment above it) of each value, in the file's order."""
    text = (CHART / "values.yaml").read_text()
    yield from _walk(yaml.compose(text, Loader=yaml.SafeLoader), "", text.splitlines())


def _walk(node: yaml.MappingNode, prefix: str, lines: list[str]) -> Iterator[tuple[str, str, str]]:
    for key, value in node.value:
        path = f"{prefix}{key.value}"
        meaning = _comment_above(key.start_mark.line, lines)
        if meaning:
            yield path, _default(value), meaning.replace("|", "\\|")
        # What is written on one line is one value.
        if isinstance(value, yaml.MappingNode) and not value.flow_style:
            yield from _walk(value, f"{path}.", lines)


def _comment_above(line: int, lines: list[str]) -> str:
    found: list[str] = []
    while line > 0 and lines[line - 1].lstrip().startswith("#"):
        line -= 1
        found.insert(0, lines[line].lstrip().removeprefix("#").strip())
    return " ".join(found)


def _default(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return ""
    shown = node.start_mark.buffer[node.start_mark.index : node.end_mark.index].strip()
    return f"`{shown}`" if len(shown) <= _LONGEST and "\n" not in shown else "see values.yaml"


if __name__ == "__main__":
    (CHART / "README.md").write_text(readme())
