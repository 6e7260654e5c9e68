"""docs/identity.md: what it gives to copy works."""

import re
from pathlib import Path

import pytest

from services.edge.identity.api_key import new_key
from services.edge.shops import Shops

PAGE = (Path(__file__).parents[4] / "docs" / "identity.md").read_text()
SAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("sample", SAMPLES)
def test_its_files_of_shops_are_taken(tmp_path: Path, sample: str):
    path = tmp_path / "shops.yaml"
    path.write_text(sample)
    shops = Shops.from_file(path)
    assert shops.names == ("kumo",)
    assert len(shops.providers) == 1


def test_there_is_one_for_each_provider_that_it_names():
    assert len(SAMPLES) == 3


def test_its_expression_finds_our_keys():
    (expression,) = re.findall(r"scanners: `(.*?)`", PAGE)
    assert re.fullmatch(expression, new_key("k5x2mzq7ab3fd6wy"))


def test_it_names_every_reason_that_we_give():
    rooms = (Path(__file__).parents[4] / "services" / "edge").glob("identity/*.py")
    code = "".join(path.read_text() for path in rooms)
    given = set(re.findall(r'(?:refuse|Refused|refused_field)\(\s*"([A-Z_]+)"', code))
    assert given <= set(re.findall(r"`([A-Z_]+)`", PAGE))
    assert "TOKEN_INVALID" in given and "KEY_REVOKED" in given
