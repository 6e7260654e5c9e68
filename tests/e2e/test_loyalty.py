"""A shop's loyalty programme as its people see it: over HTTP, with every service as a process of its own.

A day passes in less than a second, so a return window of 14 days ends in 12 seconds.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from pymongo import MongoClient

from services.cli.local.servers import ROOT
from services.kit.ids import new_id
from tests.e2e.conftest import Platform
from tests.support.loyalty_desk import ACCOUNTS, MEMBERS, Desk, Line, lines_of, money

CHAIRS, LAMP = Line("ARCO-CHAIR", 4, 18900), Line("LUMO-S2", 1, 3490)
LAMPS, GRINDER = Line("LUMO-S2", 2, 3490), Line("PICO-GRIND", 1, 7450)
TENT = Line("NIMBUS-PRO", 1, 14900)
FOR_GOLD = {
    "policy_id": "for-gold",
    "conditions": {"loyalty_tiers": ["gold"]},
    "clock": "always",
    "targets": [{"target": "first_response", "priority": "high", "seconds": 30 * 86400}],
}


@pytest.fixture(scope="module")
def rate() -> int:
    return 100_000


@pytest.fixture(scope="module")
def desk(platform: Platform) -> Desk:
    """The sample's programme, its spring with campaigns today; a coupon for shipping lasts a day."""
    made = Desk(platform.env)
    ended, said = made.publish(str(ROOT / "samples" / "programme.yaml"))
    assert (ended, said.strip()) == (0, "revision 1 is in force")
    programme = made.edge.get("/v1/loyalty/programme")["programme"]
    for campaign in programme["campaigns"]:
        campaign |= {"from": made.in_days(-1), "to": made.in_days(500)}
    shipping = next(one for one in programme["rewards"] if one["reward_id"] == "free-shipping")
    for market in shipping["markets"]:
        market["valid_days"] = 1
    published = made.edge.post("/v1/loyalty/programme", {"programme": programme, "based_on": 1, "note": "spring"})
    assert published["revision"] == 2
    made.edge.post("/v1/sla/policies", {"policy": FOR_GOLD})
    return made


def test_a_member_earns_and_spends_and_is_served_by_her_tier(desk):
    lena = desk.join()
    first = desk.deliver(lena, CHAIRS, LAMP)
    earned = desk.wait_for(lena, "earn", first)
    # 3 points for 2.00 EUR of the chairs, one for a euro of the lamp; all of them pending.
    assert [(one["line_id"], one["points"], one["rule"]) for one in earned] == [
        ("1", 1134, "large-furniture@1"),
        ("2", 34, "base@1"),
    ]
    assert all(one["moves"][0]["pending"] == one["points"] for one in earned)
    assert [one["points"] for one in desk.wait_for(lena, "earn", first, "campaign")] == [34]
    assert desk.becomes(lena, tier="gold")["spendable"] == 0

    desk.tell(first, refunded={"refund_id": "r1", "amount": money(18900), "lines": of_line("1", 18900)})
    assert [(one["points"], one["line_id"]) for one in desk.wait_for(lena, "clawback", first)] == [(850 - 1134, "1")]

    # Gold earns a quarter more, 25 points for each order, and as much again for lamps as their own points.
    order = {"customer_id": lena, "country": "DE", "lines": lines_of((LAMPS, GRINDER), "EUR")}
    quoted = desk.edge.post("/v1/loyalty/quotes", order)
    assert (quoted["points"], quoted["bonus"], quoted["tier"]) == (180 + 87 + 25, 87 + 25, "gold")
    second = desk.deliver(lena, LAMPS, GRINDER)
    assert sum(one["points"] for one in desk.wait_for(lena, "earn", second)) == 180

    assert_gold_is_served_by_its_own_policy(desk, lena)
    desk.becomes(lena, pending=0, spendable=(850 + 34 + 34) + (180 + 87 + 25))
    spend(desk, lena)
    assert_statement_is_hers(desk, lena)


def of_line(line_id: str, minor_units: int) -> list[dict[str, Any]]:
    return [{"line_id": line_id, "amount": money(minor_units)}]


