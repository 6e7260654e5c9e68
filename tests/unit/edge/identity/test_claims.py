"""What the claims of a good token say of who it is, and when it counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.identity.caller import CallerKind, Role
from services.edge.identity.claims import SKEW_SECONDS, audiences, caller_from, claim, must_count_at
from services.edge.identity.providers import Provider
from services.kit.errors import Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AT = int(NOW.timestamp())
SHOPS = frozenset({"kumo", "nordlicht"})
BASE = {"issuer": "https://login.example/", "audience": "heliodesk"}


def who(claims: dict, **said):
    return caller_from({"sub": "p-1"} | claims, Provider(**(BASE | {"tenant": "kumo"} | said)), SHOPS)


def test_a_person_has_the_roles_that_the_token_gives():
    caller = who({"roles": ["agent", "lead", "somebody"]})
    assert (caller.tenant, caller.kind, caller.id) == ("kumo", CallerKind.PERSON, "p-1")
    assert (caller.roles, caller.scopes, caller.partner) == ({Role.AGENT, Role.LEAD}, frozenset(), False)


def test_roles_have_the_providers_own_names_and_places():
    said = {"roles_claim": "realm_access.roles", "role_names": {"support-lead": "lead"}}
    assert who({"realm_access": {"roles": ["support-lead", "admin"]}}, **said).roles == {Role.LEAD}
    assert who({"roles": "agent lead"}).roles == {Role.AGENT, Role.LEAD}


@pytest.mark.parametrize("roles", [None, [], "Admin", ["ADMIN"], [["admin"]], {"admin": True}, 7])
def test_who_has_no_known_role_has_none(roles):
    assert who({"roles": roles}).roles == frozenset()


def test_a_customer_is_known_by_the_shops_own_id_for_them():
    told = {"customer_claim": "customer_id"}
    caller = who({"roles": ["customer"], "customer_id": "cust-0042"}, **told)
    assert (caller.roles, caller.customer_id) == ({Role.CUSTOMER}, "cust-0042")
    for nobody in ({"roles": ["customer"]}, {"roles": ["customer"], "customer_id": "a/b"}):
        assert who(nobody, **told).roles == frozenset()
    assert who({"roles": ["customer"], "customer_id": "cust-0042"}).roles == frozenset()
    # What is claimed without the role isn't theirs.
    assert who({"roles": ["agent"], "customer_id": "cust-0042"}, **told).customer_id == ""


def test_a_partners_agent_is_an_agent_of_its_teams_and_no_more():
    caller = who({"roles": ["admin"], "partner": True, "teams": ["bpo-manila", "no/team", 7]})
    assert (caller.roles, caller.partner, caller.teams) == ({Role.AGENT}, True, {"bpo-manila"})
    assert who({"roles": ["agent"], "teams": "bpo-manila"}).partner is False


@pytest.mark.parametrize("said", ["yes", 1, "true", {}, []])
def test_what_isnt_plainly_no_makes_a_partner(said):
    assert who({"roles": ["agent"], "partner": said}).partner


@pytest.mark.parametrize("said", [None, False, "false"])
def test_an_agent_of_the_shop_itself_is_none(said):
    assert not who({"roles": ["agent"], "partner": said}).partner


def test_a_shop_is_named_by_the_provider_or_by_a_claim():
    by_claim = {"tenant": None, "tenant_claim": "org.shop"}
    assert who({"org": {"shop": "nordlicht"}}, **by_claim).tenant == "nordlicht"
    for claims in ({}, {"org": {"shop": "elsewhere"}}, {"org": {"shop": ["kumo"]}}, {"org": "kumo"}):
        with pytest.raises(Refused, match="TENANT_UNKNOWN"):
            who(claims, **by_claim)


@pytest.mark.parametrize("person", [None, "", "auth0|17", "a/b", "x" * 65, 7])
def test_who_cant_be_named_isnt_let_in(person):
    with pytest.raises(Refused, match="TOKEN_INVALID"):
        who({"sub": person})
    assert who({"sub": person, "agent_id": "mia"}, id_claim="agent_id").id == "mia"


def test_a_claim_may_have_dots_in_its_name():
    claims = {"https://shop.example/roles": ["a"], "resource_access": {"console.web": {"roles": ["b"]}}}
    assert claim(claims, "https://shop.example/roles") == ["a"]
    assert claim(claims, "resource_access.console.web.roles") == ["b"]
    assert claim(claims, "resource_access.none.roles") is claim({"a": "b"}, "a.b") is claim({}, "") is None


@pytest.mark.parametrize(
    ("claims", "seconds", "reason"),
    [
        ({"exp": AT}, SKEW_SECONDS - 1, None),
        ({"exp": AT}, SKEW_SECONDS, "TOKEN_EXPIRED"),
        ({"exp": AT + 900, "nbf": AT}, -SKEW_SECONDS, None),
        ({"exp": AT + 900, "nbf": AT}, -SKEW_SECONDS - 1, "TOKEN_NOT_YET_VALID"),
        ({"exp": AT + 900, "iat": AT}, -SKEW_SECONDS, None),
        ({"exp": AT + 900, "iat": AT}, -SKEW_SECONDS - 1, "TOKEN_NOT_YET_VALID"),
        ({}, 0, "TOKEN_INVALID"),
        ({"exp": True}, 0, "TOKEN_INVALID"),
        ({"exp": str(AT + 900)}, 0, "TOKEN_INVALID"),
        ({"exp": AT + 900, "nbf": "now"}, 0, "TOKEN_INVALID"),
        ({"exp": float("inf")}, 0, "TOKEN_INVALID"),
    ],
)
def test_a_token_counts_for_its_time_and_a_minute(claims: dict, seconds: int, reason: str | None):
    at = NOW + timedelta(seconds=seconds)
    if reason is None:
        must_count_at(claims, at)
        return
    with pytest.raises(Refused, match=reason):
        must_count_at(claims, at)


@pytest.mark.parametrize("said", [None, [], [7], 7, {"heliodesk": 1}])
def test_a_token_says_whom_it_is_for(said):
    with pytest.raises(Refused, match="AUDIENCE_WRONG"):
        audiences({"aud": said})
    assert audiences({"aud": "a b"}) == {"a b"}
    assert audiences({"aud": ["a", "b"]}) == {"a", "b"}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.sampled_from(["admin", "kumo"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["roles", "a", "b.c"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["sub", "roles", "partner", "teams", "customer_id", "exp", "nbf", "aud"]), JSON))
def test_whatever_a_provider_says_is_a_caller_or_a_refusal(claims: dict):
    for ask in (lambda: who(claims, customer_claim="customer_id"), lambda: must_count_at(claims, NOW)):
        try:
            ask()
        except Refused as refused:
            assert refused.reason in ("TOKEN_INVALID", "TOKEN_EXPIRED", "TOKEN_NOT_YET_VALID")
