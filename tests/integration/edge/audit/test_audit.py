"""Who did what to whom, as the edge writes it down."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import grpc
import httpx
import pytest
from heliodesk.feedback.v1 import service_pb2 as feedback
from pymongo.database import Database

from services.edge.audit.queries import Asked, query_of
from services.kit.ids import new_id
from tests.integration.edge.conftest import SERVICE, Edge
from tests.support.streams import eventually

ANSWER = f"{SERVICE}.AnswerSurvey"


def path_of(survey: str) -> str:
    return f"/v1/surveys/{survey}/answer"


async def entries(edge: Edge, **asked: str | int) -> list[dict]:
    answered = await edge.http.get("/v1/audit", params=asked)
    assert answered.status_code == 200, answered.text
    return answered.json()["entries"]


async def entry(edge: Edge, outcome: str, **asked: str) -> dict:
    """The one line that there comes to be."""

    async def told() -> list[dict]:
        return [one for one in await entries(edge, **asked) if one["outcome"] == outcome]

    (found,) = await eventually(told)
    return found


@pytest.fixture
def lines(edge: Edge, mongodb_uri, database: Database):
    return database.client[edge.settings.database]["audit"]


async def test_a_line_is_on_disk_before_its_call_goes_on(edge: Edge):
    edge.surveys.may_answer.clear()
    survey, trace = new_id(), "0af7651916cd43dd8448eb211c80319c"
    headers = {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    call = asyncio.create_task(edge.http.post(path_of(survey), json={"score": 5, "comment": "Oh!"}, headers=headers))
    await eventually(lambda: edge.surveys.calls)
    (line,) = await entries(edge, subject_id=survey)
    assert (line["method"], line["outcome"], line["reason"]) == (ANSWER, "unknown", "")
    assert (line["actor_kind"], line["actor_id"][:5]) == ("system", "file-")
    assert line["subjects"] == [{"field": "survey_id", "id": survey}]
    assert (line["address"], line["trace_id"]) == ("127.0.0.1", trace)
    assert before <= datetime.fromisoformat(line["at"]) <= datetime.now(UTC)
    edge.surveys.may_answer.set()
    assert (await call).status_code == 200
    assert (await entry(edge, "done", subject_id=survey))["entry_id"] == line["entry_id"]


async def test_what_a_rule_refuses_and_what_is_away_is_told_as_such(edge: Edge):
    survey = new_id()
    await edge.http.post(path_of(survey), json={"score": 5})
    await edge.http.post(path_of(survey), json={"score": 4})
    assert (await entry(edge, "refused", subject_id=survey))["reason"] == "ALREADY_ANSWERED"
    await edge.stop_surveys()
    assert (await edge.http.post(path_of(survey), json={"score": 3})).status_code == 503
    assert (await entry(edge, "failed", subject_id=survey))["reason"] == "AWAY"


async def test_over_grpc_each_call_has_its_line_and_a_repeated_one_too(edge: Edge):
    survey = new_id()
    async with edge.channel() as channel:
        send = channel.unary_unary(
            f"/{SERVICE}/AnswerSurvey",
            request_serializer=feedback.AnswerSurveyRequest.SerializeToString,
            response_deserializer=feedback.AnswerSurveyResponse.FromString,
        )
        who = (("x-api-key", edge.key), ("idempotency-key", "once"))
        for score in (5, 5, 4):
            request = feedback.AnswerSurveyRequest(survey_id=survey, score=score)
            try:
                await send(request, metadata=who)
            except grpc.aio.AioRpcError as error:
                assert error.code() is grpc.StatusCode.ABORTED

    async def told() -> list[tuple[str, str]]:
        found = [(one["outcome"], one["reason"]) for one in await entries(edge, subject_id=survey)]
        return found if ("unknown", "") not in found else []

    assert await eventually(told) == [("refused", "IDEMPOTENCY_KEY_REUSED"), ("done", ""), ("done", "")]
    assert len(edge.surveys.calls) == 1


async def test_who_may_not_is_written_down_and_who_reads_is_not(edge: Edge):
    key_id, key = await edge.make_key("feedback:read")
    survey, who = new_id(), {"authorization": f"Bearer {key}"}
    refused = await edge.http.post(path_of(survey), json={"score": 5}, headers=who)
    assert (refused.status_code, refused.json()["reason"]) == (403, "SCOPE_MISSING")
    assert (await edge.http.get("/v1/audit", headers=who)).status_code == 403
    assert (await edge.http.get("/v1/stream", headers=who)).status_code == 403
    await edge.http.get(f"/v1/surveys/{survey}", headers=who)
    found = [(one["method"], one["outcome"], one["reason"]) for one in await entries(edge, actor_id=key_id)]
    listed = "heliodesk.audit.v1.AuditService.ListAuditEntries"
    assert found == [(method, "refused", "SCOPE_MISSING") for method in ("/v1/stream", listed, ANSWER)]


async def test_the_making_of_keys_is_in_it_and_no_key_nor_what_was_said_is(edge: Edge, lines):
    key_id, key = await edge.make_key("feedback:write")
    survey, secret = new_id(), "what only the two of us know"
    who = {"authorization": f"Bearer {key}"}
    await edge.http.post(path_of(survey), json={"score": 5, "comment": secret}, headers=who)
    await edge.http.post(f"/v1/api-keys/{key_id}/revocation", json={})
    made = await entry(edge, "done", method="heliodesk.identity.v1.KeyService.CreateKey")
    revoked = await entry(edge, "done", subject_id=key_id)
    assert made["actor_id"] == revoked["actor_id"]
    kept = str(list(lines.find()))
    assert key_id in kept and survey in kept
    assert key not in kept and edge.key not in kept and secret not in kept


async def test_it_is_read_page_by_page_and_by_what_lines_have_in_common(edge: Edge):
    surveys = [new_id() for _ in range(5)]
    for survey in surveys:
        await edge.http.post(path_of(survey), json={"score": 5})
    pages, cursor = [], ""
    while not pages or cursor:
        answered = (await edge.http.get("/v1/audit", params={"page_size": 2, "cursor": cursor})).json()
        pages.append([one["subjects"][0]["id"] for one in answered["entries"]])
        cursor = answered["next_cursor"]
    assert pages == [surveys[:2:-1], surveys[2:0:-1], surveys[:1]]
    everything = await entries(edge)
    middle = everything[2]["at"]
    since, until = await entries(edge, since=middle), await entries(edge, until=middle)
    assert {one["entry_id"] for one in since} | {one["entry_id"] for one in until} == {
        one["entry_id"] for one in everything
    }
    assert all(one["at"] >= middle for one in since) and all(one["at"] < middle for one in until)
    assert await entries(edge, method="heliodesk.identity.v1.KeyService.CreateKey") == []
    bad = await edge.http.get("/v1/audit", params={"since": "yesterday"})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "#/since")


async def test_another_shop_sees_none_of_it(edge: Edge):
    survey = new_id()
    await edge.http.post(path_of(survey), json={"score": 5})
    other = {"authorization": f"Bearer {edge.other_key}"}
    for asked in ({}, {"subject_id": survey}, {"method": ANSWER}):
        assert (await edge.http.get("/v1/audit", params=asked, headers=other)).json()["entries"] == []
    assert await entries(edge, subject_id=survey)


@pytest.mark.parametrize(
    "asked", [Asked(), Asked(actor_id="key-1"), Asked(subject_id="s"), Asked(since=datetime(2026, 1, 1, tzinfo=UTC))]
)
async def test_every_question_has_an_index(edge: Edge, lines, asked: Asked):
    query, index = query_of(edge.tenant, asked)
    plan = str(lines.find(query).sort("_id", -1).hint(index).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan and index in plan


async def test_a_line_is_forgotten_when_its_time_is_over(edge: Edge, lines):
    await edge.http.post(path_of(new_id()), json={"score": 5})
    (line,) = lines.find()
    assert line["forget_at"] - datetime.now(UTC) > timedelta(days=399)
    expiring = [one for one in lines.index_information().values() if "expireAfterSeconds" in one]
    assert [(one["key"], one["expireAfterSeconds"]) for one in expiring] == [([("forget_at", 1)], 0)]


async def test_what_the_edge_was_told_stands_when_it_has_stopped(edge: Edge, lines):
    surveys = [new_id() for _ in range(20)]

    async def connected() -> bool:
        return (await edge.http.post(path_of(new_id()), json={"score": 5})).status_code == 200

    await eventually(connected)
    async with httpx.AsyncClient(base_url=edge.http_address, headers=edge.http.headers) as http:
        await asyncio.gather(*(http.post(path_of(survey), json={"score": 5}) for survey in surveys))
    edge.stop.set()
    await eventually(lambda: lines.count_documents({"outcome": "done"}) == len(surveys) + 1)