def assert_gold_is_served_by_its_own_policy(desk: Desk, member: str) -> None:
    said = {
        "channel": "email",
        "thread": new_id(),
        "external_id": new_id(),
        "from": {"address": "lena@example.de", "customer_id": member},
        "text": "Guten Tag, eine der Lampen flackert. Was kann ich tun?",
    }
    ticket = desk.edge.post("/v1/messages", said)["ticket_id"]
    known = desk.edge.becomes(f"/v1/tickets/{ticket}", lambda found: found["ticket"]["loyalty_tier"] == "gold")
    assert known["ticket"]["priority"] == "high"
    promises = desk.edge.becomes(f"/v1/tickets/{ticket}/promises", lambda found: found.get("targets"))
    assert {(one["policy"], one["priority"]) for one in promises["targets"]} == {("for-gold", "high")}


def spend(desk: Desk, member: str) -> None:
    """A coupon that is used at a checkout, and a redemption that is cancelled."""
    offered = {one["reward_id"]: one for one in desk.edge.get(f"{ACCOUNTS}/{member}/rewards")["rewards"]}
    assert offered["five-off"]["name"] == "5 Euro Rabatt" and offered["five-off"]["affordable"]
    assert offered["tidal-bottle"]["refusal"] == "NOT_ENOUGH_POINTS"
    key = new_id()
    bought = desk.redeem(member, "five-off", key)
    assert bought["points"] == 500 and desk.redeem(member, "five-off", key) == bought
    assert desk.account(member)["spendable"] == 1210 - 500

    checkout = {"code": bought["code"], "customer_id": member, "order_id": "order-c", "market": "DE"}
    used = desk.edge.post("/v1/loyalty/coupon-uses", checkout)["redemption"]
    assert used["status"] == "used" and used["terms"][0]["value"] == money(500)
    again = desk.edge.post("/v1/loyalty/coupon-uses", {**checkout, "order_id": "order-d"}, 409)
    assert again["reason"] == "COUPON_USED"

    held = desk.held(member)
    unwanted = desk.redeem(member, "free-shipping")
    assert desk.held(member) != held
    cancelled = desk.edge.post(f"/v1/loyalty/redemptions/{unwanted['redemption_id']}/cancellation", {"reason": "no"})
    assert cancelled["redemption"]["status"] == "cancelled" and desk.held(member) == held


def assert_statement_is_hers(desk: Desk, member: str) -> None:
    path = f"{ACCOUNTS}/{member}/statement"
    page = desk.edge.read(path)
    assert page.headers["content-type"].startswith("text/html") and '<html lang="de"' in page.text
    told = desk.edge.get(path, format="json")
    assert (told["language"], told["closing"]) == ("de", 710)
    printed = desk.edge.read(path, format="pdf")
    assert printed.headers["content-type"] == "application/pdf" and printed.content.startswith(b"%PDF-")


def test_what_makes_up_for_trouble_and_an_answered_survey_are_the_members(desk):
    mia = desk.join()
    said = {
        "channel": "email",
        "thread": new_id(),
        "external_id": new_id(),
        "from": {"address": "mia@example.de", "customer_id": mia},
        "text": "Guten Tag, mein Paket ist zu spät angekommen.",
    }
    path = f"/v1/tickets/{desk.edge.post('/v1/messages', said)['ticket_id']}"
    late, key = {"agent_id": new_id(), "reason": "The parcel came late"}, new_id()
    given = desk.edge.post(f"{path}/compensations", {**late, "points": 250}, key=key)["compensation"]
    again = desk.edge.post(f"{path}/compensations", {**late, "points": 250}, key=key)["compensation"]
    assert again["compensation_id"] == given["compensation_id"]
    desk.edge.post(f"{path}/compensations", {**late, "reward_id": "five-off"})
    desk.edge.post(f"{path}/compensations", {**late, "reward_id": "unheard-of"})
    desk.edge.post(f"{path}/compensations", {**late, "reward_id": "roastery-evening"})

    def states(found: dict[str, Any]) -> list[str]:
        return [one["state"] for one in found["ticket"]["compensations"]]

    # 250 points and a coupon of 500 are what one may give alone; the evening costs 2,500 and waits for somebody else.
    waiting = ["approved", "approved", "rejected", "granted"]
    shown = desk.edge.becomes(path, lambda found: states(found) == waiting)["ticket"]["compensations"]
    assert shown[2]["rejected_because"].startswith("NO_REWARD")
    desk.becomes(mia, spendable=250)
    evening = f"/v1/loyalty/corrections/{shown[3]['compensation_id']}"
    desk.edge.becomes(evening, lambda found: found.get("correction", {}).get("state") == "proposed")
    desk.edge.post(f"{evening}/approval", {"actor": "agent-ben"})
    desk.edge.becomes(path, lambda found: states(found)[3] == "approved")
    coupons = f"{ACCOUNTS}/{mia}/redemptions"
    found = desk.edge.becomes(coupons, lambda found: len(found.get("redemptions", ())) == 2)["redemptions"]
    assert {(one["reward_id"], one["points"], one["reason"]) for one in found} == {
        ("five-off", 0, "The parcel came late"),
        ("roastery-evening", 0, "The parcel came late"),
    }

    desk.edge.post(f"{path}/status", {"status": "solved", "agent_id": "agent-ana"})
    survey = desk.edge.becomes(f"{path}/survey", lambda found: found.get("survey"))["survey"]["survey_id"]
    desk.edge.post(f"/v1/surveys/{survey}/answer", {"score": 5})
    desk.becomes(mia, spendable=270)


