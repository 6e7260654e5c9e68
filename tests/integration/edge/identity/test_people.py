"""Who a person is: tokens of a real signer, whose keys are fetched over HTTP."""

import asyncio
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.edge.identity import provider_keys
from services.edge.identity.caller import Role
from services.edge.identity.people import People
from services.edge.identity.providers import Provider
from services.kit.clock import HeldClock, SystemClock
from services.kit.errors import Away, RefusalKind, Refused
from tests.support.oidc import AUDIENCE, DISCOVERY, KEYS, OidcProvider

SHOPS = frozenset({"kumo", "nordlicht"})
_NOW = SystemClock().now


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        yield running


@pytest.fixture
async def people(provider: OidcProvider) -> AsyncIterator[People]:
    made = people_of(provider)
    yield made
    await made.close()


@pytest.fixture
def elapsed(provider: OidcProvider, people: People, monkeypatch) -> list[float]:
    """The seconds by which keys grow old, held."""
    held = [0.0]
    monkeypatch.setattr(people._keys[provider.issuer], "_elapsed", lambda: held[0])
    return held


def people_of(provider: OidcProvider, *others: Provider, now=_NOW, **said) -> People:
    own = Provider(**({"issuer": provider.issuer, "audience": AUDIENCE, "tenant": "kumo"} | said))
    return People([own, *others], SHOPS, now)


async def refused(people: People, token: str) -> str:
    with pytest.raises(Refused) as found:
        await people.caller_of(token)
    assert found.value.kind is RefusalKind.UNAUTHENTICATED
    assert token not in str(found.value)
    return found.value.reason


def signed_by(provider: OidcProvider, algorithm: str | None, key, **headers) -> str:
    return jwt.encode(provider.claims(roles=["admin"]), key, algorithm, headers={"kid": "first", **headers})


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
async def test_a_good_token_is_a_person(provider: OidcProvider, people: People, algorithm: str):
    provider.rotate("k", algorithm)
    caller = await people.caller_of(provider.token("mia", roles=["agent"]))
    assert (caller.tenant, caller.id, caller.roles) == ("kumo", "mia", {Role.AGENT})


async def test_keys_are_fetched_once_for_all_who_ask(provider: OidcProvider, people: People):
    await asyncio.gather(*(people.caller_of(provider.token(f"agent-{n}")) for n in range(20)))
    assert provider.asked == {DISCOVERY: 1, KEYS: 1}


async def test_a_given_address_of_keys_needs_no_discovery(provider: OidcProvider):
    people = people_of(provider, jwks_uri=provider.issuer + KEYS)
    await people.caller_of(provider.token())
    assert provider.asked == {KEYS: 1}
    await people.close()


async def test_what_is_not_for_us_is_refused(provider: OidcProvider, people: People):
    assert await refused(people, provider.token(iss="https://elsewhere.example")) == "ISSUER_UNKNOWN"
    assert await refused(people, provider.token(iss=None)) == "ISSUER_UNKNOWN"
    assert await refused(people, provider.token(aud="console")) == "AUDIENCE_WRONG"
    assert await refused(people, provider.token(aud=None)) == "AUDIENCE_WRONG"
    assert (await people.caller_of(provider.token(aud=["console", AUDIENCE]))).id == "agent-1"


async def test_the_audience_tells_two_shops_of_one_issuer_apart(provider: OidcProvider):
    other = Provider(issuer=provider.issuer, audience="nordlicht-desk", tenant="nordlicht")
    people = people_of(provider, other)
    assert (await people.caller_of(provider.token(aud="nordlicht-desk"))).tenant == "nordlicht"
    assert (await people.caller_of(provider.token())).tenant == "kumo"
    await people.close()


