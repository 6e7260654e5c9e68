"""The first answer to an Idempotency-Key is the answer to it."""

import asyncio
from datetime import timedelta

import httpx
from pymongo import MongoClient

from services.kit.ids import new_id
from tests.integration.edge.conftest import Edge
from tests.support.streams import eventually


async def answer(edge: Edge, survey: str, key: str, score: int = 5, **headers: str) -> httpx.Response:
    path = f"/v1/surveys/{survey}/answer"
    return await edge.http.post(path, json={"score": score}, headers={"idempotency-key": key, **headers})


async def test_the_same_again_gets_the_first_answer(edge: Edge):
    survey = new_id()
    first = await answer(edge, survey, "k 1")
    second = await answer(edge, survey, "k 1")
    assert (first.status_code, second.status_code, second.content) == (200, 200, first.content)
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert len(edge.surveys.calls) == 1


async def test_the_same_key_for_something_else_is_409(edge: Edge):
    survey = new_id()
    await answer(edge, survey, "k")
    for other in (await answer(edge, survey, "k", score=4), await answer(edge, new_id(), "k")):
        assert (other.status_code, other.json()["reason"]) == (409, "IDEMPOTENCY_KEY_REUSED")
    assert len(edge.surveys.calls) == 1


async def test_a_key_belongs_to_its_shop(edge: Edge):
    survey = new_id()
    await answer(edge, survey, "k")
    other = await answer(edge, survey, "k", score=1, authorization=f"Bearer {edge.other_key}")
    assert other.status_code == 200
    assert "idempotency-replayed" not in other.headers


async def test_a_refusal_is_an_answer_too(edge: Edge):
    survey = new_id()
    await answer(edge, survey, "k1")
    first = await answer(edge, survey, "k2", score=1)
    second = await answer(edge, survey, "k2", score=1)
    assert (first.status_code, second.status_code, second.content) == (409, 409, first.content)
    assert second.headers["content-type"] == "application/problem+json"
    assert len(edge.surveys.calls) == 2


async def test_a_503_is_no_answer_and_the_retry_is_the_same_command(edge: Edge):
    survey = new_id()
    await edge.stop_surveys()
    assert (await answer(edge, survey, "k")).status_code == 503
    await edge.start_surveys()

    async def answered() -> bool:
        return (await answer(edge, survey, "k")).status_code == 200

    await eventually(answered)
    assert (await answer(edge, survey, "k")).headers["idempotency-replayed"] == "true"
    assert len(edge.surveys.commands) == 1


async def test_a_body_that_is_wrong_uses_no_key_up(edge: Edge):
    survey = new_id()
    assert (await answer(edge, survey, "k", score=9)).status_code == 422
    assert (await answer(edge, survey, "k", score=5)).status_code == 200


async def test_two_at_once_do_one_thing_and_get_one_answer(edge: Edge):
    survey = new_id()
    edge.surveys.may_answer.clear()
    calls = [asyncio.create_task(answer(edge, survey, "k")) for _ in range(2)]
    await eventually(lambda: len(edge.surveys.calls) == 2)
    edge.surveys.may_answer.set()
    first, second = await asyncio.gather(*calls)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert sorted("idempotency-replayed" in one.headers for one in (first, second)) == [False, True]
    assert len({call.command_id for call in edge.surveys.calls}) == 1


async def test_the_store_forgets_a_key_after_a_day(edge: Edge, mongodb_uri: str):
    await answer(edge, new_id(), "k")
    with MongoClient(mongodb_uri, tz_aware=True) as client:
        indexes = client[edge.settings.database]["idempotency"].index_information()
    ages = [index["expireAfterSeconds"] for index in indexes.values() if "expireAfterSeconds" in index]
    assert ages == [timedelta(days=1).total_seconds()]
