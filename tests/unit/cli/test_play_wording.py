"""What the player asks of the edge, held against the contracts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from heliodesk.commerce.v1 import service_pb2 as commerce
from heliodesk.feedback.v1 import service_pb2 as feedback
from heliodesk.ticketing.v1 import service_pb2 as ticketing

from services.cli.local.servers import ROOT
from services.cli.play.day import Action, read_day
from services.cli.play.wording import Request, Wording
from services.kit.convert import from_json
from services.kit.ids import new_id
from services.kit.instants import from_text
from services.kit.rules import check

ABOUT_A_TICKET = {
    "reply": ticketing.ReplyRequest,
    "note": ticketing.AddNoteRequest,
    "assign": ticketing.AssignRequest,
    "priority": ticketing.SetPriorityRequest,
    "status": ticketing.SetStatusRequest,
}
DAY = read_day(ROOT / "samples" / "day.yaml")
LATER = timedelta(days=3, hours=1)


@pytest.fixture
def wording() -> Wording:
    return Wording(DAY, "r1", LATER)


def first(do: str, fact: str = "") -> Action:
    return next(action for action in DAY.actions if action.do == do and (not fact or action.fact == fact))


def worded(wording: Wording, action: Action) -> tuple[Request, type, dict]:
    """The request, its message's class, and what the path says of it."""
    if action.do == "message":
        return wording.message(action), ticketing.ReceiveMessageRequest, {}
    if action.do == "order":
        request = wording.order_fact(action)
        return request, commerce.RecordOrderFactRequest, {"order_id": request.path.split("/")[3]}
    if action.do == "answer_survey":
        survey_id = new_id()
        return wording.survey_answer(action, survey_id), feedback.AnswerSurveyRequest, {"survey_id": survey_id}
    ticket_id = new_id()
    return wording.about_ticket(action, ticket_id), ABOUT_A_TICKET[action.do], {"ticket_id": ticket_id}


def test_every_action_of_the_sample_day_keeps_the_rules_of_the_contracts(wording):
    for action in DAY.actions:
        request, message, in_path = worded(wording, action)
        assert not check(from_json({**request.body, **in_path}, message)), action


def test_every_action_has_an_idempotency_key_of_its_own(wording):
    keys = {worded(wording, action)[0].key for action in DAY.actions}
    assert len(keys) == len(DAY.actions)


def test_two_runs_share_no_name(wording):
    other = Wording(DAY, "r2", LATER)
    for action in (first("message"), first("order", "placed"), first("order", "refunded")):
        ours, theirs = worded(wording, action)[0], worded(other, action)[0]
        assert ours.key != theirs.key
        assert (ours.path, ours.body) != (theirs.path, theirs.body)
    assert wording.is_own(wording.own("MW-1001")) and not wording.is_own(other.own("MW-1001"))


def test_amounts_are_in_the_currency_of_their_order(wording):
    placed, refunded = first("order", "placed"), first("order", "refunded")
    said = placed.content["placed"]
    total = {"minor_units": said["total"], "currency": said["currency"]}

    assert wording.order_fact(placed).body["placed"]["total"] == total
    refund = wording.order_fact(refunded).body["refunded"]["amount"]
    assert refund["currency"] == wording.total(refunded.content["order"])["currency"]


def test_a_message_tells_where_its_customer_buys(wording):
    markets = {wording.message(action).body["market"] for action in DAY.actions if action.do == "message"}
    assert len(markets) >= 20 and "" not in markets

    said = first("message")
    unknown = Wording(replace(DAY, markets={}), "r1", LATER)
    assert wording.message(said).body["market"] == DAY.markets[said.content["from"]["customer"]]
    assert unknown.message(said).body["market"] == ""


def test_instants_of_the_file_move_with_the_day(wording):
    shipped = next(a for a in DAY.actions if a.do == "order" and a.fact == "shipped")
    before = from_text(shipped.content["shipped"]["expected_at"])
    after = from_text(wording.order_fact(shipped).body["shipped"]["expected_at"])
    assert after - before == LATER