def test_a_friend_is_brought_and_wins_a_draw_that_anybody_can_verify(desk, tmp_path):
    anna, jonas = desk.join(), desk.join("CH", "Europe/Zurich", "fr")
    code = desk.edge.get(f"{MEMBERS}/{anna}/referral-code")["code"]
    brought = desk.edge.post("/v1/loyalty/referrals", {"code": code, "friend_id": jonas})["referral"]
    assert (brought["status"], brought["referrer_points"], brought["friend_points"]) == ("attributed", 500, 250)
    desk.deliver(jonas, TENT, country="CH", currency="CHF")
    # Both wait for the end of the window of that order; 149.00 CHF are 156.84 EUR, and 235 points.
    desk.becomes(anna, spendable=500)
    desk.becomes(jonas, spendable=235 + 250)

    draw = f"draw-{new_id()}"
    rules = {
        "title": "Spring draw",
        "prizes": [{"prize_id": "weekend", "name": "A weekend in Porto", "winners": 1}],
        "points_per_entry": 50,
        "entries_per_member": 5,
        "opens_at": desk.in_days(0),
        "closes_at": desk.in_days(5),
    }
    scheduled = desk.edge.post("/v1/loyalty/draws", {"draw_id": draw, "rules": rules})["draw"]
    changed = {"draw_id": draw, "rules": {**rules, "points_per_entry": 1}}
    assert desk.edge.post("/v1/loyalty/draws", changed, 409)["reason"] == "DRAW_COMMITTED"
    offered = {member: desk.edge.get("/v1/loyalty/draws", customer_id=member)["draws"] for member in (anna, jonas)}
    assert offered[anna] == [] and [one["draw_id"] for one in offered[jonas]] == [draw]
    entered = desk.edge.post(f"/v1/loyalty/draws/{draw}/entries", {"customer_id": jonas, "entries": 3})
    assert (entered["points"], entered["balance"]) == (150, 335)

    drawn = desk.edge.becomes(f"/v1/loyalty/draws/{draw}", lambda found: found["draw"]["status"] == "completed")
    assert [one["customer_id"] for one in drawn["draw"]["winners"]] == [jonas]
    proof = desk.edge.get(f"/v1/loyalty/draws/{draw}/proof")
    assert proof["commitment"] == scheduled["commitment"] and jonas not in json.dumps(proof)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof))
    ended, said = desk.command("verify-draw", str(file))
    assert ended == 0 and f"weekend: {entered['participant_id']}" in said
    file.write_text(json.dumps({**proof, "seed": "0" * len(proof["seed"])}))
    assert desk.command("verify-draw", str(file))[0] == 1


def test_a_grant_above_the_limit_takes_a_second_person(desk):
    member = desk.join()
    grant = {"customer_id": member, "points": 1500, "kind": "grant", "reason": "three weeks late", "actor": new_id()}
    proposed = desk.edge.post("/v1/loyalty/corrections", grant)["correction"]
    assert (proposed["state"], proposed["limit"]) == ("proposed", 1000)
    path = f"/v1/loyalty/corrections/{proposed['correction_id']}/approval"
    assert desk.edge.post(path, {"actor": grant["actor"]}, 403)["reason"] == "SAME_PERSON"
    assert desk.edge.post(path, {"actor": "agent-ben"})["correction"]["state"] == "approved"
    assert desk.becomes(member, spendable=1500)["earned"] == 1500


