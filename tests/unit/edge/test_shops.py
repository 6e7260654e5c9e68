"""Who a caller is."""

from pathlib import Path

import pytest

from services.edge.identity.caller import EVERY_SCOPE, CallerKind
from services.edge.identity.providers import must_be_safe
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


def test_a_key_may_be_given_by_its_hash(tmp_path: Path):
    # printf %s k2345678901234567 | sha256sum
    hashed = "sha256:65ab44e7245ecda421a235962a58f23cb7bccdbf7c94a10e2b48e83a71846920"
    shops = from_text(tmp_path, f"shops: [{{name: kumo, key_hashes: ['{hashed}']}}]")
    caller = shops.caller_of("k2345678901234567")
    assert (caller.tenant, caller.kind, caller.scopes) == ("kumo", CallerKind.SYSTEM, {EVERY_SCOPE})
    assert caller.id.startswith("file-") and "k2345678901234567" not in caller.id
    with pytest.raises(Refused, match="API_KEY_UNKNOWN"):
        shops.caller_of(hashed)


def test_a_shop_whose_people_have_tokens_needs_no_key(tmp_path: Path):
    provider = "{issuer: 'https://login.example/realms/kumo', audience: heliodesk, tenant: kumo}"
    shops = from_text(tmp_path, f"shops: [{{name: kumo}}]\nproviders: [{provider}]")
    assert shops.providers[0].audience == ("heliodesk",)
    with pytest.raises(BadSetting, match="nordlicht has neither keys"):
        from_text(tmp_path, f"shops: [{{name: kumo}}, {{name: nordlicht}}]\nproviders: [{provider}]")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("issuer: 'http://login.example', tenant: kumo", "not https"),
        ("issuer: 'ftp://login.example', tenant: kumo", "not an https address"),
        ("issuer: 'https://user@login.example', tenant: kumo", "not an https address"),
        ("issuer: 'https://a.example', jwks_uri: 'http://169.254.169.254/keys', tenant: kumo", "not https"),
        ("issuer: 'https://a.example'", "either a tenant or a tenant_claim"),
        ("issuer: 'https://a.example', tenant: kumo, tenant_claim: shop", "either a tenant or a tenant_claim"),
        ("issuer: 'https://a.example', tenant: elsewhere", "no shop"),
        ("issuer: 'https://a.example', tenant: kumo, role_names: {boss: king}", "role_names"),
        ("issuer: 'https://a.example', tenant: kumo, audience: []", "audience"),
    ],
)
def test_a_provider_that_cant_be_trusted_is_one_clear_line(tmp_path: Path, said: str, wrong: str):
    audience = "" if "audience" in said else "audience: a, "
    with pytest.raises(BadSetting) as refused:
        from_text(tmp_path, f"shops: [{{name: kumo, keys: [k2345678901234567]}}]\nproviders: [{{{audience}{said}}}]")
    assert wrong in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_token_can_be_two_providers(tmp_path: Path):
    one = "{issuer: 'https://a.example', audience: desk, tenant: kumo}"
    with pytest.raises(BadSetting, match="two providers"):
        from_text(tmp_path, f"shops: [{{name: kumo}}]\nproviders: [{one}, {one.replace('tenant:', 'tenant_claim:')}]")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/r", "http://localhost/r", "http://[::1]/r", "https://a.example"]
)
def test_this_machines_own_addresses_need_no_https(url: str):
    must_be_safe(url)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shops: [{name: kumo, key_hashes: ['sha256:abc']}]", "64 hex digits"),
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
