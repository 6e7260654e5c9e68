"""A credential of whatever kind is told by its shape."""

import pytest
from prometheus_client import REGISTRY

from services.edge.identity.api_key import key_id_of, new_key
from services.edge.identity.identities import Identities
from services.edge.shops import Shop, Shops
from services.kit.errors import Refused

KEY = new_key(key_id_of("kumo", "c"))


@pytest.fixture
async def identities():
    made = Identities(Shops([Shop(name="kumo", keys=("k2345678901234567", "a-key.with-two.dots-in-it"))]))
    yield made
    await made.close()


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("heliodesk_edge_credentials_total", {"outcome": outcome}) or 0.0


@pytest.mark.parametrize("key", ["k2345678901234567", "a-key.with-two.dots-in-it"])
async def test_a_key_of_the_file_may_look_like_anything(identities: Identities, key: str):
    before = counted("good")
    assert (await identities.caller_of(key)).tenant == "kumo"
    assert counted("good") == before + 1


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (None, "API_KEY_MISSING"),
        ("", "API_KEY_MISSING"),
        ("nobody's", "API_KEY_UNKNOWN"),
        (KEY, "API_KEY_UNKNOWN"),
        ("\udcff" * 20, "API_KEY_UNKNOWN"),
        ("a.b.c.d", "API_KEY_UNKNOWN"),
        ("a.b.c", "TOKEN_INVALID"),
        ("e30.e30.e30", "ISSUER_UNKNOWN"),
        ("eyJ." * 2 + "x" * 9000, "TOKEN_INVALID"),
    ],
)
async def test_what_is_no_good_is_refused_and_counted(identities: Identities, shown: str | None, reason: str):
    before = counted(reason)
    with pytest.raises(Refused) as refused:
        await identities.caller_of(shown)
    assert refused.value.reason == reason
    assert counted(reason) == before + 1
