"""What a provider publishes: some of it are keys for us."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.edge.identity.provider_keys import usable_keys
from tests.support.oidc import made_key

GOOD = [made_key(kid, algorithm)[1] for kid, algorithm in (("r", "RS256"), ("c", "ES256"), ("e", "EdDSA"))]
NAMES = ("kty", "crv", "x", "y", "n", "e", "alg", "kid", "use")
WORDS = ("P-256", "Ed25519", "ES256", "RS256", "EdDSA", "AQAB", "HS256", "PS256", "oct", "secp256k1", "")


def test_keys_of_the_three_algorithms_are_taken():
    assert set(usable_keys({"keys": GOOD})) == {("r", "RS256"), ("c", "ES256"), ("e", "EdDSA")}


def test_an_algorithm_follows_from_the_key_where_it_isnt_said():
    assert set(usable_keys({"keys": [{**one, "alg": None} for one in GOOD]})) == set(usable_keys({"keys": GOOD}))


def test_keys_for_other_uses_and_short_ones_are_passed_over():
    rsa, elliptic, _ = GOOD
    short = made_key("s", "RS256", bits=1024)[1]
    others = [
        {**elliptic, "use": "enc"},
        {**rsa, "alg": "PS256"},
        {"kty": "oct", "k": "c2VjcmV0", "alg": "HS256"},
        short,
    ]
    assert usable_keys({"keys": others}) == usable_keys({}) == usable_keys({"keys": "none"}) == {}


@settings(deadline=None)
@given(
    st.sampled_from(GOOD),
    st.dictionaries(
        st.sampled_from(NAMES), st.none() | st.integers() | st.sampled_from(WORDS) | st.lists(st.text(), max_size=1)
    ),
)
def test_whatever_stands_there_breaks_nothing(good: dict, changed: dict):
    assert {algorithm for _, algorithm in usable_keys({"keys": [{**good, **changed}]})} <= {"RS256", "ES256", "EdDSA"}
