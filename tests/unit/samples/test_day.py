"""The day that `make run` plays: as varied as it is said to be, true to itself, and made by its program."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
import yaml

from samples.make_day import DAY_FILE, make_day

ACTIONS = {"message", "reply", "note", "assign", "priority", "status", "order", "answer_survey"}
CHANNELS = {"email", "chat", "whatsapp", "web_form", "marketplace"}
FACTS = ["placed", "paid", "shipped", "delayed", "delivered", "cancelled", "refunded"]
MINUTES = {"urgent": 15, "high": 60, "normal": 240, "low": 480}
MIDNIGHT = timedelta(hours=24)
WARNED_AT = 0.75  # of the promised time


@pytest.fixture(scope="module")
def day() -> dict:
    return yaml.safe_load(DAY_FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def conversations(day: dict) -> dict[tuple[str, str], list[dict]]:
    found = defaultdict(list)
    for action in day["actions"]:
        if "thread" in action:
            found[action["channel"], action["thread"]].append(action)
    return found


@pytest.fixture(scope="module")
def orders(day: dict) -> dict[str, dict[str, dict]]:
    """order -> fact -> action"""
    found = defaultdict(dict)
    for action in day["actions"]:
        if action["do"] == "order":
            (fact,) = set(action) & set(FACTS)
            assert fact not in found[action["order"]]
            found[action["order"]][fact] = action
    return found


def offset(action: dict) -> timedelta:
    hours, minutes, seconds = map(int, action["at"].split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def messages(day: dict) -> list[dict]:
    return [action for action in day["actions"] if action["do"] == "message"]


def test_it_is_what_its_program_makes() -> None:
    assert DAY_FILE.read_text(encoding="utf-8") == make_day(), "stale: run `python -m samples.make_day`"


def test_it_is_small_enough_to_read() -> None:
    assert DAY_FILE.stat().st_size < 400_000


def test_it_lasts_one_day_in_order(day: dict) -> None:
    instants = [offset(action) for action in day["actions"]]
    assert instants == sorted(instants)
    assert instants[-1] < MIDNIGHT
    assert len({action["at"][:2] for action in day["actions"]}) == 24


def test_it_has_the_traffic_of_a_shop(day: dict, conversations: dict, orders: dict) -> None:
    counts = Counter(action["do"] for action in day["actions"])
    assert set(counts) == ACTIONS
    assert len(day["customers"]) == 60
    assert len(orders) == 100
    assert counts["message"] == 300
    assert len(conversations) == 180
    assert 150 <= counts["reply"] <= 170
    assert counts["note"] >= 10 and counts["assign"] >= 50 and counts["priority"] >= 50


def test_customers_write_in_ten_languages_on_five_channels_from_many_countries(day: dict) -> None:
    by_language = Counter(message["language"] for message in messages(day))
    assert set(by_language) == {"zh", "ja", "ar", "ru", "de", "fr", "es", "en", "pt", "it", "und"}
    assert min(count for language, count in by_language.items() if language != "und") >= 20
    assert {message["channel"] for message in messages(day)} == CHANNELS
    assert len({customer["country"] for customer in day["customers"]}) >= 20
    assert len({customer["currency"] for customer in day["customers"]}) >= 15


def test_few_sentences_come_twice(day: dict) -> None:
    texts = Counter(message["text"] for message in messages(day) if message["language"] != "und")
    assert sum(count for count in texts.values() if count > 1) <= 30


def test_every_id_is_used_once(day: dict) -> None:
    facts = [action["fact_id"] for action in day["actions"] if action["do"] == "order"]
    ids = facts + [message["message"] for message in messages(day)]
    assert len(set(ids)) == len(ids)


def test_messages_come_from_the_shops_customers_in_their_language(day: dict) -> None:
    customers = {customer["id"]: customer for customer in day["customers"]}
    for message in messages(day):
        customer = customers[message["from"]["customer"]]
        assert message["from"]["name"] == customer["name"]
        assert message["language"] in (customer["language"], "und")
        assert "{" not in message["text"] and message["text"].strip()


def test_a_conversation_begins_with_its_customer_and_has_no_other(conversations: dict) -> None:
    for actions in conversations.values():
        assert actions[0]["do"] == "message"
        assert len({action["from"]["customer"] for action in actions if action["do"] == "message"}) == 1


def test_nothing_is_done_to_a_closed_conversation_but_rated(conversations: dict) -> None:
    for actions in conversations.values():
        statuses = [action.get("status") for action in actions]
        if "closed" in statuses:
            assert {action["do"] for action in actions[statuses.index("closed") + 1 :]} <= {"answer_survey"}


def test_some_customers_come_back_after_their_ticket_was_solved(conversations: dict) -> None:
    reopened = 0
    for actions in conversations.values():
        solved = next((index for index, action in enumerate(actions) if action.get("status") == "solved"), len(actions))
        reopened += any(action["do"] == "message" for action in actions[solved:])
    assert 8 <= reopened <= 25


def test_three_in_five_solved_tickets_are_rated_once_and_after(conversations: dict) -> None:
    solved = rated = 0
    for actions in conversations.values():
        done = ["solved" if action.get("status") == "solved" else action["do"] for action in actions]
        solved += "solved" in done
        rated += "answer_survey" in done
        assert done.count("answer_survey") <= 1
        assert "answer_survey" not in done or done.index("answer_survey") > done.index("solved")
    assert 0.55 <= rated / solved <= 0.65
    scores = {action["score"] for actions in conversations.values() for action in actions if "score" in action}
    assert scores == {1, 2, 3, 4, 5}


def test_promises_are_kept_warned_of_and_broken(conversations: dict) -> None:
    outcomes = Counter(_outcome(actions) for actions in conversations.values())
    assert outcomes["kept"] >= 90
    assert outcomes["warned"] >= 15
    assert outcomes["broken"] >= 25
    assert outcomes["still running"] >= 5


def _outcome(actions: list[dict]) -> str:
    opened_at = offset(actions[0])
    priority = next((action["priority"] for action in actions if action["do"] == "priority"), "normal")
    replied_at = next((offset(action) for action in actions if action["do"] == "reply"), MIDNIGHT)
    share = (replied_at - opened_at) / timedelta(minutes=MINUTES[priority])
    if share > 1:
        return "broken"
    if replied_at == MIDNIGHT:
        return "still running"
    return "warned" if share > WARNED_AT else "kept"


def test_orders_meet_their_fates(orders: dict) -> None:
    counts = Counter(fact for facts in orders.values() for fact in facts)
    assert (counts["placed"], counts["delayed"], counts["refunded"]) == (100, 15, 10)
    assert 80 <= counts["delivered"] <= 94
    assert counts["cancelled"] == 6


def test_the_facts_of_an_order_follow_one_another(orders: dict) -> None:
    for facts in orders.values():
        told = [fact for fact in FACTS if fact in facts]
        instants = [offset(facts[fact]) for fact in told]
        assert instants == sorted(instants)
        assert told[0] == "placed"
        assert "cancelled" not in facts or told == ["placed", "cancelled"]


def test_every_order_adds_up(day: dict, orders: dict) -> None:
    customers = {customer["id"]: customer for customer in day["customers"]}
    for facts in orders.values():
        placed = facts["placed"]["placed"]
        assert placed["currency"] == customers[placed["customer"]]["currency"]
        assert placed["total"] == sum(line["quantity"] * line["unit_price"] for line in placed["lines"]) > 0


def test_refunds_are_of_a_part_and_of_the_whole_and_never_more(orders: dict) -> None:
    shares = []
    for facts in orders.values():
        if "refunded" in facts:
            placed, refunded = facts["placed"]["placed"], facts["refunded"]["refunded"]
            prices = {line["line"]: line["unit_price"] for line in placed["lines"]}
            assert refunded["amount"] == sum(line["quantity"] * prices[line["line"]] for line in refunded["lines"])
            shares.append(refunded["amount"] / placed["total"])
    assert max(shares) == 1
    assert sum(share < 1 for share in shares) == 6