async def test_a_token_is_good_for_its_time_and_a_minute(provider: OidcProvider):
    clock = HeldClock(SystemClock().now())
    people = people_of(provider, now=clock.now)
    at = int(clock.now().timestamp())
    early = provider.token(nbf=at + 90)
    assert await refused(people, early) == "TOKEN_NOT_YET_VALID"
    clock.advance(timedelta(seconds=45))
    assert (await people.caller_of(early)).id == "agent-1"
    clock.advance(timedelta(seconds=600))
    assert (await people.caller_of(early)).id == "agent-1"
    clock.advance(timedelta(seconds=20))
    assert await refused(people, early) == "TOKEN_EXPIRED"
    assert await refused(people, provider.token(exp=None)) == "TOKEN_INVALID"
    await people.close()


async def test_no_signature_and_no_shared_secret_is_taken(provider: OidcProvider, people: People):
    provider.rotate("first", "RS256")
    public = provider.keys["first"][1].public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    for token in (
        signed_by(provider, None, None),
        signed_by(provider, None, None) + "AA",
        hmac_signed(provider.claims(), pem),
        signed_by(provider, "HS256", "a shared secret of thirty-two bytes or more"),
        signed_by(provider, "RS512", provider.keys["first"][1]),
    ):
        assert await refused(people, token) == "TOKEN_INVALID"
    # Where the provider itself would publish a shared secret, it isn't taken either.
    provider.published.append({"kty": "oct", "k": "c2VjcmV0" * 6, "kid": "shared", "alg": "HS256"})
    assert await refused(people, signed_by(provider, "HS256", "secret" * 8, kid="shared")) == "TOKEN_INVALID"


async def test_a_token_that_was_good_is_looked_at_again_each_time(provider: OidcProvider):
    clock = HeldClock(SystemClock().now())
    people = people_of(provider, now=clock.now)
    token = provider.token(exp=int(clock.now().timestamp()))
    assert await people.caller_of(token) == await people.caller_of(token)
    clock.advance(timedelta(seconds=61))
    assert await refused(people, token) == "TOKEN_EXPIRED"
    await people.close()


async def test_a_token_says_nothing_of_where_its_key_is(provider: OidcProvider, people: People):
    with OidcProvider() as stranger:
        told = stranger.published[0]
        _, key = stranger.keys["first"]
        token = jwt.encode(
            provider.claims(), key, "ES256", headers={"kid": "first", "jku": stranger.issuer + KEYS, "jwk": told}
        )
        assert await refused(people, token) == "TOKEN_INVALID"
        assert not stranger.asked


async def test_a_new_key_is_fetched_when_it_is_first_seen(provider: OidcProvider, people: People, elapsed: list[float]):
    old = provider.token()
    await people.caller_of(old)
    provider.rotate("second")
    elapsed[0] += provider_keys.FETCHED_AT_MOST_EVERY
    assert (await people.caller_of(provider.token("bob"))).id == "bob"
    # The old key is the provider's no longer.
    assert await refused(people, old) == "TOKEN_INVALID"


async def test_a_storm_of_unknown_keys_is_one_question(provider: OidcProvider, people: People, elapsed: list[float]):
    await people.caller_of(provider.token())
    strangers = [signed_by(provider, "ES256", provider.keys["first"][1], kid=f"k{n}") for n in range(50)]
    provider.asked.clear()
    for questions in ({}, {DISCOVERY: 1, KEYS: 1}, {DISCOVERY: 1, KEYS: 1}):
        reasons = await asyncio.gather(*(refused(people, token) for token in strangers))
        assert set(reasons) == {"TOKEN_INVALID"}
        assert provider.asked == questions
        elapsed[0] += provider_keys.FETCHED_AT_MOST_EVERY if not questions else 1


async def test_known_keys_serve_while_the_provider_is_away_but_not_for_ever(
    provider: OidcProvider, people: People, elapsed: list[float]
):
    await people.caller_of(provider.token())
    provider.broken = True
    elapsed[0] += provider_keys.FETCHED_AGAIN_AFTER
    assert (await people.caller_of(provider.token("mia"))).id == "mia"
    elapsed[0] = provider_keys.KEPT_WHILE_AWAY
    with pytest.raises(Away, match="identity provider"):
        await people.caller_of(provider.token())
    provider.broken = False
    elapsed[0] += provider_keys.FETCHED_AT_MOST_EVERY
    assert (await people.caller_of(provider.token("ben"))).id == "ben"


