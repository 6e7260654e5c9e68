"""Credentials at the real edge: made there, shown there, over HTTP and over gRPC."""

import grpc
import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback
from heliodesk.identity.v1 import key_service_pb2 as pb
from pymongo import MongoClient

from services.edge.identity.api_key import id_in
from services.kit.ids import new_id
from tests.integration.edge.conftest import SERVICE, Edge
from tests.support.oidc import AUDIENCE, OidcProvider
from tests.support.streams import eventually

WANTED = {"name": "Warehouse", "scopes": ["feedback:read", "feedback:write"], "created_by": "ops"}


@pytest.fixture
def oidc():
    with OidcProvider() as running:
        yield running


@pytest.fixture
def providers(oidc, unique) -> str:
    """The test's own shop has its people from the provider."""
    return f"[{{issuer: '{oidc.issuer}', audience: {AUDIENCE}, tenant: shop-{unique}}}]"


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


async def create(edge: Edge, **headers: str) -> dict:
    answer = await edge.http.post("/v1/api-keys", json=WANTED, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def reads(edge: Edge, key: str) -> tuple[int, str]:
    answer = await edge.http.get(f"/v1/surveys/{new_id()}", headers=bearer(key))
    return answer.status_code, answer.json()["reason"]


async def test_a_key_is_made_used_and_revoked(edge: Edge):
    made = await create(edge)
    key, key_id = made["api_key"], made["key"]["key_id"]
    assert (id_in(key), made["key"]["status"], made["key"]["created_by"]) == (key_id, "active", "ops")
    assert await reads(edge, key) == (404, "SURVEY_NOT_FOUND")
    async with edge.channel() as channel:
        get = channel.unary_unary(f"/{SERVICE}/GetSurvey", feedback.GetSurveyRequest.SerializeToString)
        with pytest.raises(grpc.aio.AioRpcError) as missing:
            await get(feedback.GetSurveyRequest(survey_id=new_id()), metadata=[("x-api-key", key)])
    assert missing.value.code() is grpc.StatusCode.NOT_FOUND
    listed = (await edge.http.get("/v1/api-keys")).json()["keys"]
    assert [one["key_id"] for one in listed] == [key_id]
    assert key not in str(listed)
    revoked = await edge.http.post(f"/v1/api-keys/{key_id}/revocation", json={"revoked_by": "ops"})
    assert revoked.json()["key"]["status"] == "revoked"

    async def refused() -> bool:
        return await reads(edge, key) == (401, "KEY_REVOKED")

    await eventually(refused, within=6)


async def test_a_key_may_do_what_it_is_for_and_no_more(edge: Edge):
    key = (await create(edge))["api_key"]
    answer = await edge.http.get("/v1/api-keys", headers=bearer(key))
    assert (answer.status_code, answer.json()["reason"]) == (403, "SCOPE_MISSING")


async def test_what_was_shown_lies_nowhere_even_under_an_idempotency_key(edge: Edge, mongodb_uri, database):
    made = await create(edge, **{"idempotency-key": "once"})
    again = await edge.http.post("/v1/api-keys", json=WANTED, headers={"idempotency-key": "once"})
    assert (again.status_code, again.json()["reason"]) == (409, "KEY_ALREADY_MADE")
    assert made["key"]["key_id"] in again.json()["detail"]
    async with edge.channel() as channel:
        rotate = channel.unary_unary(
            f"/{pb.DESCRIPTOR.services_by_name['KeyService'].full_name}/RotateKey",
            pb.RotateKeyRequest.SerializeToString,
            pb.RotateKeyResponse.FromString,
        )
        told = [("x-api-key", edge.key), ("idempotency-key", "rotate")]
        rotated = await rotate(pb.RotateKeyRequest(key_id=made["key"]["key_id"]), metadata=told)
    with MongoClient(mongodb_uri) as client:
        own = client[edge.settings.database]
        kept = "".join(str(list(own[name].find())) for name in own.list_collection_names())
    assert rotated.key.key_id in kept
    assert made["api_key"] not in kept and rotated.api_key not in kept


async def test_a_key_that_is_not_copied_whole_says_so(edge: Edge):
    key = (await create(edge))["api_key"]
    assert await reads(edge, key[:-1]) == (401, "API_KEY_MISTYPED")
    assert await reads(edge, "hd_nobody_knows_this_one") == (401, "API_KEY_UNKNOWN")


async def test_a_person_comes_in_with_a_token_of_their_provider(edge: Edge, oidc: OidcProvider):
    assert await reads(edge, oidc.token("mia", roles=["manager"])) == (404, "SURVEY_NOT_FOUND")
    assert await reads(edge, oidc.token("mia")) == (403, "NO_ROLE")
    assert await reads(edge, oidc.token("mia", iss="https://elsewhere.example")) == (401, "ISSUER_UNKNOWN")


async def test_an_admin_makes_keys_in_their_own_name(edge: Edge, oidc: OidcProvider):
    wanted = {"name": "Warehouse", "scopes": ["orders:write"]}
    admin = bearer(oidc.token("root-1", roles=["admin"]))
    made = await edge.http.post("/v1/api-keys", json=wanted, headers=admin)
    assert made.json()["key"]["created_by"] == "root-1"
    manager = bearer(oidc.token("mia", roles=["manager"]))
    refused = await edge.http.post("/v1/api-keys", json=wanted, headers=manager)
    assert (refused.status_code, refused.json()["reason"]) == (403, "ROLE_TOO_LOW")
