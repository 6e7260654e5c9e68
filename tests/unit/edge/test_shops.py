"""Who a caller is."""

from pathlib import Path

import pytest

from services.edge.shops import Shops, bearer
from services.kit.errors import RefusalKind, Refused
from services.kit.settings import BadSetting

SAMPLE = Path(__file__).parents[3] / "samples" / "shops.yaml"


def from_text(tmp_path: Path, text: str) -> Shops:
    path = tmp_path / "shops.yaml"
    path.write_text(text)
    return Shops.from_file(path)


def test_a_key_names_its_shop():
    shops = Shops.from_file(SAMPLE)
    assert shops.names == ("kumo", "nordlicht", "demo")
    assert shops.tenant_of("hd_demo_nordlicht_5Tz8Wc3Ke1") == "nordlicht"


@pytest.mark.parametrize("key", ["hd_demo_kumo_7Jm2Qx9Lr5", "hd_demo_kumo_7Jm2Qx9Lr", "\udcff" * 20])
def test_an_unknown_key_is_refused(key: str):
    with pytest.raises(Refused) as refused:
        Shops.from_file(SAMPLE).tenant_of(key)
    assert (refused.value.reason, refused.value.kind) == ("API_KEY_UNKNOWN", RefusalKind.UNAUTHENTICATED)


@pytest.mark.parametrize("key", [None, ""])
def test_no_key_is_refused(key: str | None):
    with pytest.raises(Refused, match="API_KEY_MISSING"):
        Shops.from_file(SAMPLE).tenant_of(key)


def test_a_key_stands_behind_bearer():
    assert bearer("Bearer abc") == bearer("bearer  abc ") == "abc"
    assert bearer("Basic abc") is bearer("Bearer ") is bearer("") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shops: [", "while parsing"),
        ("shops: []", "shops"),
        ("shops: [{name: Kumo, keys: [k2345678901234567]}]", "lower-case"),
        ("shops: [{name: kumo, keys: [short]}]", "16 characters"),
        ("shops: [{name: kumo, keys: []}]", "keys"),
        ("shops: [{name: kumo, key: x, keys: [k2345678901234567]}]", "key"),
        ("shops: [{name: a, keys: [k2345678901234567]}, {name: b, keys: [k2345678901234567]}]", "a key of b"),
        ("shops: [{name: a, keys: [k2345678901234567]}, {name: a, keys: [k2345678901234568]}]", "one name"),
    ],
)
def test_a_file_that_is_wrong_is_one_clear_line(tmp_path: Path, text: str, said: str):
    with pytest.raises(BadSetting) as wrong:
        from_text(tmp_path, text)
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_no_file_says_what_to_set(tmp_path: Path):
    with pytest.raises(BadSetting, match="HELIODESK_SHOPS is not set"):
        Shops.from_file(None)
    with pytest.raises(BadSetting, match="No such file"):
        Shops.from_file(tmp_path / "none.yaml")