@pytest.mark.parametrize("how", ["broken", "silent"])
async def test_no_keys_at_all_is_away_and_not_a_refusal(provider: OidcProvider, people: People, monkeypatch, how: str):
    monkeypatch.setattr(provider_keys, "_TIMEOUT", 0.2)
    provider.broken = how == "broken"
    if how == "silent":
        provider.may_answer.clear()
    with pytest.raises(Away):
        await people.caller_of(provider.token())


async def test_known_keys_serve_at_once_while_new_ones_are_on_their_way(
    provider: OidcProvider, people: People, elapsed: list[float]
):
    await people.caller_of(provider.token())
    elapsed[0] += provider_keys.FETCHED_AGAIN_AFTER
    provider.may_answer.clear()
    async with asyncio.timeout(provider_keys._TIMEOUT / 2):
        assert (await people.caller_of(provider.token("mia"))).id == "mia"
    provider.may_answer.set()


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://elsewhere.example"},
        {"jwks_uri": "http://keys.example/keys"},
        {"jwks_uri": 7},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://keys.example:99999999/keys"},
        {"jwks_uri": "https://keys.example\x01/keys"},
    ],
)
async def test_a_configuration_that_is_not_the_issuers_gives_no_keys(provider: OidcProvider, people: People, said):
    provider.configuration |= said
    with pytest.raises(Away):
        await people.caller_of(provider.token())
    assert provider.asked[KEYS] == 0


async def test_what_is_no_key_for_us_is_passed_over(provider: OidcProvider, people: People):
    good = provider.published[0]
    provider.published[:] = [{**good, "kid": "first", "use": "enc"}, {"kty": "RSA", "kid": "x"}, "no key", good]
    assert (await people.caller_of(provider.token())).id == "agent-1"


def hmac_signed(claims: dict, secret: bytes) -> str:
    """By hand: PyJWT refuses to sign with a public key as the secret, which others would."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT", "kid": "first"}, claims)]
    said = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = urlsafe_b64encode(hmac.digest(secret, said, "sha256")).rstrip(b"=")
    return f"{said.decode()}.{signature.decode()}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(data=st.data())
@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_no_mutation_of_a_good_token_is_accepted(signed, algorithm: str, data):
    check, tokens = signed
    token = tokens[algorithm]
    place = data.draw(st.integers(0, len(token)))
    instead = data.draw(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ", max_size=3))
    gone = data.draw(st.integers(0, 3))
    changed = token[:place] + instead + token[place + gone :]
    if changed != token:
        assert not check(changed)
    assert check(token)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["sub", "roles", "exp", "aud", "partner"]), st.text(max_size=5), min_size=1))
def test_other_claims_under_the_same_signature_are_refused(signed, changed: dict):
    check, tokens = signed
    header, payload, signature = tokens["ES256"].split(".")
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    other = urlsafe_b64encode(json.dumps(claims | changed).encode()).decode().rstrip("=")
    assert not check(f"{header}.{other}.{signature}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk"]),
        st.none()
        | st.booleans()
        | st.lists(st.text(), max_size=1)
        | st.sampled_from(["none", "ES256", "b64", "first"]),
    )
)
def test_whatever_stands_in_the_header_is_a_refusal(signed, header: dict):
    check, tokens = signed
    _, payload, signature = tokens["ES256"].split(".")
    said = urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    assert not check(f"{said}.{payload}.{signature}")


@pytest.fixture
def signed(provider: OidcProvider):
    """Whether a token is taken, and one of each algorithm that is."""
    provider.add_key("rsa", "RS256")
    provider.add_key("ed", "EdDSA")
    tokens = {name: provider.token(kid=kid, roles=["agent"]) for kid, (name, _) in provider.keys.items()}
    loop = asyncio.new_event_loop()
    people = people_of(provider)

    def check(token: str) -> bool:
        try:
            loop.run_until_complete(people.caller_of(token))
        except Refused:
            return False
        return True

    yield check, tokens
    loop.run_until_complete(people.close())
    loop.close()
