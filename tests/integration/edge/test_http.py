"""Calls over HTTP, to a service in a server of its own."""

import asyncio

import httpx
import pytest

from services.kit.ids import new_id
from tests.integration.edge.conftest import Edge
from tests.support.streams import eventually


def answer_path(survey: str) -> str:
    return f"/v1/surveys/{survey}/answer"


async def test_a_call_goes_to_its_service_and_back(edge: Edge):
    survey = new_id()
    answered = await edge.http.post(answer_path(survey), json={"score": 5, "comment": "快い 👍"})
    assert answered.status_code == 200, answered.text
    assert answered.headers["content-type"] == "application/json"
    expected = {"survey_id": survey, "ticket_id": "", "customer_id": "", "offered_at": None, "answered_at": None}
    assert answered.json() == {"survey": {**expected, "score": 5, "comment": "快い 👍"}}
    assert (await edge.http.get(f"/v1/surveys/{survey}")).json() == answered.json()
    assert {call.tenant for call in edge.surveys.calls} == {edge.tenant}


async def test_another_shops_survey_is_404(edge: Edge):
    survey = new_id()
    await edge.http.post(answer_path(survey), json={"score": 5})
    other = await edge.http.get(f"/v1/surveys/{survey}", headers={"authorization": f"Bearer {edge.other_key}"})
    assert (other.status_code, other.json()["reason"]) == (404, "SURVEY_NOT_FOUND")


async def test_a_rule_of_the_service_is_409(edge: Edge):
    survey = new_id()
    await edge.http.post(answer_path(survey), json={"score": 5})
    again = await edge.http.post(answer_path(survey), json={"score": 4})
    assert (again.status_code, again.json()["reason"]) == (409, "ALREADY_ANSWERED")


async def test_a_service_that_is_away_is_503_and_nothing_else_is(edge: Edge):
    away = await edge.http.get("/v1/sla/policy")
    assert (away.status_code, away.json()["reason"]) == (503, "AWAY")
    assert "127.0.0.1" not in away.text
    assert (await edge.http.get(f"/v1/surveys/{new_id()}")).status_code == 404


async def test_a_fault_of_a_service_tells_nothing_of_it(edge: Edge):
    failed = await edge.http.get("/v1/feedback/satisfaction")
    assert (failed.status_code, failed.json()["reason"]) == (500, "INTERNAL")
    assert "only our logs" not in failed.text


async def test_the_trace_of_the_caller_goes_on(edge: Edge):
    trace = "0af7651916cd43dd8448eb211c80319c"
    await edge.http.get(f"/v1/surveys/{new_id()}", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    assert edge.surveys.calls[-1].traceparent[3:35] == trace


async def test_what_is_under_way_ends_before_the_edge_does(edge: Edge):
    edge.surveys.may_answer.clear()
    call = asyncio.create_task(edge.http.post(answer_path(new_id()), json={"score": 3}))
    await eventually(lambda: edge.surveys.calls)
    edge.stop.set()
    edge.surveys.may_answer.set()
    assert (await call).status_code == 200


async def test_readiness_and_metrics(edge: Edge):
    ops = f"http://127.0.0.1:{edge.settings.ops_port}"
    async with httpx.AsyncClient(base_url=ops) as http:
        assert (await http.get("/health/ready")).json() == {"ready": True, "reasons": {}}
        await edge.http.get(f"/v1/surveys/{new_id()}")
        metrics = (await http.get("/metrics")).text
    assert 'heliodesk_http_seconds_count{method="GET",route="/v1/surveys/{survey_id}",status="404"}' in metrics


@pytest.mark.parametrize("body", ["same", "other"])
async def test_calls_without_a_key_are_calls_of_their_own(edge: Edge, body: str):
    survey = new_id()
    for comment in ("same", body):
        await edge.http.post(answer_path(survey), json={"score": 5, "comment": comment})
    assert len({call.command_id for call in edge.surveys.calls}) == 2