def test_what_cannot_be_is_refused_with_its_reason_and_nothing_is_written(desk):
    member, other = desk.granted(900), desk.join()
    coupon = desk.redeem(member, "free-shipping")
    before = desk.account(member)
    use = {"code": coupon["code"], "customer_id": member, "order_id": "order-e", "market": "DE"}

    def reason(path: str, body: dict[str, Any]) -> str:
        problem = desk.edge.refused(path, body)
        return problem["errors"][0]["reason"] if problem["errors"] else problem["reason"]

    assert reason("/v1/loyalty/coupon-uses", {**use, "customer_id": other}) == "COUPON_OF_ANOTHER"
    assert reason("/v1/loyalty/coupon-uses", {**use, "market": "JP"}) == "COUPON_NOT_VALID_HERE"
    assert reason("/v1/loyalty/coupon-uses", {**use, "code": "7M2QX-0B9KD-R4TZA-8W1CJ"}) == "UNKNOWN_COUPON"
    desk.wait_past(coupon["terms"][0]["valid_until"])
    assert reason("/v1/loyalty/coupon-uses", use) == "COUPON_EXPIRED"
    assert reason(f"{ACCOUNTS}/{member}/redemptions", {"reward_id": "tidal-bottle"}) == "NOT_ENOUGH_POINTS"

    assert reason(f"/v1/loyalty/draws/draw-{new_id()}/entries", {"customer_id": member, "entries": 0}) == "REQUIRED"
    grant = {"customer_id": member, "kind": "grant", "reason": "late", "actor": new_id()}
    for points, expected in ((0, "REQUIRED"), (-1, "OUT_OF_RANGE"), (10**9, "TOO_GREAT")):
        assert reason("/v1/loyalty/corrections", {**grant, "points": points}) == expected

    amounts = {
        "AMOUNT_NOT_POSITIVE": (money(0), money(-5)),
        "ABSURD_AMOUNT": (money(10**18),),
        "UNKNOWN_CURRENCY": (money(100, "XYZ"),),
    }
    for expected, refused in amounts.items():
        for amount in refused:
            placed = {"customer_id": member, "country": "DE", "total": amount}
            placed["lines"] = lines_of((LAMP,), amount["currency"])
            fact = {"fact_id": new_id(), "placed": placed}
            assert reason(f"/v1/orders/order-{new_id()}/facts", fact) == expected
            assert reason(f"{ACCOUNTS}/{member}/orders", {"order_id": new_id(), "total": amount}) == expected
    assert reason(f"{ACCOUNTS}/{member}/orders", {"order_id": new_id(), "total": money(100, "NOK")}) == "NO_RATE"

    programme = desk.edge.get("/v1/loyalty/programme")
    band = programme["programme"]["earn_rules"][0]["bands"][1]
    for since, expected in ((15001, "GAP"), (14999, "OVERLAP")):
        band["from"] = since
        assert reason("/v1/loyalty/programme", {"programme": programme["programme"], "based_on": 2}) == expected
    assert desk.edge.get("/v1/loyalty/programme")["revision"] == programme["revision"]
    assert desk.account(member) == before


def test_the_books_are_proven_until_a_byte_of_them_is_changed(desk, platform):
    member = desk.granted(70)
    assert desk.command("prove")[0] == 0
    with MongoClient(platform.env["MONGODB_URI"]) as client:
        commits = client[f"{platform.env['HELIODESK_DATABASE']}_loyalty"]["accounts_commits"]

        def say(reason: str) -> None:
            """In the second entry, which is the first of points; the store doesn't mind."""
            written = {"$set": {"changes.0.entries.0.reason": reason}}
            assert commits.update_one({"_id": f"demo/{member}/000000000002"}, written).modified_count == 1

        say("Welcome")
        ended, said = desk.command("prove", "--json")
        faults = json.loads(said)["faults"]
        say("welcome")
    assert ended == 1
    assert [(one["account_id"], one["where"]) for one in faults] == [(f"demo/{member}", "entry 2")]
    assert desk.command("prove", "--tenant", "demo", "--account", member)[0] == 0
