"""The README says what the code does."""

from __future__ import annotations

from pathlib import Path

from services.kit.topics import DAY_MS, TOPICS

README = Path(__file__).parents[2] / "README.md"


def test_the_table_of_topics_is_that_of_the_one_list():
    for topic in TOPICS:
        readers = ", ".join(topic.readers) or "-"
        kept = f"{topic.partitions}, kept {topic.retention_ms // DAY_MS} days"
        row = f"| `{topic.name}` | {topic.key} | {kept} | {topic.writer} | {readers} |"
        assert row in README.read_text(), f"the README lacks:\n{row}"
